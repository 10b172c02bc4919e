import { describe, expect, test } from "vitest";
import { ask } from "../../test/ask.ts";
import { testBackend, testTfjs } from "../../test/device.ts";
import { fixturePicture } from "../../test/fixtures/read.ts";
import { onnxModel, type TestOnnx, type TestOp } from "../../test/onnx-model.ts";
import { expectClose } from "../../test/ops.ts";
import { openModel } from "./open.ts";

const backends = [
  ["WebGPU", testBackend],
  ["tfjs", testTfjs],
] as const;

test.each(backends)("GELU as exporters write it out, with Erf, on %s", async (_, backend) => {
  const ops: TestOp[] = [
    { op: "Sub", inputs: ["x", "half"], output: "centred" },
    { op: "Mul", inputs: ["centred", "six"], output: "wide" },
    { op: "Div", inputs: ["wide", "root"], output: "scaled" },
    { op: "Erf", inputs: ["scaled"], output: "erf" },
    { op: "Add", inputs: ["erf", "one"], output: "more" },
    { op: "Mul", inputs: ["wide", "more"], output: "twice" },
    { op: "Mul", inputs: ["twice", "half"], output: "last" },
    { op: "Gelu", inputs: ["wide"], output: "fused" },
    { op: "Sub", inputs: ["last", "fused"], output: "difference" },
    { op: "Flatten", inputs: ["difference"], output: "y" },
  ];
  const lone = (value: number) => ({ dims: [], data: [value] });
  const weights = { half: lone(0.5), six: lone(6), root: lone(Math.SQRT2), one: lone(1) };
  const model = await openModel([onnxModel({ opset: 20, ops, weights })]);

  const { layers } = await ask(await backend(), model);

  expect(Math.max(...layers.get("make last")!)).toBeGreaterThan(0.1);
  expectClose(layers.get("make difference")!, new Float32Array(12), { rtol: 0, atol: 1e-6 });
});

/** Numbers [2, 2, 3] of some channels. */
const channelsOf = (picture: Float32Array, from: number, to: number) =>
  picture.filter((_, i) => i % 3 >= from && i % 3 < to);

const split = (inputs: string[], attributes: NonNullable<TestOp["attributes"]>): TestOp[] => [
  { op: "Split", inputs, output: ["first", "second"], attributes },
  { op: "Concat", inputs: ["second", "first"], output: "turned", attributes: { axis: 1 } },
  { op: "Flatten", inputs: ["turned"], output: "y" },
];
const sizes = { sizes: { dims: [2], data: [1, 2], isWhole: true } };

const splits: [
  name: string,
  opset: number,
  ops: TestOp[],
  weights: NonNullable<TestOnnx["weights"]>,
  first: number,
][] = [
  ["sizes as an attribute", 11, split(["x"], { axis: 1, split: [1, 2] }), {}, 1],
  ["sizes as an input", 13, split(["x", "sizes"], { axis: 1 }), sizes, 1],
  ["sizes as an input, the axis from the end", 18, split(["x", "sizes"], { axis: -3 }), sizes, 1],
  ["the last part smaller", 18, split(["x"], { axis: 1, num_outputs: 2 }), {}, 2],
];

describe.each(backends)("Split on %s", (_, backend) => {
  test.each(splits)("%s, opset %d", async (_, opset, ops, weights, first) => {
    const model = await openModel([onnxModel({ opset, ops, weights })]);
    const picture = fixturePicture(model.inputShape);

    const { layers } = await ask(await backend(), model);

    expect([...layers.get("first")!]).toEqual([...channelsOf(picture, 0, first)]);
    expect([...layers.get("second")!]).toEqual([...channelsOf(picture, first, 3)]);
  });

  test("rows, of which one part is not read", async () => {
    const ops: TestOp[] = [
      { op: "Split", inputs: ["x"], output: ["top", "bottom"], attributes: { axis: 2 } },
      { op: "Flatten", inputs: ["bottom"], output: "y" },
    ];
    const model = await openModel([onnxModel({ ops })]);

    const { layers } = await ask(await backend(), model);

    expect([...layers.get("bottom")!]).toEqual([...fixturePicture(model.inputShape).subarray(6)]);
    expect(layers.has("top")).toBe(false);
  });
});

test("the plot has the parts of a split apart", async () => {
  const { layers } = await openModel([
    onnxModel({ ops: split(["x"], { axis: 1, split: [1, 2] }), opset: 11 }),
  ]);

  expect(layers.map(({ name, inputs }) => [name, inputs])).toEqual([
    ["first", ["x"]],
    ["second", ["x"]],
    ["make turned", ["second", "first"]],
    ["make y", ["make turned"]],
  ]);
});

test.each([
  ["the batch", 13, split(["x"], { axis: 0 }), "unsupported-layer", "has the batch as its axis"],
  [
    "no equal parts",
    13,
    split(["x"], { axis: 1 }),
    "bad-model",
    "cannot be split into 2 parts of sizes [1.5,1.5]",
  ],
  [
    "too much",
    11,
    split(["x"], { axis: 1, split: [2, 2] }),
    "bad-model",
    "axis 1 of [batch, 3,2,2] cannot be split into 2 parts of sizes [2,2]",
  ],
  [
    "less than nothing",
    11,
    split(["x"], { axis: 1, split: [-1, 4] }),
    "bad-model",
    "cannot be split into 2 parts of sizes [-1,4]",
  ],
])("names what is wrong with a split of %s", async (_, opset, ops, code, says) => {
  await expect(openModel([onnxModel({ opset, ops })])).rejects.toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(says) }),
  );
});
