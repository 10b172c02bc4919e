import { expect, test } from "vitest";
import { openTestBackend, testTfjs } from "../../../test/device.ts";
import { expectClose, random } from "../../../test/ops.ts";
import { GraphBuilder, type Shape, sizeOf, type Value } from "../../graph/graph.ts";
import { gradient } from "../../passes/gradient.ts";
import type { Backend } from "../backend.ts";
import { add } from "./binary.ts";
import { constant } from "./constants.ts";
import { conv2d, dense } from "./conv2d.ts";
import { depthwiseConv2d } from "./depthwise-conv2d.ts";
import { maxPool2d } from "./pool2d.ts";

const BATCH = 3;
const NAMES = ["8x8", "quads", "quads-wide", "workgroup"].concat([
  "few-channels",
  "few-channels-quads",
  "few-channels-quads-wide",
  ...["one-row", "four-rows", "by-pixel", "by-window"],
]);

type Build = (g: GraphBuilder, x: Value) => Value;

const conv =
  (
    filter: Shape,
    strides: [number, number] = [1, 1],
    padding: "same" | "valid" = "same",
    groups = 1,
  ): Build =>
  (g, x) =>
    conv2d(g, x, g.weight("w", filter, random(sizeOf(filter), 5)), {
      strides,
      padding,
      groups,
      bias: random(filter[3], 9),
    });

/** Adding so much rounds to whole numbers, so that windows have ties. */
const rounded: Build = (g, x) => add(g, x, constant(g, 2 ** 23));

const cases: [name: string, image: Shape, build: Build][] = [
  ["rows and filters that fill no tile", [3, 3, 4], conv([3, 3, 4, 12])],
  ["several workgroups, stride 2", [18, 17, 8], conv([3, 3, 8, 72], [2, 2])],
  ["filters and channels by 32", [7, 6, 32], conv([5, 3, 32, 64], [1, 1], "valid")],
  ["three channels", [9, 8, 3], conv([3, 3, 3, 20])],
  ["one channel, filters by 32", [9, 8, 1], conv([5, 5, 1, 32])],
  ["two groups", [5, 4, 64], conv([3, 3, 32, 64], [1, 1], "same", 2)],
  [
    "depthwise, stride 2",
    [7, 5, 8],
    (g, x) =>
      depthwiseConv2d(g, x, g.weight("w", [3, 3, 8, 1], random(72, 5)), {
        strides: [2, 2],
        padding: "same",
        bias: random(8, 9),
      }),
  ],
  [
    "a max pool whose windows lie side by side",
    [6, 9, 8],
    (g, x) => maxPool2d(g, rounded(g, x), { kernel: [2, 3], strides: [2, 3], padding: "valid" }),
  ],
  ["dense", [2, 3, 16], (g, x) => dense(g, x, g.weight("w", [96, 16], random(96 * 16, 5)))],
];

const backends = new Map<string, Promise<Backend>>();
const preferring = (name: string) => {
  if (!backends.has(name)) backends.set(name, openTestBackend({ prefer: [name] }));
  return backends.get(name)!;
};

test.each(cases)(
  "whatever kernel computes it, %s gives the same to the last bit",
  async (_, shape, build) => {
    const g = new GraphBuilder();
    const x = g.input("x", shape);
    const y = build(g, x);
    const dy = g.input("dy", y.shape);
    const dx = gradient(g, [{ of: y, seed: dy }], x);
    const graph = g.build([y, dx]);
    const run = async (backend: Backend) => {
      const plan = await backend.compile(graph, { maxBatch: BATCH });
      plan.write(x, random(BATCH * sizeOf(shape), 1));
      plan.write(dy, random(BATCH * sizeOf(y.shape), 2));
      const results = await plan.askAll([y, dx], BATCH);
      const lines = plan.print();
      plan.dispose();
      return { results, lines };
    };
    const known = graph.nodes.flatMap((node) =>
      (node.op.kernels?.(node, false) ?? []).map(({ name }) => name),
    );
    const expected = await run(await testTfjs());
    const found = new Map<string, Float32Array[]>();
    for (const name of NAMES.filter((name) => known.includes(name))) {
      const { results, lines } = await run(await preferring(name));
      if (lines.includes(`by ${name}\n`) || lines.endsWith(`by ${name}`)) found.set(name, results);
    }

    const [first] = found.values();
    expect(found.size).toBeGreaterThan(0);
    for (const [i, values] of expected.results.entries()) expectClose(first[i], values);
    for (const [name, results] of found)
      for (const [i, values] of results.entries())
        expect([name, values.findIndex((value, j) => value !== first[i][j])]).toEqual([name, -1]);
  },
);
