import { expect, test } from "vitest";
import { testBackend } from "../../test/device.ts";
import { expectClose, random } from "../../test/ops.ts";
import { type Graph, GraphBuilder, sizeOf, type Value } from "../graph/graph.ts";
import { activation } from "../kernels/ops/activation.ts";
import { add } from "../kernels/ops/binary.ts";
import { conv2d, conv2dTranspose, dense } from "../kernels/ops/conv2d.ts";
import { depthwiseConv2d } from "../kernels/ops/depthwise-conv2d.ts";
import { globalAveragePool2d } from "../kernels/ops/pool2d.ts";
import { scaleShift } from "../kernels/ops/scale-shift.ts";
import { optimise } from "./optimise.ts";

type Build = (g: GraphBuilder, x: Value) => Value[];

const conv = (g: GraphBuilder, x: Value, name?: string) =>
  conv2d(
    g,
    x,
    g.weight("w", [3, 3, 4, 4], random(144, 1)),
    { strides: [1, 1], padding: "same", bias: random(4, 2) },
    name,
  );
const norm = (g: GraphBuilder, x: Value) => scaleShift(g, x, random(4, 3), random(4, 4));
const relu = (g: GraphBuilder, x: Value) => activation(g, x, { kind: "relu" });

const cases: [name: string, build: Build, steps: string][] = [
  ["conv, norm", (g, x) => [norm(g, conv(g, x))], "conv2d"],
  ["conv, norm, relu", (g, x) => [relu(g, norm(g, conv(g, x)))], "conv2d"],
  ["conv, relu, norm", (g, x) => [norm(g, relu(g, conv(g, x)))], "conv2d"],
  ["conv, norm, relu, norm", (g, x) => [norm(g, relu(g, norm(g, conv(g, x))))], "conv2d"],
  ["conv, relu, norm, relu", (g, x) => [relu(g, norm(g, relu(g, conv(g, x))))], "conv2d activation"],
  ["norm with nothing before it", (g, x) => [relu(g, norm(g, x))], "scaleShift activation"],
  [
    "a value with two readers",
    (g, x) => {
      const y = conv(g, x);
      return [add(g, relu(g, y), y)];
    },
    "conv2d activation binary",
  ],
  [
    "an inner value that was asked for",
    (g, x) => {
      const y = conv(g, x);
      return [relu(g, y), y];
    },
    "conv2d activation",
  ],
  [
    "depthwise, norm, relu",
    (g, x) => {
      const filter = g.weight("w", [3, 3, 4, 1], random(36, 1));
      return [relu(g, norm(g, depthwiseConv2d(g, x, filter, { strides: [1, 1], padding: "same" })))];
    },
    "depthwiseConv2d",
  ],
  [
    "dense, norm, relu",
    (g, x) => [relu(g, norm(g, dense(g, x, g.weight("w", [64, 4], random(256, 1)))))],
    "conv2d",
  ],
  [
    "transposed, norm, relu",
    (g, x) => {
      const filter = g.weight("w", [3, 3, 4, 4], random(144, 1));
      return [relu(g, norm(g, conv2dTranspose(g, x, filter, { strides: [2, 2], padding: "same" })))];
    },
    "conv2d",
  ],
  [
    "what nobody needs",
    (g, x) => {
      const y = conv(g, x);
      conv(g, conv(g, y));
      return [globalAveragePool2d(g, y)];
    },
    "conv2d pool2d",
  ],
];

test.each(cases)("fewer steps, the same numbers: %s", async (_, build, steps) => {
  const g = new GraphBuilder();
  const x = g.input("x", [4, 4, 4]);
  const graph = g.build(build(g, x));

  const fewer = optimise(graph);

  expect(fewer.nodes.map(({ op }) => op.name).join(" ")).toBe(steps);
  expect(fewer.outputs).toEqual(graph.outputs);
  for (const output of graph.outputs) expectClose(await run(fewer, x, output), await run(graph, x, output));
});

test("folding gives the same arrays to every graph, so that they are uploaded once", () => {
  const arrays = [random(144, 1), random(4, 3), random(4, 4), random(4, 2)] as const;
  const weights = () => {
    const g = new GraphBuilder();
    const filter = g.weight("w", [3, 3, 4, 4], arrays[0]);
    const y = conv2d(g, g.input("x", [4, 4, 4]), filter, {
      strides: [1, 1],
      padding: "same",
      bias: arrays[3],
    });
    return [...optimise(g.build([relu(g, scaleShift(g, y, arrays[1], arrays[2]))])).weights.values()];
  };

  const [first, second] = [weights(), weights()];

  expect(first).toHaveLength(3);
  first.forEach((array, i) => {
    expect(array).toBe(second[i]);
  });
});

async function run(graph: Graph, x: Value, output: Value) {
  const plan = await (await testBackend()).compile(graph, { maxBatch: 2 });
  plan.write(x, random(2 * sizeOf(x.shape), 7));
  const y = await plan.ask(output, 2);
  plan.dispose();
  return y;
}
