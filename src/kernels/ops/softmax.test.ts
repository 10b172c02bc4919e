import { expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { evaluate, expectClose, random } from "../../../test/ops.ts";
import { GraphBuilder } from "../../graph/graph.ts";
import { softmax } from "./softmax.ts";

const backends = [
  ["WebGPU", testBackend],
  ["TensorFlow.js", testTfjs],
] as const;

test.each(backends)("scores far apart or very large give 0, 1 and equal parts, on %s", async (_, open) => {
  const g = new GraphBuilder();
  const x = g.input("x", [3]);
  const rows = [
    [-200, 0, 200],
    [3e38, 3e38, -3e38],
    [-3.4e38, -3.4e38, -3.4e38],
  ];

  const y = await evaluate(await open(), g, [x], [Float32Array.from(rows.flat())], softmax(g, x));

  expectClose(y, [0, 0, 1, 1 / 2, 1 / 2, 0, 1 / 3, 1 / 3, 1 / 3], { rtol: 1e-6, atol: 1e-7 });
});

test("more rows than workgroups along one axis: each is right, the last one too", async () => {
  const rows = 32768 + 7;
  const g = new GraphBuilder();
  const x = g.input("x", [rows, 2]);
  const data = random(rows * 2, 1);

  const y = await evaluate(await testBackend(), g, [x], [data], softmax(g, x), 1);

  const expected = data.map((value, i) => 1 / (1 + Math.exp(data[i ^ 1] - value)));
  expectClose(y, expected, { rtol: 1e-5 });
  expect(y.at(-1)).toBeCloseTo(expected.at(-1)!, 6);
});
