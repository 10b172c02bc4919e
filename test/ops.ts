/** @file The question every op must answer: do its kernel and its twin in TensorFlow.js agree? */

import { expect } from "vitest";
import { GraphBuilder, type Shape, sizeOf, type Value } from "../src/graph/graph.ts";
import type { Backend } from "../src/kernels/backend.ts";
import { gradient } from "../src/passes/gradient.ts";
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

/**
 * The gradients of what is built are right for each input: on WebGPU the slope along a random direction, by finite
 * differences, is what they say (so for a linear step, that it is the adjoint), and TensorFlow.js finds the same.
 * Points keep away from zero, where the likes of ReLU have no slope.
 */
export async function expectGradient(
  shapes: readonly Shape[],
  build: (g: GraphBuilder, inputs: Value[]) => Value,
  { twins = [testTfjs], rtol = 2e-3, atol = 2e-3 }: MatchOptions = {},
): Promise<void> {
  const g = new GraphBuilder();
  const inputs = shapes.map((shape, i) => g.input(`x${i}`, shape));
  const y = build(g, inputs);
  const dy = g.input("dy", y.shape);
  const gradients = inputs.map((input) => gradient(g, [{ of: y, seed: dy }], input));
  const numbers = (seed: number) => shapes.map((shape, i) => random(BATCH * sizeOf(shape), seed + i));
  const at = numbers(200).map((x) => x.map((v) => v + Math.sign(v) * 0.1));
  const [along, weights] = [numbers(300), random(BATCH * sizeOf(y.shape), 400)];
  const values = (backend: Backend, output: Value, step: number) =>
    evaluate(
      backend,
      g,
      [...inputs, dy],
      [...at.map((x, i) => x.map((v, j) => v + step * along[i][j])), weights],
      output,
    );

  const webgpu = await testBackend();
  const h = 0.01;
  const slope =
    (product(await values(webgpu, y, h), weights) - product(await values(webgpu, y, -h), weights)) / (2 * h);
  const found = [];
  for (const dx of gradients) found.push(await values(webgpu, dx, 0));

  expectClose([found.reduce((sum, dx, i) => sum + product(dx, along[i]), 0)], [slope], { rtol, atol });
  for (const open of twins)
    for (const [i, dx] of gradients.entries())
      expectClose(found[i], await values(await open(), dx, 0), { rtol: 1e-4, atol: 1e-5 });
}

const product = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0);

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
