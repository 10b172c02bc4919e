import { describe, expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { evaluate, expectClose, random } from "../../../test/ops.ts";
import { GraphBuilder, type Shape, sizeOf } from "../../graph/graph.ts";
import { add, average, divide, maximum, minimum, multiply, subtract } from "./binary.ts";

const BATCH = 3;

/** A shape for each operand, and whether each sample has its own. */
const operands: [a: Shape, aBatched: boolean, b: Shape, bBatched: boolean][] = [
  [[2, 3, 4], true, [2, 3, 4], true],
  [[2, 3, 4], true, [2, 3, 4], false],
  [[2, 3, 5], false, [2, 3, 5], true],
  [[2, 3, 5], true, [5], true],
  [[5], false, [2, 3, 5], true],
  [[1, 1, 5], true, [2, 3, 5], true],
  [[1, 1, 5], false, [2, 3, 5], true],
  [[2, 3, 5], false, [5], true],
  [[2, 3, 5], true, [1], true],
  [[1], false, [2, 3, 5], true],
  [[1, 1, 1], true, [5], true],
  [[3, 2], true, [2], false],
  [[2, 3, 8], true, [8], true],
  [[4], false, [2, 3, 4], true],
  [[2, 3, 4], true, [1], false],
];

describe.each([
  ["WebGPU", testBackend],
  ["TensorFlow.js", testTfjs],
])("on %s", (_, open) => {
  test.each(operands)(
    "a [%j], own: %s, minus b [%j], own: %s",
    async (aShape, aBatched, bShape, bBatched) => {
      const g = new GraphBuilder();
      const a = g.input("a", aShape, { batched: aBatched });
      const b = g.input("b", bShape, { batched: bBatched });
      const data = [a, b].map(({ shape, batched }, i) =>
        random(sizeOf(shape) * (batched ? BATCH : 1), i + 1),
      );
      const y = subtract(g, a, b);

      const actual = await evaluate(await open(), g, [a, b], data, y, BATCH);

      const size = sizeOf(y.shape);
      const from = (i: 0 | 1, n: number, at: number) => {
        const own = sizeOf([a, b][i].shape);
        return data[i][([a, b][i].batched ? n * own : 0) + (at % own)];
      };
      const expected = Float32Array.from({ length: BATCH * size }, (_, i) => {
        const [n, at] = [Math.floor(i / size), i % size];
        return from(0, n, at) - from(1, n, at);
      });
      expect([...actual]).toEqual([...expected]);
    },
  );

  test.each([
    [add, 3.5],
    [subtract, -1.5],
    [multiply, 2.5],
    [divide, 0.4],
    [maximum, 2.5],
    [minimum, 1],
    [(g, a, b) => average(g, [a, b]), 1.75],
  ] satisfies [typeof add, number][])("1 and 2.5 under each operation: %#", async (combine, expected) => {
    const g = new GraphBuilder();
    const [a, b] = ["a", "b"].map((name) => g.input(name, [1]));

    const y = await evaluate(
      await open(),
      g,
      [a, b],
      [[1], [2.5]].map((n) => Float32Array.from(n)),
      combine(g, a, b),
      1,
    );

    expectClose(y, [expected], { rtol: 1e-6 });
  });
});

test.each([
  [[3, 4, 5], [4], "add: [3,4,5] and [4] do not fit together"],
  [[12], [3, 4], "add: [12] and [3,4] do not fit together"],
  [[3, 4, 5], [3, 1, 5], "add: [3,4,5] and [3,1,5] do not fit together"],
] satisfies [Shape, Shape, string][])("says which sizes do not fit: %j and %j", (a, b, message) => {
  const g = new GraphBuilder();
  const [p, q] = [g.input("a", a), g.input("b", b)];

  expect(() => add(g, p, q)).toThrow(expect.objectContaining({ code: "shape", message }));
});
