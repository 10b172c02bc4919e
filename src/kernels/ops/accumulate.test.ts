import { describe, expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { expectClose, random } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { GraphBuilder, type Shape, sizeOf } from "../../graph/graph.ts";
import type { Backend } from "../backend.ts";
import { accumulate, accumulateOp } from "./accumulate.ts";

/** Sums x over `batches` in turn, and carries the total from one to the next. */
async function summed(
  backend: Backend,
  shape: Shape,
  sums: number,
  batches: readonly { x: Float32Array<ArrayBuffer>; weights: Float32Array<ArrayBuffer> }[],
) {
  const maxBatch = 4;
  const g = new GraphBuilder();
  const x = g.input("x", shape);
  const weights = g.input("weights", [sums]);
  const total = g.input("total", [sums, ...shape], { batched: false });
  const y = accumulate(g, total, x, weights);
  const plan = await backend.compile(g.build([y]), { maxBatch, carries: [{ from: y, to: total }] });
  let latest = new Float32Array();
  plan.write(total, new Float32Array(sums * sizeOf(shape)));
  for (const batch of batches) {
    const rows = batch.weights.length / sums;
    const padded = new Float32Array(maxBatch * sums);
    padded.set(batch.weights);
    const garbage = new Float32Array(maxBatch * sizeOf(shape)).fill(NaN);
    garbage.set(batch.x);
    plan.write(x, garbage);
    plan.write(weights, padded);
    latest = await plan.ask(y, rows);
  }
  plan.dispose();
  return latest;
}

describe.each([
  ["WebGPU", testBackend],
  ["TensorFlow.js", testTfjs],
  ["wasm", testWasm],
])("on %s", (_, open) => {
  test.each([
    [[5], 1],
    [[3, 4, 2], 3],
    [[9, 8, 1], 2],
  ] as const)("sums samples of [%s] with %d weights each, over three batches", async (shape, sums) => {
    const size = sizeOf(shape);
    const batches = [4, 1, 3].map((rows, i) => ({
      x: random(rows * size, i),
      weights: random(rows * sums, 10 + i),
    }));

    const actual = await summed(await open(), shape, sums, batches);

    const expected = new Float64Array(sums * size);
    for (const { x, weights } of batches)
      for (let n = 0; n < weights.length / sums; n++)
        for (let k = 0; k < sums; k++)
          for (let i = 0; i < size; i++) expected[k * size + i] += weights[n * sums + k] * x[n * size + i];
    expectClose(actual, expected, { rtol: 1e-5, atol: 1e-6 });
  });

  test("a sample of weight 0 is not read", async () => {
    const x = Float32Array.of(NaN, Infinity, 2, 3);

    const actual = await summed(await open(), [2], 2, [{ x, weights: Float32Array.of(0, 0, 1, 0) }]);

    expect([...actual]).toEqual([2, 3, 0, 0]);
  });
});

test("says which shapes do not fit", () => {
  expect(() => accumulateOp.shape([[2, 5], [4], [2]], {})).toThrow(
    "accumulate: [4] with weights [2] cannot be added to [2,5]",
  );
});
