import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { EngineError } from "../errors.ts";
import type { NamedBytes } from "./model.ts";
import { openModel } from "./open.ts";

const text = (name: string, words: string): NamedBytes => ({ name, bytes: new TextEncoder().encode(words) });
const raw = (name: string, ...bytes: number[]): NamedBytes => ({ name, bytes: Uint8Array.from(bytes) });
const human = new URL("../../node_modules/@vladmandic/human/models/", import.meta.url);
const read = (name: string): NamedBytes => ({
  name,
  bytes: new Uint8Array(readFileSync(new URL(name, human))),
});
const [emotion, weights] = [read("emotion.json"), read("emotion.bin")];

/** The emotion network with something changed in its JSON. */
// biome-ignore lint/suspicious/noExplicitAny: each case breaks the file in its own way
function broken(change: (json: any) => void): NamedBytes {
  const json = JSON.parse(new TextDecoder().decode(emotion.bytes));
  change(json);
  return text("model.json", JSON.stringify(json));
}
/** Its weights with a number that is none. */
function withNaN(): NamedBytes {
  const bytes = weights.bytes.slice();
  new DataView(bytes.buffer).setFloat32(400, Number.NaN, true);
  return { name: "emotion.bin", bytes };
}
const HDF5 = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

const cases: [name: string, files: NamedBytes[], code: EngineError["code"], says: string][] = [
  ["no file", [], "bad-model", "no file was given"],
  ["an empty file", [raw("model.h5")], "bad-model", "'model.h5' is empty"],
  ["a web page", [text("model.h5", "<!DOCTYPE html><html>404")], "bad-model", "is a web page, not a model"],
  ["HDF5 that is cut off", [raw("model.h5", ...HDF5, 0, 0, 0)], "bad-model", "damaged or cut off"],
  [
    "HDF5 sent as text",
    [raw("model.h5", 0x89, 0x48, 0x44, 0x46, 0x0a, 0x1a)],
    "bad-model",
    "signature is damaged",
  ],
  [
    "a .keras archive that is cut off",
    [raw("model.keras", 0x50, 0x4b, 3, 4, 0)],
    "bad-model",
    "is a zip archive, but cut off",
  ],
  ["a zip", [raw("model.zip", 0x50, 0x4b, 3, 4)], "bad-model", "is a zip archive; unpack it"],
  ["a PyTorch checkpoint", [raw("model.pt", 0x50, 0x4b, 3, 4)], "bad-model", "is a PyTorch checkpoint"],
  ["gzip", [raw("model.h5.gz", 0x1f, 0x8b, 8)], "bad-model", "is compressed with gzip"],
  ["ONNX that is cut off", [raw("model.onnx", 8, 7, 0x12, 7)], "bad-model", "is no whole ONNX model"],
  ["TensorFlow Lite", [raw("model.tflite", 0x1c, 0, 0, 0)], "bad-model", "is a TensorFlow Lite model"],
  ["a SavedModel", [raw("saved_model.pb", 8, 1)], "bad-model", "is part of a TensorFlow SavedModel"],
  ["a pickle", [raw("model.pkl", 0x80, 2)], "bad-model", "is a Python pickle"],
  [
    "a NumPy array",
    [raw("loss.npy", 0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0)],
    "bad-model",
    "is a NumPy array",
  ],
  ["a picture", [raw("face.png", 0x89, 0x50, 0x4e, 0x47)], "bad-model", "is a picture, not a model"],
  ["something else", [text("notes.txt", "hello")], "bad-model", "is no model that is known here"],
  [
    "JSON that is cut off",
    [text("model.json", '{"modelTopology": {')],
    "bad-model",
    "begins like JSON, but is not",
  ],
  ["JSON that is no model", [text("package.json", '{"name": "x"}')], "bad-model", "is JSON, but no model"],
  [
    "an architecture alone",
    [text("m.json", '{"class_name": "Sequential"}')],
    "bad-model",
    "is the architecture of a Keras model",
  ],
  ["weights alone", [weights], "bad-model", "holds weights; give model.json together with it"],
  ["model.json without its weights", [emotion], "bad-model", "the weight file 'emotion.bin' is missing"],
  [
    "weights that are cut off",
    [emotion, { ...weights, bytes: weights.bytes.slice(0, 9999) }],
    "bad-model",
    "the weights need 820516 bytes, emotion.bin has 9999",
  ],
  ["weights with NaN", [emotion, withNaN()], "bad-model", "is NaN"],
  [
    "an op that is not there",
    [broken((json) => void (json.modelTopology.node.at(-1).op = "Bincount")), weights],
    "unsupported-layer",
    "the model uses Bincount",
  ],
  [
    "a circle of ops",
    [
      broken(
        ({ modelTopology: { node } }) =>
          void (node.find((n: { op: string }) => n.op === "Relu").input = [node.at(-1).name]),
      ),
      weights,
    ],
    "bad-model",
    "in a circle",
  ],
  [
    "an absurd weight",
    [broken((json) => void (json.weightsManifest[0].weights[0].shape = [1e9, 1e9])), weights],
    "bad-model",
    "has the shape [1000000000,1000000000]",
  ],
  [
    "an input that is no image",
    [
      broken(
        ({ modelTopology: { node } }) =>
          void node.find((n: { op: string }) => n.op === "Placeholder").attr.shape.shape.dim.pop(),
      ),
      weights,
    ],
    "not-a-classifier",
    "it must be an image",
  ],
];

test.each(cases)("names what is wrong with %s", async (_, files, code, says) => {
  let error: EngineError | undefined;
  try {
    await openModel(files);
  } catch (thrown) {
    error = thrown as EngineError;
  }
  expect(error?.message).toContain(says);
  expect(error?.code).toBe(code);
});
