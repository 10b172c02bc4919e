/** @file The backends of the whole test run: WebGPU (the browser's, or Dawn's in Node) and TensorFlow.js. */

import { EngineError } from "../src/errors.ts";
import type { Backend } from "../src/kernels/backend.ts";
import type { GpuOptions } from "../src/kernels/device.ts";
import { openWebgpu } from "../src/kernels/plan.ts";
import { openTfjs } from "../src/kernels/tfjs.ts";

let webgpu: Promise<Backend> | undefined;
let cpu: Promise<Backend> | undefined;

/** WebGPU, on whatever adapter there is. */
export const testBackend = (): Promise<Backend> => (webgpu ??= openTestBackend());

/** TensorFlow.js on plain JavaScript: the second opinion. */
export const testTfjs = (): Promise<Backend> => (cpu ??= openTfjs("cpu"));

/** A backend without room for batches above `most`; `tried` has the batches it was asked for. */
export function cramped(backend: Backend, most: number): { backend: Backend; tried: number[] } {
  const tried: number[] = [];
  const compile: Backend["compile"] = async (graph, options) => {
    tried.push(options.maxBatch);
    if (options.maxBatch > most) throw new EngineError("out-of-memory", "no room");
    return backend.compile(graph, options);
  };
  return { backend: { ...backend, compile }, tried };
}

/** WebGPU once more, with a device of its own. */
export async function openTestBackend(options: Omit<GpuOptions, "gpu"> = {}): Promise<Backend> {
  return openWebgpu({
    gpu: globalThis.navigator?.gpu ?? (await dawn()),
    tfjs: testTfjs,
    ...options,
  });
}

/** Kept for the life of the process: Dawn crashes if its instance is collected before its devices. */
let instance: GPU;

export async function dawn(): Promise<GPU> {
  const { create, globals } = await import("webgpu");
  Object.assign(globalThis, globals);
  return (instance ??= create([]));
}
