import { describe, expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { evaluate, expectClose, random } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { GraphBuilder, type Shape, sizeOf } from "../../graph/graph.ts";
import { normalised } from "./normalised.ts";
import { dot } from "./sum-rows.ts";

describe.each([
  ["WebGPU", testBackend],
  ["TensorFlow.js", testTfjs],
  ["wasm", testWasm],
])("on %s", (_, open) => {
  test.each<[mean: boolean, Shape, scale: number, epsilon: number | undefined]>([
    [true, [5, 7, 3], 1, undefined],
    [true, [5, 7, 3], 1e-5, undefined],
    [false, [5, 7, 3], 1, undefined],
    [false, [4, 4, 1], 1e-8, undefined],
    [false, [3], 100, 0.5],
    [true, [1], 3, 1],
  ])("mean %s, %j times %d, epsilon %d: each sample by its own size", async (mean, shape, scale, epsilon) => {
    const n = sizeOf(shape);
    const g = new GraphBuilder();
    const dx = g.input("dx", shape);
    const y = normalised(g, dx, dot(g, dx, dx), { mean, ...(epsilon === undefined ? {} : { epsilon }) });
    const data = random(3 * n, 1).map((v, i) => scale * v * (1 + Math.floor(i / n)) * (i < n ? 0 : 1));

    const actual = await evaluate(await open(), g, [dx], [data], y);

    const expected = Float64Array.from(data, (v, i) => {
      const first = n * Math.floor(i / n);
      const squares = data.subarray(first, first + n).reduce((sum, other) => sum + other * other, 0);
      if (mean) return v / (Math.sqrt(squares / n) + (epsilon ?? 1e-5));
      return v / Math.sqrt(Math.max(squares, epsilon ?? 1e-12));
    });
    expect(actual.subarray(0, n).every((v) => v === 0)).toBe(true);
    expectClose(actual, expected, { rtol: 1e-5, atol: 1e-9 });
  });
});

test("says what does not fit", () => {
  const g = new GraphBuilder();
  const dx = g.input("dx", [2, 3]);

  expect(() => normalised(g, dx, dx, { mean: true })).toThrow(
    "normalised: needs one sum of squares a sample, but got [2,3]",
  );
});
