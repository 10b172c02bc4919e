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

const cases: [name: string, build: Build, before: string, after: string][] = [
  ["conv, norm", (g, x) => [norm(g, conv(g, x))], "conv2d, scaleShift", "conv2d"],
  ["conv, relu", (g, x) => [relu(g, conv(g, x))], "conv2d, activation relu", "conv2d relu"],
  [
    "conv, norm, norm",
    (g, x) => [norm(g, scaleShift(g, conv(g, x), random(4, 5), random(4, 6)))],
    "conv2d, scaleShift, scaleShift",
    "conv2d",
  ],
  [
    "conv, norm, relu",
    (g, x) => [relu(g, norm(g, conv(g, x)))],
    "conv2d, scaleShift, activation relu",
    "conv2d relu",
  ],
  [
    "conv, relu, norm",
    (g, x) => [norm(g, relu(g, conv(g, x)))],
    "conv2d, activation relu, scaleShift",
    "conv2d relu",
  ],
  [
    "conv, norm, relu, norm",
    (g, x) => [norm(g, relu(g, norm(g, conv(g, x))))],
    "conv2d, scaleShift, activation relu, scaleShift",
    "conv2d relu",
  ],
  [
    "conv, relu, norm, relu",
    (g, x) => [relu(g, norm(g, relu(g, conv(g, x))))],
    "conv2d, activation relu, scaleShift, activation relu",
    "conv2d relu, activation relu",
  ],
  [
    "norm with nothing before it",
    (g, x) => [relu(g, norm(g, x))],
    "scaleShift, activation relu",
    "scaleShift, activation relu",
  ],
  [
    "a value with two readers",
    (g, x) => {
      const y = conv(g, x);
      return [add(g, relu(g, y), y)];
    },
    "conv2d, activation relu, binary",
    "conv2d, activation relu, binary",
  ],
  [
    "an inner value that was asked for",
    (g, x) => {
      const y = conv(g, x);
      return [relu(g, y), y];
    },
    "conv2d, activation relu",
    "conv2d, activation relu",
  ],
  [
    "an inner norm that was asked for",
    (g, x) => {
      const y = norm(g, conv(g, x));
      return [y, relu(g, y)];
    },
    "conv2d, scaleShift, activation relu",
    "conv2d, activation relu",
  ],
  [
    "depthwise, norm, relu",
    (g, x) => {
      const filter = g.weight("w", [3, 3, 4, 1], random(36, 1));
      return [relu(g, norm(g, depthwiseConv2d(g, x, filter, { strides: [1, 1], padding: "same" })))];
    },
    "depthwiseConv2d, scaleShift, activation relu",
    "depthwiseConv2d relu",
  ],
  [
    "depthwise by two, norm, relu",
    (g, x) => {
      const filter = g.weight("w", [3, 3, 4, 2], random(72, 1));
      const y = depthwiseConv2d(g, x, filter, { strides: [1, 1], padding: "same" });
      return [relu(g, scaleShift(g, y, random(8, 3), random(8, 4)))];
    },
    "depthwiseConv2d, scaleShift, activation relu",
    "depthwiseConv2d relu",
  ],
  [
    "dense, norm, relu",
    (g, x) => [relu(g, norm(g, dense(g, x, g.weight("w", [64, 4], random(256, 1)))))],
    "conv2d, scaleShift, activation relu",
    "conv2d relu",
  ],
  [
    "transposed, norm, relu",
    (g, x) => {
      const filter = g.weight("w", [3, 3, 4, 4], random(144, 1));
      return [relu(g, norm(g, conv2dTranspose(g, x, filter, { strides: [2, 2], padding: "same" })))];
    },
    "conv2d, scaleShift, activation relu",
    "conv2d relu",
  ],
  [
    "what nobody needs",
    (g, x) => {
      const y = conv(g, x);
      conv(g, conv(g, y));
      return [globalAveragePool2d(g, y)];
    },
    "conv2d, conv2d, conv2d, pool2d",
    "conv2d, pool2d",
  ],
];

test.each(cases)("fewer steps, the same numbers: %s", async (_, build, before, after) => {
  const g = new GraphBuilder();
  const x = g.input("x", [4, 4, 4]);
  const graph = g.build(build(g, x));

  const fewer = optimise(graph);

  expect([print(graph), print(fewer)]).toEqual([before, after]);
  fewer.outputs.forEach((output, i) => {
    expect(output).toBe(graph.outputs[i]);
  });
  for (const output of graph.outputs) expectClose(await run(fewer, x, output), await run(graph, x, output));
});

test("inputs and weights that no output needs are left out", () => {
  const g = new GraphBuilder();
  const x = g.input("x", [4, 4, 4]);
  dense(g, g.input("idle", [3]), g.weight("idle", [3, 2], random(6, 1)));

  const { inputs, weights } = optimise(g.build([conv(g, x)]));

  expect(inputs).toEqual([x]);
  expect([...weights.keys()].map(({ name }) => name)).toEqual(["w", "taps", "after"]);
});

test("filters that the caller writes are left alone", () => {
  const g = new GraphBuilder();
  const filter = g.input("filter", [3, 3, 4, 4], { batched: false });
  const y = conv2d(g, g.input("x", [4, 4, 4]), filter, { strides: [1, 1], padding: "same" });

  expect(print(optimise(g.build([relu(g, norm(g, y))])))).toBe("conv2d, scaleShift, activation relu");
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

/** The steps in order, each with its activation. */
const print = ({ nodes }: Graph) =>
  nodes
    .map(({ op, attrs }) => {
      const { kind, activation } = attrs as { kind?: string; activation?: { kind: string } };
      return [op.name, op.name === "activation" ? kind : activation?.kind].filter(Boolean).join(" ");
    })
    .join(", ");

async function run(graph: Graph, x: Value, output: Value) {
  const plan = await (await testBackend()).compile(graph, { maxBatch: 2 });
  plan.write(x, random(2 * sizeOf(x.shape), 7));
  const y = await plan.ask(output, 2);
  plan.dispose();
  return y;
}
