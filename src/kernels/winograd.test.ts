import { expect, test } from "vitest";
import { openTestBackend, testBackend, testTfjs } from "../../test/device.ts";
import { evaluate, expectClose, random } from "../../test/ops.ts";
import { testWasm } from "../../test/wasm.ts";
import { type Graph, GraphBuilder, type Shape, sizeOf, type Value } from "../graph/graph.ts";
import { gradient } from "../passes/gradient.ts";
import { optimise } from "../passes/optimise.ts";
import type { Backend } from "./backend.ts";
import { activation } from "./ops/activation.ts";
import { conv2d, dense } from "./ops/conv2d.ts";
import { maxPool2d } from "./ops/pool2d.ts";
import { scaleShift } from "./ops/scale-shift.ts";
import { softmax } from "./ops/softmax.ts";
import type { Tile } from "./ops/winograd.ts";
import { onGpu, onWasm, winograd } from "./winograd.ts";

const explicit = [
  [0, 1],
  [2, 0],
] as const;

const conv = (
  g: GraphBuilder,
  x: Value,
  filter: Shape,
  padding: "same" | "valid" | typeof explicit = "same",
) => {
  const w = random(sizeOf(filter), filter[3]).map((v) => v / Math.sqrt((sizeOf(filter) / filter[3] / 3) * 2));
  return conv2d(g, x, g.weight("w", filter, w), { strides: [1, 1], padding, bias: random(filter[3], 9) });
};

const BATCH = 2;
const same: [name: string, tile: Tile, image: Shape, filter: Shape, padding?: "valid" | typeof explicit][] = [
  ["4x4 tiles", 4, [8, 8, 8], [3, 3, 8, 8]],
  ["4x4 tiles that do not fill the image, padding of its own", 4, [7, 9, 8], [3, 3, 8, 16], explicit],
  ["3x3 tiles", 3, [6, 6, 8], [3, 3, 8, 16]],
  ["3x3 tiles that do not fill the image, no padding", 3, [9, 7, 8], [3, 3, 8, 8], "valid"],
  ["2x2 tiles, no padding", 2, [7, 8, 8], [3, 3, 8, 16], "valid"],
];

test.each(same)(
  "gives what the convolution gives, and its gradient: %s",
  async (_, tile, image, filter, padding) => {
    const g = new GraphBuilder();
    const x = g.input("x", image);
    const y = conv(g, x, filter, padding);
    const dy = g.input("dy", y.shape);
    const dx = gradient(g, [{ of: y, seed: dy }], x);
    const direct = g.build([y, dx]);
    const tiled = winograd(direct, new Set(), { ...onGpu, choose: () => tile });
    const run = async (open: () => Promise<Backend>, graph: Graph) => {
      const plan = await (await open()).compile(graph, { maxBatch: BATCH });
      plan.write(x, random(BATCH * sizeOf(image), 1));
      plan.write(dy, random(BATCH * sizeOf(y.shape), 2));
      const results = await plan.askAll([y, dx], BATCH);
      plan.dispose();
      return results;
    };

    const expected = await run(testTfjs, direct);
    const inOneStep = winograd(direct, new Set(), { ...onWasm, choose: () => tile });
    const found = [
      await run(testTfjs, tiled),
      await run(testBackend, tiled),
      await run(testTfjs, inOneStep),
      await run(testWasm, inOneStep),
    ];

    expect(tiled.nodes).toHaveLength(6);
    expect(inOneStep.nodes.map(({ op }) => op.name)).toEqual(["winogradConv2d", "winogradConv2d"]);
    for (const results of found)
      for (const [i, values] of results.entries())
        expectClose(values, expected[i], { rtol: 1e-5, atol: 2e-5 });
  },
);

test.each<[name: string, image: Shape, filter: Shape]>([
  ["few channels", [16, 16, 4], [3, 3, 4, 8]],
  ["another window", [8, 8, 64], [5, 5, 64, 64]],
])("leaves alone what it does not pay for: %s", (_, image, filter) => {
  const g = new GraphBuilder();
  const graph = g.build([conv(g, g.input("x", image), filter)]);

  expect(winograd(graph)).toBe(graph);
  expect(winograd(graph, new Set(), onWasm)).toBe(graph);
});

test("on wasm many samples go in parts, and each gets what it would alone", async () => {
  const [samples, image] = [16, [24, 24, 64]];
  const g = new GraphBuilder();
  const x = g.input("x", image);
  const y = conv(g, x, [3, 3, 64, 64]);
  const plan = await (await testWasm()).compile(
    winograd(g.build([y]), new Set(), { ...onWasm, choose: () => 2 }),
    { maxBatch: samples },
  );
  const data = random(samples * sizeOf(image), 1);

  plan.write(x, data);
  const together = await plan.ask(y, samples);
  plan.write(x, data.slice(15 * sizeOf(image)));
  const last = await plan.ask(y, 1);
  plan.dispose();

  expectClose(together.slice(15 * sizeOf(y.shape)), last, { rtol: 1e-6, atol: 1e-6 });
});

test("a network like the report's has the same probabilities to 1e-5, from fewer multiply-adds", async () => {
  const g = new GraphBuilder();
  const x = g.input("x", [24, 24, 1]);
  const pool = (y: Value) => maxPool2d(g, y, { kernel: [2, 2], strides: [2, 2], padding: "valid" });
  const relu = (y: Value) => activation(g, y, { kind: "relu" });
  const stage = (y: Value, filters: number) => {
    const z = relu(conv(g, y, [3, 3, y.shape[2], filters]));
    return pool(
      scaleShift(
        g,
        z,
        random(filters, 3).map((v) => 1 + v / 3),
        random(filters, 4),
      ),
    );
  };
  const features = stage(stage(stage(x, 32), 64), 128);
  const last = g.weight(
    "last",
    [3 * 3 * 128, 7],
    random(9 * 128 * 7, 6).map((v) => v / 20),
  );
  const y = softmax(g, dense(g, features, last));
  const graph = optimise(g.build([y]));
  const data = random(4 * 24 * 24, 8);
  const direct = await openTestBackend({ winograd: false });
  const counts = await Promise.all(
    [await testBackend(), await testWasm(), direct].map(async (backend) => {
      const plan = await backend.compile(graph, { maxBatch: 4 });
      plan.write(x, data);
      await plan.ask(y, 4);
      const { multiplyAdds } = plan.stats();
      plan.dispose();
      return multiplyAdds;
    }),
  );

  const found = await evaluate(await testBackend(), g, [x], [data], y, 4);
  const foundOnWasm = await evaluate(await testWasm(), g, [x], [data], y, 4);
  const right = await evaluate(await testTfjs(), g, [x], [data], y, 4);
  direct.dispose();

  expectClose(found, right, { rtol: 0, atol: 1e-5 });
  expectClose(foundOnWasm, right, { rtol: 0, atol: 1e-5 });
  const [gpu, wasm, asWrittenDown] = counts;
  expect(gpu).toBeLessThan(0.5 * asWrittenDown);
  expect(wasm).toBeLessThan(0.85 * asWrittenDown);
});
