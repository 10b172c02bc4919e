import { describe, expect, test } from "vitest";
import { testTfjs } from "../../../test/device.ts";
import { expectGradient, expectMatchesTfjs } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { GraphBuilder, type Shape } from "../../graph/graph.ts";
import { weightedSum } from "./weighted-sum.ts";

const twins = [testTfjs, testWasm];

describe.each<[Shape, p: number, q: number]>([
  [[5, 7, 3], 1, -0.25],
  [[1], 0.9, 0.1],
  [[9, 8, 4], 1, 30],
])("%j times %d and %d", (shape, p, q) => {
  test("is the same in TensorFlow.js", () =>
    expectMatchesTfjs([shape, shape], (g, [a, b]) => weightedSum(g, a, b, { p, q }), { twins }));

  test("gives each operand its share of the gradient", () =>
    expectGradient([shape, shape], (g, [a, b]) => weightedSum(g, a, b, { p, q }), { twins }));
});

test("says what does not fit", () => {
  const g = new GraphBuilder();
  const [a, b] = [g.input("a", [2, 3]), g.input("b", [3, 2])];
  const shared = g.input("shared", [2, 3], { batched: false });

  expect(() => weightedSum(g, a, b, { p: 1, q: 1 })).toThrow(
    "weightedSum: needs values of one shape, but got [2,3] and [3,2]",
  );
  expect(() => weightedSum(g, a, shared, { p: 1, q: 1 })).toThrow("[2,3] and [2,3] for all samples");
});
