/** @file The engine's public API in a browser. */

export * from "./api.ts";
export { createEngine } from "./workers/engine-client.ts";
