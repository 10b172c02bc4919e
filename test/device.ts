/** @file The backends of the whole test run: WebGPU (the browser's, or Dawn's in Node) and TensorFlow.js. */

import type { Backend } from "../src/kernels/backend.ts";
import { openWebgpu } from "../src/kernels/plan.ts";
import { openTfjs } from "../src/kernels/tfjs.ts";

let webgpu: Promise<Backend> | undefined;
let cpu: Promise<Backend> | undefined;

/** WebGPU, on whatever adapter there is. */
export const testBackend = (): Promise<Backend> => (webgpu ??= open());

/** TensorFlow.js on plain JavaScript: the second opinion. */
export const testTfjs = (): Promise<Backend> => (cpu ??= openTfjs("cpu"));

async function open(): Promise<Backend> {
  return openWebgpu({ gpu: globalThis.navigator?.gpu ?? (await dawn()) });
}

/** Kept for the life of the process: Dawn crashes if its instance is collected before its devices. */
let instance: GPU;

export async function dawn(): Promise<GPU> {
  const { create, globals } = await import("webgpu");
  Object.assign(globalThis, globals);
  return (instance ??= create([]));
}
