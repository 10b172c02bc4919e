import { expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { evaluate, random } from "../../../test/ops.ts";
import { GraphBuilder, type Shape, sizeOf } from "../../graph/graph.ts";
import { prelu } from "./prelu.ts";

const [H, W] = [2, 3];
const slopes: Shape[] = [
  ...[4, 5].flatMap((c) => [[c], [1, 1, c], [H, W, c], [1, W, c], [H, 1, c]]),
  [H, W, 1],
  [H, 1, 1],
  [1, 1, 1],
  [1],
];

test.each(slopes.map((shape) => [shape]))("slopes [%j] are shared along axes of size one", async (shape) => {
  const C = Math.max(4, shape.at(-1)!);
  const g = new GraphBuilder();
  const x = g.input("x", [H, W, C]);
  const alpha = random(sizeOf(shape), 2);
  const data = random(3 * H * W * C, 1);
  const y = prelu(g, x, g.weight("alpha", shape, alpha));

  const results = [
    await evaluate(await testBackend(), g, [x], [data], y),
    await evaluate(await testTfjs(), g, [x], [data], y),
  ];

  const [ah, aw, ac] = [...Array(3 - shape.length).fill(1), ...shape];
  const expected = data.map((value, i) => {
    const [row, column, c] = [Math.floor(i / C / W) % H, Math.floor(i / C) % W, i % C];
    return value > 0 ? value : value * alpha[((row % ah) * aw + (column % aw)) * ac + (c % ac)];
  });
  for (const result of results) expect([...result]).toEqual([...expected]);
});

test("the same slopes are one weight in every graph", () => {
  const alpha = random(H * W, 2);
  const slopesIn = () => {
    const g = new GraphBuilder();
    prelu(g, g.input("x", [H, W, 5]), g.weight("alpha", [H, W, 1], alpha));
    return g.weights.get(g.nodes[0].inputs[1]);
  };

  expect(slopesIn()).toBe(slopesIn());
});

test("says which slopes do not fit", () => {
  const g = new GraphBuilder();
  const x = g.input("x", [H, W, 5]);

  expect(() => prelu(g, x, g.weight("alpha", [4], random(4, 1)))).toThrow(
    "prelu: slopes [4] do not fit an input [2,3,5]",
  );
});
