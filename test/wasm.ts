/** @file TensorFlow.js on wasm, in Node: what people get who have no GPU. It lacks kernels that its plain backend has. */

import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { Backend } from "../src/kernels/backend.ts";
import { openTfjs } from "../src/kernels/tfjs.ts";

let wasm: Promise<Backend> | undefined;

export const testWasm = (): Promise<Backend> => (wasm ??= openTfjs("wasm", { wasmPaths: folder() }));

const folder = () => `${dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm"))}/`;
