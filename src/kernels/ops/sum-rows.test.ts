import { expect, test } from "vitest";
import { testBackend } from "../../../test/device.ts";
import { evaluate, expectClose, expectGradient, expectMatchesTfjs, random } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { GraphBuilder, type Shape } from "../../graph/graph.ts";
import { sum, sumRows } from "./sum-rows.ts";

const shapes: Shape[] = [
  [1, 1],
  [70, 3],
  [4096, 1],
  [4097, 1],
  [6144, 2],
  [9000, 3],
];

test.each(shapes)("%i x %i: the same as TensorFlow.js", async (...shape) => {
  await expectMatchesTfjs([shape], (g, [x]) => sumRows(g, x), { twins: [testWasm], atol: 1e-3 });
});

test.each<Shape>([
  [70, 3],
  [4096, 1],
  [4100, 2],
])("%i x %i: its gradient", async (...shape) => {
  await expectGradient([shape], (g, [x]) => sumRows(g, x), { twins: [testWasm], rtol: 1e-2, atol: 1e-2 });
});

test("a long column has many workgroups, and its sum is that of float64", async () => {
  const shape = [50, 40, 3];
  const g = new GraphBuilder();
  const x = g.input("x", shape);
  const y = sum(g, x);
  const data = random(6000, 1);

  const [found] = await evaluate(await testBackend(), g, [x], [data], y, 1);

  expectClose([found], [data.reduce((a, b) => a + b, 0)], { atol: 1e-3 });
  expect(g.build([y]).nodes.map(({ output }) => output.shape)).toContainEqual([3, 1]);
});

test.each([
  ["WebGPU", testBackend],
  ["wasm", testWasm],
])("many equal numbers lose no digits on %s", async (_, open) => {
  const g = new GraphBuilder();
  const x = g.input("x", [48, 48, 1]);

  const [found] = await evaluate(await open(), g, [x], [new Float32Array(2304).fill(0.1)], sum(g, x), 1);

  expect(Math.abs(found / (2304 * Math.fround(0.1)) - 1)).toBeLessThan(1e-6);
});
