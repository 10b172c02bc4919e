import { expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { expectClose } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { GraphBuilder, type Shape } from "../../graph/graph.ts";
import type { Backend } from "../backend.ts";
import { gaussianNoise, gaussianNoiseOp } from "./gaussian-noise.ts";

async function noise(backend: Backend, seed: number, copies: readonly number[], shape: Shape) {
  const g = new GraphBuilder();
  const seeds = g.input("seed", [1], { batched: false });
  const copy = g.input("copy", [1]);
  const y = gaussianNoise(g, seeds, copy, shape);
  const plan = await backend.compile(g.build([y]), { maxBatch: copies.length });
  plan.write(seeds, Uint32Array.of(seed));
  plan.write(copy, Uint32Array.from(copies));
  const numbers = await plan.ask(y, copies.length);
  plan.dispose();
  return numbers;
}

test.each([
  ["TensorFlow.js", testTfjs],
  ["wasm", testWasm],
])("is the same on WebGPU and on %s", async (_, open) => {
  for (const seed of [0, 7, 2 ** 32 - 1]) {
    const [copies, shape] = [
      [0, 1, 2 ** 32 - 1],
      [17, 9, 3],
    ];

    const ours = await noise(await testBackend(), seed, copies, shape);

    expectClose(ours, await noise(await open(), seed, copies, shape), { rtol: 1e-5, atol: 1e-5 });
  }
});

test("does not depend on which copies are made with it", async () => {
  const backend = await testBackend();
  const [shape, size] = [[6, 5, 3], 90];

  const together = await noise(backend, 3, [4, 5, 6, 7], shape);

  expect(await noise(backend, 3, [6], shape)).toEqual(together.slice(2 * size, 3 * size));
});

/** Sums of powers over enough numbers to see a bias of a hundredth. */
test("has the moments of a normal distribution, and neighbours know nothing of each other", async () => {
  const [copies, size] = [8, 48 * 48 * 3];
  const numbers = await noise(await testBackend(), 1, [...Array(copies).keys()], [48, 48, 3]);
  const n = numbers.length;
  const mean = (of: (i: number) => number) => numbers.reduce((sum, _, i) => sum + of(i), 0) / n;

  const bound = 5 / Math.sqrt(n); // five standard errors of a mean of numbers of variance 1
  expect(Math.abs(mean((i) => numbers[i]))).toBeLessThan(bound);
  expect(Math.abs(mean((i) => numbers[i] ** 2) - 1)).toBeLessThan(bound * Math.sqrt(2));
  expect(Math.abs(mean((i) => numbers[i] ** 3))).toBeLessThan(bound * Math.sqrt(15));
  expect(Math.abs(mean((i) => numbers[i] ** 4) - 3)).toBeLessThan(bound * Math.sqrt(96));
  for (const apart of [1, 2, 3, 48 * 3, size, 2 * size])
    expect(Math.abs(mean((i) => numbers[i] * numbers[(i + apart) % n])), `${apart} apart`).toBeLessThan(
      bound,
    );
  const tail = numbers.filter((v) => Math.abs(v) > 2).length / n;
  expect(Math.abs(tail - 0.0455)).toBeLessThan(bound * Math.sqrt(0.0455));
});

test("another seed gives other numbers", async () => {
  const backend = await testBackend();

  const [a, b] = [await noise(backend, 1, [0], [900]), await noise(backend, 2, [0], [900])];

  const product = a.reduce((sum, v, i) => sum + v * b[i], 0) / a.length;
  expect(Math.abs(product)).toBeLessThan(5 / Math.sqrt(a.length));
});

test("says what is no single number", () => {
  expect(() => gaussianNoiseOp.shape([[2], [1]], { shape: [4] })).toThrow(
    "gaussianNoise: seed [2] and copy [1] are not one number each",
  );
});
