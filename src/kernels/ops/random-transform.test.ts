import { describe, expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { expectClose } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { GraphBuilder } from "../../graph/graph.ts";
import type { Backend } from "../backend.ts";
import { type RandomTransform, randomTransform } from "./random-transform.ts";

/** The draws of so many steps, one after another. */
async function draws(
  open: () => Promise<Backend>,
  options: RandomTransform,
  seed: number,
  steps: readonly number[],
): Promise<number[][]> {
  const g = new GraphBuilder();
  const seedValue = g.input("seed", [1], { batched: false });
  const step = g.input("step", [1], { batched: false });
  const draw = randomTransform(g, seedValue, step, options);
  const plan = await (await open()).compile(g.build([draw]), { maxBatch: 3 });
  const found = [];
  for (const at of steps) {
    plan.write(seedValue, Uint32Array.of(seed));
    plan.write(step, Float32Array.of(at));
    found.push([...(await plan.ask(draw, 3))]);
  }
  plan.dispose();
  return found;
}

const options: RandomTransform = { jitter: 3, scale: [0.9, 1.2], rotate: 10 };
const steps = [0, 1, 2, 63, 255, 100_000];

describe.each([
  ["WebGPU", testBackend],
  ["TensorFlow.js", testTfjs],
  ["wasm", testWasm],
])("on %s", (_, open) => {
  test.each([0, 1, 12345, 2 ** 31, 2 ** 32 - 1])("seed %i draws what the paper's hash says", async (seed) => {
    const found = await draws(open, options, seed, steps);

    for (const [i, draw] of found.entries()) {
      const expected = reference(seed, steps[i], options);
      expect(draw.slice(0, 2)).toEqual(expected.slice(0, 2));
      expectClose(draw, expected, { rtol: 2e-7, atol: 2e-8 });
    }
  });

  test("nothing asked, nothing moved", async () => {
    const none: RandomTransform = { jitter: 0, scale: [1, 1], rotate: 0 };

    for (const draw of await draws(open, none, 7, [0, 5]))
      expectClose(draw, [0, 0, 1, 0], { rtol: 0, atol: 0 });
  });
});

test("over many steps all is drawn, evenly", async () => {
  const all = await draws(
    testTfjs,
    options,
    42,
    Array.from({ length: 700 }, (_, i) => i),
  );

  for (const k of [0, 1]) {
    const counts = [-3, -2, -1, 0, 1, 2, 3].map((shift) => all.filter((draw) => draw[k] === shift).length);
    expect(counts.reduce((a, b) => a + b)).toBe(700);
    // chi squared, 6 degrees of freedom: above 22.5 once in a thousand
    expect(counts.reduce((sum, n) => sum + (n - 100) ** 2 / 100, 0)).toBeLessThan(22.5);
  }
  const limits: [k: number, least: number, most: number][] = [
    [2, 0.9, 1.2],
    [3, -Math.PI / 18, Math.PI / 18],
  ];
  for (const [k, least, most] of limits) {
    const shares = all.map((draw) => (draw[k] - least) / (most - least)).sort((a, b) => a - b);
    // Kolmogorov and Smirnov: above 1.95 / sqrt(n) once in a thousand
    const off = shares.map((share, i) => Math.abs(share - (i + 0.5) / shares.length));
    expect(Math.max(...off)).toBeLessThan(1.95 / Math.sqrt(700));
  }
  // no number of a step says another: correlations of 700 pairs
  for (const [a, b] of [
    [0, 1],
    [0, 2],
    [1, 3],
    [2, 3],
  ])
    expect(
      Math.abs(
        correlation(
          all.map((d) => d[a]),
          all.map((d) => d[b]),
        ),
      ),
    ).toBeLessThan(0.13);
  expect(
    Math.abs(
      correlation(
        all.slice(1).map((d) => d[2]),
        all.slice(0, -1).map((d) => d[2]),
      ),
    ),
  ).toBeLessThan(0.13);
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (x: readonly number[]) => x.reduce((sum, v) => sum + v) / x.length;
  const [ma, mb] = [mean(a), mean(b)];
  const covariance = (x: readonly number[], mx: number, y: readonly number[], my: number) =>
    mean(x.map((v, i) => (v - mx) * (y[i] - my)));
  return covariance(a, ma, b, mb) / Math.sqrt(covariance(a, ma, a, ma) * covariance(b, mb, b, mb));
}

/** pcg of Jarzynski and Olano, in whole numbers of any size. */
function pcg(counter: bigint): bigint {
  const state = BigInt.asUintN(32, counter * 747796405n + 2891336453n);
  const word = BigInt.asUintN(32, ((state >> ((state >> 28n) + 4n)) ^ state) * 277803737n);
  return (word >> 22n) ^ word;
}

function reference(seed: number, step: number, { jitter, scale: [a, b], rotate }: RandomTransform): number[] {
  const [down, right, scale, angle] = [0, 1, 2, 3].map((k) =>
    Number(pcg(BigInt(seed) ^ pcg(BigInt(4 * step + k))) >> 8n),
  );
  return [
    (down % (2 * jitter + 1)) - jitter,
    (right % (2 * jitter + 1)) - jitter,
    a + ((b - a) * scale) / 2 ** 24,
    (((2 * angle) / 2 ** 24 - 1) * rotate * Math.PI) / 180,
  ];
}
