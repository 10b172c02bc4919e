import { expect, test } from "vitest";
import { testBackend } from "../../test/device.ts";
import { expectClose } from "../../test/ops.ts";
import { askedBothWays, described, graphOf, networks, questions } from "../../test/shared.ts";
import { testWasm } from "../../test/wasm.ts";
import { GraphBuilder } from "../graph/graph.ts";
import { sharing } from "./share.ts";

const cases = [
  { name: "three segments", asked: questions(3, 1, 8), batch: 8 },
  { name: "36 segments, more than a word", asked: questions(6, 6, 24), batch: 10 },
  { name: "one sample", asked: questions(2, 2, 1), batch: 1 },
];

test.each(Object.keys(networks).flatMap((network) => cases.map((c) => [network, c.name, c] as const)))(
  "answers just what each sample on its own would: %s, %s",
  async (network, _, { asked, batch }) => {
    const dense = graphOf(networks[network], asked);
    const shared = sharing(dense.graph, asked.labels, asked.segments)!(asked.masks);

    const { expected, answers, stats } = await askedBothWays(
      await testBackend(),
      dense,
      shared,
      asked,
      batch,
    );

    expect(answers).toEqual(expected);
    const [own, less] = stats;
    expect(own.multiplyAdds).toBe(shared.denseMultiplyAdds);
    expect(less.multiplyAdds).toBe(shared.multiplyAdds);
    if (asked.samples > 1) expect(less.multiplyAdds).toBeLessThan(own.multiplyAdds);
  },
);

test.each(Object.keys(networks).flatMap((network) => cases.map((c) => [network, c.name, c] as const)))(
  "on TensorFlow.js, too: %s, %s",
  async (network, _, { asked, batch }) => {
    const dense = graphOf(networks[network], asked);
    const shared = sharing(dense.graph, asked.labels, asked.segments)!(asked.masks);

    const { expected, answers } = await askedBothWays(await testWasm(), dense, shared, asked, batch);

    expectClose(answers, expected, { rtol: 1e-5, atol: 1e-6 });
  },
);

test.each([
  ["chain", "conv2d* pool2d* conv2d* pool2d conv2d softmax"],
  [
    "residual",
    "conv2d* conv2d* conv2d* gather* binary* conv2d* conv2d* conv2d gather binary conv2d binary activation pool2d conv2d softmax",
  ],
  [
    "concatenated",
    "conv2d* pool2d* conv2d* conv2d* conv2d* gather* concatenate* gather* concatenate* gather* concatenate* pool2d* gather reshape conv2d softmax",
  ],
  [
    "mobile",
    "scaleShift* conv2d* conv2d* conv2d* depthwiseConv2d* prelu* conv2d* gather* binary* conv2d* gather* depthwiseConv2d conv2d pool2d conv2d softmax",
  ],
])("steps have rows for as long as it pays: %s", (network, steps) => {
  const asked = questions(4, 3, 24);
  const { graph } = graphOf(networks[network], asked);

  expect(described(sharing(graph, asked.labels, asked.segments)!(asked.masks).graph)).toBe(steps);
});

test("a convolution that is not shared may read a copy, and says the same", async () => {
  const asked = questions(4, 3, 24);
  const dense = graphOf(networks.chain, asked);
  const shared = sharing(dense.graph, asked.labels, asked.segments)!(asked.masks, {
    copies: true,
    worth: 0.75,
  });

  expect(described(shared.graph)).toBe("conv2d* pool2d* gather conv2d pool2d conv2d softmax");
  const { expected, answers } = await askedBothWays(await testBackend(), dense, shared, asked);
  expect(answers).toEqual(expected);
});

test("masks that need more rows than there is room for are refused", () => {
  const [few, many] = [questions(3, 3, 4), questions(3, 3, 8)];
  const { graph } = graphOf(networks.chain, few);
  const share = sharing(graph, few.labels, few.segments)!;

  expect(share(few.masks).tables(many.masks)).toBeUndefined();
  expect(share(few.masks, { spare: 2 }).tables(many.masks)).toBeDefined();
});

test("a graph without masks is nobody's to share", () => {
  const g = new GraphBuilder();
  const x = g.input("x", [12, 12, 1]);

  expect(sharing(g.build([networks.chain(g, x)]), new Uint32Array(144), 1)).toBeUndefined();
});
