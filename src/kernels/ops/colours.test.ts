import { describe, expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { evaluate, expectClose, expectGradient, random } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { GraphBuilder } from "../../graph/graph.ts";
import { decorrelatedColours } from "./colours.ts";

/** lucid's color_correlation_normalized. */
const MATRIX = [
  [0.56282854, 0.19482528, 0.0432945],
  [0.5844758, 0, -0.10823626],
  [0.5844758, -0.19482528, 0.06494176],
];

describe.each([
  ["WebGPU", testBackend],
  ["TensorFlow.js", testTfjs],
  ["wasm", testWasm],
])("on %s", (_, open) => {
  test("each pixel is Lucid's matrix times it", async () => {
    const g = new GraphBuilder();
    const x = g.input("x", [3, 5, 3]);
    const data = random(3 * 45, 1);

    const actual = await evaluate(await open(), g, [x], [data], decorrelatedColours(g, x));

    const expected = Float64Array.from(data, (_, i) =>
      MATRIX[i % 3].reduce((sum, weight, c) => sum + weight * data[i - (i % 3) + c], 0),
    );
    expectClose(actual, expected, { rtol: 1e-6, atol: 1e-6 });
  });
});

test("the gradient is the adjoint", () =>
  expectGradient([[4, 3, 3]], (g, [x]) => decorrelatedColours(g, x), { twins: [testTfjs, testWasm] }));

test("gray stays as it is, two channels are refused", () => {
  const g = new GraphBuilder();
  const gray = g.input("gray", [4, 4, 1]);

  expect(decorrelatedColours(g, gray)).toBe(gray);
  expect(() => decorrelatedColours(g, g.input("x", [4, 4, 2]))).toThrow(
    "needs 1 or 3 channels, but the input has 2",
  );
});
