import { expect, test } from "vitest";
import { ask } from "../../test/ask.ts";
import { testBackend, testTfjs } from "../../test/device.ts";
import { expectedBy, fixture } from "../../test/fixtures/read.ts";
import { graphModel } from "../../test/graph-model.ts";
import { expectClose } from "../../test/ops.ts";
import { openModel } from "./open.ts";

const graph = (name: string) => ["json", "bin"].map((end) => fixture(`${name}.${end}`));
const backends = [
  ["WebGPU", testBackend],
  ["tfjs", testTfjs],
] as const;
const files = ["tfjs-graph", "tfjs-graph-nested", "tfjs-graph-ops"];

test.each(backends.flatMap(([name, open]) => files.map((file) => [file, name, open] as const)))(
  "%s gives the probabilities of TensorFlow, on %s",
  async (name, _, open) => {
    const model = await openModel(graph(name));
    const expected = expectedBy("graph", name);

    const { probabilities } = await ask(await open(), model);

    expect(model).toMatchObject({ format: "tfjs-graph", name, inputShape: expected.input });
    expectClose(probabilities, expected.probabilities, { rtol: 0, atol: 1e-5 });
  },
);

/** An op, named y, of "x" [2, 2, 3], whose numbers are i * 37 % 101 / 101. */
type Case = readonly [
  op: string,
  more: {
    input?: readonly string[];
    attr?: Readonly<Record<string, string | boolean | number | readonly string[]>>;
  },
  weights: Parameters<typeof graphModel>[2],
  expected: (x: readonly number[]) => readonly number[],
];

const x = Array.from({ length: 12 }, (_, i) => ((i * 37) % 101) / 101);
const three = (...data: readonly [number, number, number]) => ({ w: { shape: [3], data } });
const scalars = (...data: number[]) =>
  Object.fromEntries(data.map((value, i) => [`w${i}`, { shape: [], data: [value] }]));
const sums = (f: (v: number, channel: number) => number) => (x: readonly number[]) =>
  x.map((v, i) => f(v, i % 3));
const filter = { shape: [1, 1, 3, 1], data: [2, -3, 1] };
const scaled = sums((v, c) => v * filter.data[c]);
const bent = (v: number, alpha: number) => (v < 0 ? alpha * v : v);

const cases: readonly Case[] = [
  ["Neg", {}, {}, sums((v) => -v)],
  ["Square", {}, {}, sums((v) => v * v)],
  ["AddN", { input: ["x", "x", "x"] }, {}, sums((v) => 3 * v)],
  [
    "ClipByValue",
    { input: ["x", "w0", "w1"] },
    scalars(0.25, 0.5),
    sums((v) => Math.min(0.5, Math.max(0.25, v))),
  ],
  ["Sub", { input: ["w0", "x"] }, scalars(1), sums((v) => 1 - v)],
  ["RealDiv", { input: ["x", "w"] }, three(2, 4, 8), sums((v, c) => v / [2, 4, 8][c])],
  ["Maximum", { input: ["x", "w"] }, three(0.5, 0.1, 0.7), sums((v, c) => Math.max(v, [0.5, 0.1, 0.7][c]))],
  [
    "FusedDepthwiseConv2dNative",
    { input: ["x", "f", "w", "a"], attr: { padding: "VALID", fused_ops: ["BiasAdd", "Prelu"] } },
    { ...three(1, -1, 0), f: filter, a: { shape: [1, 1, 3], data: [0.5, 0.25, 0.1] } },
    sums((v, c) => bent(v * filter.data[c] + [1, -1, 0][c], [0.5, 0.25, 0.1][c])),
  ],
  ["DepthwiseConv2dNative", { input: ["x", "f"], attr: { padding: "SAME" } }, { f: filter }, scaled],
  [
    "_FusedConv2D",
    {
      input: ["x", "f", "w0"],
      attr: { padding: "VALID", fused_ops: ["BiasAdd", "LeakyRelu"], leakyrelu_alpha: 0.1 },
    },
    { f: filter, w0: { shape: [1], data: [-0.1] } },
    (x) => [0, 3, 6, 9].map((i) => bent(2 * x[i] - 3 * x[i + 1] + x[i + 2] - 0.1, 0.1)),
  ],
  [
    "FusedBatchNormV3",
    { input: ["x", "g", "b", "m", "v"], attr: { epsilon: 0.5 } },
    Object.fromEntries(
      [
        ["g", [1, 2, 3]],
        ["b", [3, 4, 5]],
        ["m", [0.1, 0.2, 0.3]],
        ["v", [0.5, 1.5, 2]],
      ].map(([name, data]) => [name, { shape: [3], data: data as number[] }]),
    ),
    sums(
      (v, c) => ((v - [0.1, 0.2, 0.3][c]) / Math.sqrt([0.5, 1.5, 2][c] + 0.5)) * [1, 2, 3][c] + [3, 4, 5][c],
    ),
  ],
];

test.each(cases)(
  "%s computes what TensorFlow defines",
  async (op, { input = ["x"], attr = {} }, weights, expected) => {
    const shape = { shape: { shape: [2], data: [-1, expected(x).length], dtype: "int32" } } as const;
    const nodes = [
      { name: "y", op, input, attr },
      { name: "flat", op: "Reshape", input: ["y", "shape"] },
      { name: "end", op: "Softmax", input: ["flat"] },
    ];

    const { layers } = await ask(
      await testTfjs(),
      await openModel(graphModel([2, 2, 3], nodes, { ...weights, ...shape })),
    );

    expectClose(layers.get("y")!, expected(x), { rtol: 1e-5, atol: 1e-6 });
  },
);

test("a dense layer may have its weights the other way round", async () => {
  const weights = {
    shape: { shape: [2], data: [-1, 12], dtype: "int32" },
    w: { shape: [3, 12], data: Array.from({ length: 36 }, (_, i) => i / 36) },
  } as const;
  const nodes = [
    { name: "flat", op: "Reshape", input: ["x", "shape"] },
    { name: "y", op: "MatMul", input: ["flat", "w"], attr: { transpose_b: true } },
    { name: "end", op: "Softmax", input: ["y"] },
  ];

  const { layers } = await ask(await testTfjs(), await openModel(graphModel([2, 2, 3], nodes, weights)));

  const row = (r: number) => x.reduce((sum, v, i) => sum + v * weights.w.data[r * 12 + i], 0);
  expectClose(layers.get("y")!, [row(0), row(1), row(2)], { rtol: 1e-5, atol: 1e-6 });
});

const ints = (...data: number[]) => ({ shape: [data.length], data, dtype: "int32" }) as const;
const one = (value: number) => ({ shape: [], data: [value], dtype: "int32" }) as const;

/** Parts of [2, 2, 3], then the last before the first. */
test.each([
  ["Split", ["axis", "x"], { num_split: 3 }, { axis: one(3) }, [[0], [1], [2]]],
  ["SplitV", ["x", "sizes", "axis"], {}, { axis: one(-1), sizes: ints(2, -1) }, [[0, 1], [2]]],
] as const)("%s gives parts, of which some may not be read", async (op, input, attr, weights, channels) => {
  const last = channels.length - 1;
  const nodes = [
    { name: "part", op, input, attr },
    { name: "y", op: "ConcatV2", input: [`part:${last}`, "part:0", "at"] },
    { name: "flat", op: "Reshape", input: ["y", "shape"] },
  ];
  const size = 4 * (channels[0].length + channels[last].length);
  const more = { at: one(3), shape: ints(-1, size) };

  const { layers } = await ask(
    await testBackend(),
    await openModel(graphModel([2, 2, 3], nodes, { ...weights, ...more })),
  );

  const expected = [0, 3, 6, 9].flatMap((p) => [...channels[last], ...channels[0]].map((c) => x[p + c]));
  expectClose(layers.get("y")!, expected);
});

test("Unpack gives the numbers of a shape, and steps of an axis without it", async () => {
  const nodes = [
    { name: "sizes", op: "Shape", input: ["x"] },
    { name: "size", op: "Unpack", input: ["sizes"], attr: { num: 4 } },
    { name: "row", op: "Unpack", input: ["x"], attr: { axis: 1, num: 2 } },
    { name: "number", op: "Mul", input: ["size:2", "size:3"] },
    { name: "shape", op: "Pack", input: ["size", "number"] },
    { name: "flat", op: "Reshape", input: ["row:1", "shape"] },
  ];

  const { layers } = await ask(await testTfjs(), await openModel(graphModel([2, 2, 3], nodes)));

  expectClose(layers.get("flat")!, x.slice(6));
});

test("refuses parts that there are not", async () => {
  const nodes = [
    { name: "part", op: "Split", input: ["axis", "x"], attr: { num_split: 2 } },
    { name: "y", op: "Neg", input: ["part:1"] },
  ];

  await expect(openModel(graphModel([2, 2, 3], nodes, { axis: one(3) }))).rejects.toThrow(
    "op 'part:1' (Split): there is no part 1 of 3 in parts of [1.5,1.5]",
  );
});

test("names every op it does not have, and how often", async () => {
  const nodes = ["Bincount", "TopKV2", "Bincount"].map((op, i) => ({ name: `n${i}`, op, input: ["x"] }));

  await expect(openModel(graphModel([2, 2, 3], nodes))).rejects.toThrow(
    expect.objectContaining({
      code: "unsupported-layer",
      message: expect.stringMatching(
        /^the model uses Bincount \(2×\), TopKV2 \(first at 'n0'\); supported are Abs, /,
      ),
    }),
  );
});

test.each([
  [
    "a size to resize to",
    "ResizeBilinear",
    ["x", "s"],
    { s: ints(1e6, 1e6) },
    {},
    /an output of \[1000000,1000000,3\]/,
  ],
  [
    "padding",
    "Pad",
    ["x", "p"],
    { p: { shape: [4, 2], data: [0, 0, 1e5, 0, 0, 1e5, 0, 0], dtype: "int32" } },
    {},
    /an output of/,
  ],
  [
    "a window over every pixel",
    "MaxPool",
    ["p"],
    { s: ints(4000, 4000) },
    { padding: "SAME", ksize: [1, 99, 99, 1] },
    /a window looks at \d+ pixels/,
  ],
  [
    "a transposed convolution",
    "Conv2DBackpropInput",
    ["s", "f", "x"],
    { s: ints(1, 9e4, 9e4, 1), f: { shape: [1, 1, 1, 3], data: [1, 2, 3] } },
    { padding: "VALID", strides: [1, 9e4, 9e4, 1] },
    /an output of/,
  ],
] as const)(
  "refuses %s that would fill the memory, before it does",
  async (_, op, input, weights, attr, says) => {
    const large = { name: "p", op: "ResizeBilinear", input: ["x", "s"] };
    const nodes = [...(op === "MaxPool" ? [large] : []), { name: "y", op, input, attr }];
    const started = performance.now();

    await expect(openModel(graphModel([2, 2, 3], nodes, weights))).rejects.toThrow(says);

    expect(performance.now() - started).toBeLessThan(1000);
  },
);

test.each([
  ["a slice of the batch", "StridedSlice", ["x", "b", "e", "s"], { b: ints(1), e: ints(2), s: ints(1) }, {}],
  [
    "every second pixel",
    "StridedSlice",
    ["x", "b", "e", "s"],
    { b: ints(0, 0), e: ints(0, 2), s: ints(1, 2) },
    {},
  ],
  ["a constant to convolve", "Conv2D", ["f", "f"], { f: { shape: [1, 1, 2, 2], data: [1, 2, 3, 4] } }, {}],
  [
    "a transposed picture",
    "MatMul",
    ["x", "f"],
    { f: { shape: [2, 2], data: [1, 2, 3, 4] } },
    { transpose_a: true },
  ],
  ["whole numbers of pixels", "Cast", ["x"], {}, { DstT: "DT_INT32" }],
  ["a filter that is computed", "Conv2D", ["x", "x"], {}, { padding: "VALID" }],
  [
    "padding of channels",
    "Pad",
    ["x", "p"],
    { p: { shape: [4, 2], data: [0, 0, 0, 0, 0, 0, 1, 1], dtype: "int32" } },
    {},
  ],
  ["a sum over channels", "Mean", ["x", "a"], { a: ints(3) }, {}],
] as const)("refuses %s", async (_, op, input, weights, attr) => {
  await expect(openModel(graphModel([2, 2, 3], [{ name: "y", op, input, attr }], weights))).rejects.toThrow(
    expect.objectContaining({ message: expect.stringMatching(/^op 'y' \(\w+\)/) }),
  );
});
