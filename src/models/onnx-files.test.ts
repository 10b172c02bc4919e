import { expect, test } from "vitest";
import { ask } from "../../test/ask.ts";
import { testTfjs } from "../../test/device.ts";
import { onnxModel, type TestOnnx, type TestOp } from "../../test/onnx-model.ts";
import { expectClose } from "../../test/ops.ts";
import type { EngineError } from "../errors.ts";
import type { NamedBytes } from "./model.ts";
import { openModel } from "./open.ts";

const pool: TestOp = { op: "GlobalAveragePool", inputs: ["x"], output: "mean" };
const flat: TestOp = { op: "Flatten", inputs: ["mean"], output: "flat" };
const gemm: TestOp = { op: "Gemm", inputs: ["flat", "w"], output: "y" };
const small = { ops: [pool, flat, gemm], weights: { w: { dims: [3, 2], data: [1, 2, 3, 4, 5, 6] } } };
const bytes = (...numbers: number[]) => new Uint8Array(Float32Array.from(numbers).buffer);

const wrong: [name: string, model: TestOnnx, code: EngineError["code"], says: string][] = [
  [
    "ops that are missing, all of them",
    {
      ops: [
        { op: "TopK", inputs: ["x"], output: "a" },
        { op: "QLinearConv", inputs: ["a"], output: "b" },
        { op: "QLinearConv", inputs: ["b"], output: "c" },
        { op: "FusedConv", inputs: ["c"], output: "y", domain: "com.microsoft" },
      ],
    },
    "unsupported-layer",
    "the model uses TopK, QLinearConv (2×), com.microsoft.FusedConv (first at 'make a')",
  ],
  [
    "weights in a file that was not given",
    { ...small, weights: { w: { dims: [3, 2], external: { location: "model.onnx.data" } } } },
    "bad-model",
    "in another file, 'model.onnx.data', which is missing; give it together with the model (given: model.onnx)",
  ],
  ["an old opset", { ...small, opset: 6 }, "unsupported-layer", "the model uses opset 6; 7 and newer"],
  [
    "weights that are too short",
    { ...small, weights: { w: { dims: [3, 2], data: [1, 2, 3] } } },
    "bad-model",
    "weight 'w' [3,2] needs 6 numbers, the file has 3",
  ],
  [
    "an absurd weight",
    { ...small, weights: { w: { dims: [2 ** 40, 2 ** 40], data: [1] } } },
    "bad-model",
    "weight 'w' has the shape [1099511627776,1099511627776]",
  ],
  [
    "weights with NaN",
    { ...small, weights: { w: { dims: [3, 2], data: [1, 2, 3, Number.NaN, 5, 6] } } },
    "bad-model",
    "number 3 of weight 'w' is NaN",
  ],
  [
    "a circle of ops",
    { ...small, ops: [{ ...pool, inputs: ["y"] }, flat, gemm] },
    "bad-model",
    "ops read each other in a circle: 'make mean'",
  ],
  [
    "what is in no file",
    { ...small, ops: [{ ...pool, inputs: ["z"] }, flat, gemm] },
    "bad-model",
    "op 'make mean' (GlobalAveragePool) reads 'z', which is not in the file",
  ],
  [
    "an input of open size",
    { ...small, input: ["batch", 3, "height", "width"] },
    "not-a-classifier",
    "the size of the input is [batch, 3, height, width]",
  ],
  ["two outputs", { ...small, outputs: ["y", "flat"] }, "not-a-classifier", "has 1 inputs and 2 outputs"],
  [
    "a shape that mixes samples",
    { ops: [{ op: "Reshape", inputs: ["x"], output: "y", attributes: { shape: [-1, 4] } }] },
    "unsupported-layer",
    "a shape [-1,4] that mixes samples",
  ],
  [
    "a window of absurd size",
    {
      input: [1, 3, 4000, 4000],
      ops: [
        {
          op: "MaxPool",
          inputs: ["x"],
          output: "y",
          attributes: { kernel_shape: [999, 999], pads: [9, 9, 9, 9] },
        },
      ],
    },
    "bad-model",
    "is too much for a picture",
  ],
];

test.each(wrong)("names what is wrong with %s", async (_, model, code, says) => {
  await expect(openModel([onnxModel(model)])).rejects.toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(says) }),
  );
});

test("reads weights from the file beside it", async () => {
  const external = { location: "model.onnx.data", offset: "8", length: "24" };
  const beside: NamedBytes = { name: "model.onnx.data", bytes: bytes(9, 9, 1, 2, 3, 4, 5, 6, 9) };
  const apart = onnxModel({ ...small, weights: { w: { dims: [3, 2], external } } });

  const [one, two] = [await openModel([apart, beside]), await openModel([onnxModel(small)])];

  const answers = await Promise.all([one, two].map(async (model) => ask(await testTfjs(), model)));
  expectClose(answers[0].probabilities, [...answers[1].probabilities], { rtol: 0, atol: 0 });
  expect(one.layers.map(({ type, parameters }) => [type, parameters])).toEqual([
    ["GlobalAveragePool", 0],
    ["Flatten", 0],
    ["Gemm", 6],
  ]);
});

test.each([
  ["a list in JSON", '["cat", "dog"]'],
  ["what Python prints", "{0: 'cat', 1: 'dog'}"],
  ["an object in JSON", '{"0": "cat", "1": "dog"}'],
  ["names on lines", "cat\ndog\n"],
])("finds class names in the metadata: %s", async (_, names) => {
  const { classes } = await openModel([onnxModel({ ...small, metadata: { names } })]);

  expect(classes).toEqual(["cat", "dog"]);
});

test("takes pixels as the metadata says", async () => {
  const metadata = {
    "Image.BitmapPixelFormat": "Bgr8",
    "Image.NominalPixelRange": "NominalRange_0_255",
  };

  const { preprocessing } = await openModel([onnxModel({ ...small, metadata })]);

  expect(preprocessing).toMatchObject({ channels: "bgr", range: [0, 255] });
});

test("takes pixels of a network of PyTorch for ImageNet as torchvision does", async () => {
  const data = Array.from({ length: 3000 }, (_, i) => i % 7);
  const model = onnxModel({ ...small, weights: { w: { dims: [3, 1000], data } }, producer: "pytorch" });

  const { preprocessing } = await openModel([model]);

  expect(preprocessing).toMatchObject({ range: [0, 1], mean: [0.485, 0.456, 0.406] });
});

test.each([
  ["channels first", ["batch", 3, 2, 4], [2, 4, 3]],
  ["channels last", ["batch", 2, 4, 3], [2, 4, 3]],
])("finds the channels: %s", async (_, input, inputShape) => {
  const ops: TestOp[] = [
    { op: "Reshape", inputs: ["x"], output: "flat", attributes: { shape: [0, 24] } },
    gemm,
  ];
  const weights = { w: { dims: [24, 2], data: Array.from({ length: 48 }, (_, i) => i / 48) } };

  const model = await openModel([onnxModel({ input, ops, weights })]);

  expect(model.inputShape).toEqual(inputShape);
});
