/** @file The engine's public API in Node. */

export * from "./api.ts";
export { createEngine } from "./workers/node-engine.ts";
