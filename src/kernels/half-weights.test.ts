import { expect, test } from "vitest";
import { openTestBackend, testBackend } from "../../test/device.ts";
import { expectClose, random } from "../../test/ops.ts";
import { askedBothWays, graphOf, networks, questions } from "../../test/shared.ts";
import { GraphBuilder, type Shape, sizeOf, type Value } from "../graph/graph.ts";
import { half } from "../models/half.ts";
import { gradient } from "../passes/gradient.ts";
import { sharing } from "../passes/share.ts";
import type { Backend } from "./backend.ts";
import { roundToHalves } from "./half-weights.ts";
import { conv2d, dense } from "./ops/conv2d.ts";

const bitsOf = (words: Uint32Array) => [...words].flatMap((word) => [word & 0xffff, word >>> 16]);
const rounded = (...numbers: number[]) =>
  bitsOf(roundToHalves(Float32Array.from(numbers))!)
    .slice(0, numbers.length)
    .map(half);

test("every half stays what it is, but for those that devices may take for 0", () => {
  const all = [...Array(2 ** 16).keys()].filter(
    (bits) => (bits & 0x7c00) !== 0 && (bits & 0x7c00) !== 0x7c00,
  );

  expect(bitsOf(roundToHalves(Float32Array.from(all, half))!)).toEqual(all);
});

test("numbers between two halves go to the nearest, and from the middle to the even one", () => {
  const [step, middle] = [2 ** -10, 2 ** -11];

  expect(rounded(1 + middle, 1 + step + middle, 1 + middle + 2 ** -20, -1 - middle)).toEqual([
    ...[1, 1 + 2 * step, 1 + step, -1],
  ]);
  expect(rounded(2 - 2 ** -12, 65519)).toEqual([2, 65504]);
  expect(rounded(1, 2 ** -14, 2 ** -15, 1.01 * 2 ** -15, -0)).toEqual([1, 2 ** -14, 0, 2 ** -14, -0]);
});

test.each([
  ["a number is too large", [1, 65520]],
  ["a number is infinite", [1, -Infinity]],
  ["a number is none", [1, Number.NaN]],
  ["all numbers are too small", [1e-6, 3e-6]],
])("nothing is rounded where %s", (_, numbers) => {
  expect(roundToHalves(Float32Array.from(numbers))).toBeNull();
});

/** Weights rounded as the GPU will read them. */
const asHalves = (data: Float32Array) => Float32Array.from(bitsOf(roundToHalves(data)!), half);

type Build = (g: GraphBuilder, x: Value, change: (w: Float32Array) => Float32Array<ArrayBuffer>) => Value;

const conv =
  (filter: Shape, strides: [number, number] = [1, 1], groups = 1): Build =>
  (g, x, change) => {
    const w = g.weight("w", filter, change(random(sizeOf(filter), 5)));
    return conv2d(g, x, w, { strides, padding: "same", groups, bias: random(filter[3], 9) });
  };

const cases: [name: string, kernels: readonly string[], image: Shape, build: Build][] = [
  ["3x3", ["8x8", "quads", "quads-wide", "workgroup"], [7, 6, 32], conv([3, 3, 32, 64])],
  ["two groups, stride 2", ["8x8", "quads", "quads-wide"], [5, 4, 64], conv([3, 3, 32, 64], [2, 2], 2)],
  [
    "three channels",
    ["few-channels", "few-channels-quads", "few-channels-quads-wide"],
    [9, 8, 3],
    conv([3, 3, 3, 32]),
  ],
  [
    "dense",
    ["8x8", "quads"],
    [2, 3, 16],
    (g, x, change) => dense(g, x, g.weight("w", [96, 16], change(random(96 * 16, 5)))),
  ],
];

const open = new Map<string, Promise<Backend>>();
const preferring = (name: string, precision: "f32" | "f16") => {
  const key = `${name} ${precision}`;
  if (!open.has(key)) open.set(key, openTestBackend({ prefer: [name], precision, winograd: false }));
  return open.get(key)!;
};

test.each(cases)(
  "kernels compute with halves what they do with weights rounded before, to the last bit, and gradients: %s",
  async (_, kernels, shape, build) => {
    const run = async (backend: Backend, change: (w: Float32Array) => Float32Array<ArrayBuffer>) => {
      const g = new GraphBuilder();
      const x = g.input("x", shape);
      const y = build(g, x, change);
      const dy = g.input("dy", y.shape);
      const dx = gradient(g, [{ of: y, seed: dy }], x);
      const plan = await backend.compile(g.build([y, dx]), { maxBatch: 3 });
      plan.write(x, random(3 * sizeOf(shape), 1));
      plan.write(dy, random(3 * sizeOf(y.shape), 2));
      const results = await plan.askAll([y, dx], 3);
      const lines = plan.print();
      plan.dispose();
      return { results, lines };
    };

    const plain = await run(await preferring(kernels[0], "f32"), (w) => w.slice());
    const before = await run(await preferring(kernels[0], "f32"), asHalves);
    for (const name of kernels) {
      const halves = await run(await preferring(name, "f16"), (w) => w.slice());

      expect(halves.lines).toContain(`by ${name}`);
      for (const i of [0, 1]) {
        expectClose(halves.results[i], plain.results[i], { rtol: 2e-3, atol: 2e-2 });
        expect(halves.results[i]).not.toEqual(plain.results[i]);
        expect([name, i, halves.results[i].findIndex((v, j) => v !== before.results[i][j])]).toEqual([
          ...[name, i, -1],
        ]);
      }
    }
  },
);

/** A dense layer of so many inputs, and the bytes that are held for it. */
async function heldFor(backend: Backend, data: Float32Array<ArrayBuffer>) {
  const g = new GraphBuilder();
  const x = g.input("x", [data.length / 8]);
  const y = dense(g, x, g.weight("w", [data.length / 8, 8], data));
  const before = backend.bufferBytes;
  const plan = await backend.compile(g.build([y]), { maxBatch: 1 });
  const again = await backend.compile(g.build([y]), { maxBatch: 1 });
  const activations = 4 * (data.length / 8 + 8);
  const held = backend.bufferBytes - before - activations;
  plan.write(x, random(data.length / 8, 1));
  const values = await plan.ask(y, 1);
  plan.dispose();
  again.dispose();
  expect(backend.bufferBytes).toBe(before);
  return { values, held };
}

test("weights as halves are uploaded once, and take half the bytes", async () => {
  const data = random(8 * 400, 3);
  const full = await heldFor(await preferring("8x8", "f32"), data);
  const halves = await heldFor(await preferring("8x8", "f16"), data);

  expect(full.held - halves.held).toBe(2 * data.length);
});

test("weights that are too large for halves stay as they are", async () => {
  const data = random(8 * 400, 3).map((v) => v * 1e5);
  const full = await heldFor(await preferring("8x8", "f32"), data);
  const halves = await heldFor(await preferring("8x8", "f16"), data);

  expect(halves).toEqual(full);
});

test.each(Object.entries(networks))(
  "with halves, too, sharing answers just what each sample on its own would: %s",
  async (_, network) => {
    const asked = questions(3, 2, 12);
    const own = graphOf(network, asked);
    const shared = sharing(own.graph, asked.labels, asked.segments)!(asked.masks);
    open.set("halves", open.get("halves") ?? openTestBackend({ precision: "f16" }));

    const { expected, answers } = await askedBothWays(await open.get("halves")!, own, shared, asked);
    const { expected: plain } = await askedBothWays(await testBackend(), own, shared, asked);

    expect(answers).toEqual(expected);
    expect(answers).not.toEqual(plain);
    expectClose(answers, plain, { rtol: 0, atol: 2e-3 });
  },
);
