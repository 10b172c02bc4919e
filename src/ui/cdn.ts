/** @file The one file for pages without a bundler: defines all elements, and exports them and the engine. */

import "./define.ts";

export { createEngine } from "../workers/engine-client.ts";
export * from "./index.ts";
