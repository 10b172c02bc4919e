/** @file Where the page serves the .wasm files of TensorFlow.js. Loaded only with it. */

import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threaded from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";

const here = (address: string) => new URL(address, import.meta.url).href;

export const wasmPaths = {
  "tfjs-backend-wasm.wasm": here(plain),
  "tfjs-backend-wasm-simd.wasm": here(simd),
  "tfjs-backend-wasm-threaded-simd.wasm": here(threaded),
};
