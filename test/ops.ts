/** @file The question every op must answer: do its kernel and its twin in TensorFlow.js agree? */

import { expect } from "vitest";
import { GraphBuilder, type Shape, sizeOf, type Value } from "../src/graph/graph.ts";
import type { Backend } from "../src/kernels/backend.ts";
import { testBackend, testTfjs } from "./device.ts";

const BATCH = 3;

export interface Tolerance {
  /** Default: 1e-5. */
  readonly rtol?: number;
  /** Default: 1e-5. */
  readonly atol?: number;
}

export interface MatchOptions extends Tolerance {
  /** What to compare with. Default: TensorFlow.js in plain JavaScript. */
  readonly twins?: readonly (() => Promise<Backend>)[];
}

/** What is built from inputs of these shapes is the same on WebGPU and on TensorFlow.js, for each sample of a batch. */
export async function expectMatchesTfjs(
  shapes: readonly Shape[],
  build: (g: GraphBuilder, inputs: Value[]) => Value,
  { twins = [testTfjs], ...tolerance }: MatchOptions = {},
): Promise<void> {
  const g = new GraphBuilder();
  const inputs = shapes.map((shape, i) => g.input(`x${i}`, shape));
  const output = build(g, inputs);
  const data = shapes.map((shape, i) => random(BATCH * sizeOf(shape), 100 + i));

  const actual = await evaluate(await testBackend(), g, inputs, data, output);

  for (const open of twins)
    expectClose(actual, await evaluate(await open(), g, inputs, data, output), tolerance);
}

/** The value of `output` for a batch of inputs. */
export async function evaluate(
  backend: Backend,
  g: GraphBuilder,
  inputs: readonly Value[],
  data: readonly Float32Array<ArrayBuffer>[],
  output: Value,
  batch = BATCH,
): Promise<Float32Array> {
  const plan = await backend.compile(g.build([output]), { maxBatch: batch });
  try {
    inputs.forEach((input, i) => {
      plan.write(input, data[i]);
    });
    return await plan.ask(output, batch);
  } finally {
    plan.dispose();
  }
}

/** Every element within atol + rtol * |expected|; a NaN never is. */
export function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { rtol = 1e-5, atol = 1e-5 }: Tolerance = {},
): void {
  expect(actual.length).toBe(expected.length);
  const worst = { i: -1, excess: 0 };
  for (let i = 0; i < expected.length; i++) {
    const excess = Math.abs(actual[i] - expected[i]) - (atol + rtol * Math.abs(expected[i]));
    if (!(excess <= worst.excess)) Object.assign(worst, { i, excess });
  }
  if (worst.i >= 0) expect.fail(`element ${worst.i}: got ${actual[worst.i]}, expected ${expected[worst.i]}`);
}

/** The same numbers in [-1, 1) for the same seed, on every machine (mulberry32). */
export function random(length: number, seed: number): Float32Array<ArrayBuffer> {
  let state = Math.imul(seed, 0x9e3779b9);
  return Float32Array.from({ length }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 31 - 1;
  });
}
