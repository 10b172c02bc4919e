import { expect, test } from "vitest";
import { testBackend } from "../../../test/device.ts";
import { evaluate, expectMatchesTfjs } from "../../../test/ops.ts";
import { GraphBuilder, type Value } from "../../graph/graph.ts";
import { concatenate } from "./concatenate.ts";

test.each([2, 3, 5, 8])("%d values keep their order, joined in a balanced tree", async (count) => {
  const g = new GraphBuilder();
  const values = Array.from({ length: count }, (_, i) => g.input(`x${i}`, [1, 2, i + 1]));
  const data = values.map((_, i) => new Float32Array(2 * 2 * (i + 1)).fill(i));
  const y = concatenate(g, values, 2, "all");

  const result = await evaluate(await testBackend(), g, values, data, y, 2);

  const pixel = values.flatMap((_, i) => Array(i + 1).fill(i));
  expect([...result]).toEqual([...pixel, ...pixel, ...pixel, ...pixel]);
  const depth = (value: Value): number =>
    1 + Math.max(-1, ...(g.nodes.find(({ output }) => output === value)?.inputs ?? []).map(depth));
  expect(depth(y)).toBe(Math.ceil(Math.log2(count)));
  expect(y.name).toBe("all");
});

test.each([
  [4, 8],
  [4, 3],
  [5, 4],
])("channels keep their places, where they fill vectors and where not: %d and %d", (a, b) =>
  expectMatchesTfjs(
    [
      [2, 3, a],
      [2, 3, b],
    ],
    (g, values) => concatenate(g, values, 2),
    { rtol: 0, atol: 0 },
  ),
); // prettier-ignore

test("says what differs, and which axes there are", () => {
  const g = new GraphBuilder();
  const [a, b, constant] = [
    g.input("a", [3, 4, 5]),
    g.input("b", [2, 4, 5]),
    g.input("c", [3, 4, 5], { batched: false }),
  ];

  expect(() => concatenate(g, [a, b], -1)).toThrow(
    "concatenate: [3,4,5] and [2,4,5] differ on more than axis 2",
  );
  expect(() => concatenate(g, [a, a], 3)).toThrow("concatenate: there is no axis 3 in [3,4,5]");
  expect(() => concatenate(g, [a, a], -4)).toThrow("concatenate: there is no axis -4 in [3,4,5]");
  expect(() => concatenate(g, [a, constant], 2)).toThrow(
    "concatenate: 'c' is the same for all samples, 'a' is not",
  );
});
