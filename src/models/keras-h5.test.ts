import { expect, test } from "vitest";
import { ask } from "../../test/ask.ts";
import { testBackend, testTfjs } from "../../test/device.ts";
import { expectedOf, fixture } from "../../test/fixtures/read.ts";
import { expectClose } from "../../test/ops.ts";
import { GraphBuilder } from "../graph/graph.ts";
import type { Model, NamedBytes } from "./model.ts";
import { openModel } from "./open.ts";

const CLOSE = { rtol: 1e-4, atol: 1e-5 };

const backends = [
  ["WebGPU", testBackend],
  ["tfjs", testTfjs],
] as const;

test.each(backends)("every layer gives what it gives in Keras 3, on %s", async (_, backend) => {
  const model = await openModel([fixture("keras3-layers.h5")]);
  const expected = expectedOf("keras3-layers.h5");

  const { probabilities, layers } = await ask(await backend(), model);

  for (const [name, numbers] of Object.entries(expected.outputs!)) {
    try {
      expectClose(layers.get(name) ?? [], numbers, CLOSE);
    } catch (cause) {
      throw new Error(`layer '${name}' differs: ${(cause as Error).message}`, { cause });
    }
  }
  expectClose(probabilities, expected.probabilities, CLOSE);
});

const one = (name: string) => [fixture(name)];
const weightsOnly = () => [fixture("keras2-weights.h5"), fixture("keras2-architecture.json")];
const dumpedTwice = () => {
  const json = new TextDecoder().decode(fixture("keras2-architecture.json").bytes);
  const bytes = new TextEncoder().encode(` ${JSON.stringify(json)}`);
  return [{ name: "a.json", bytes }, weightsOnly()[0]];
};
const layouts: [layout: string, files: () => NamedBytes[], like: string, atol: number][] = [
  ["Keras 3, Sequential", () => one("keras3-sequential.h5"), "keras3-sequential.h5", 1e-5],
  ["Keras 3, models within a model", () => one("keras3-nested.h5"), "keras3-nested.h5", 1e-5],
  ["tf.keras, models within a model", () => one("keras2-nested.h5"), "keras3-nested.h5", 1e-5],
  ["Keras 2, layers in a list", () => one("keras2-list.h5"), "keras3-sequential.h5", 1e-5],
  ["Keras 2, kernels of Theano", () => one("keras2-theano.h5"), "keras3-sequential.h5", 1e-5],
  ["Keras 2, float16, long lists of names", () => one("keras2-float16.h5"), "keras3-sequential.h5", 2e-3],
  ["Keras 2, weights only, other names", weightsOnly, "keras3-sequential.h5", 1e-5],
  ["the same the other way round", () => weightsOnly().reverse(), "keras3-sequential.h5", 1e-5],
  [
    "Keras 3, weights only",
    () => [fixture("keras3.weights.h5"), weightsOnly()[1]],
    "keras3-sequential.h5",
    1e-5,
  ],
  ["an architecture that is text in JSON", dumpedTwice, "keras3-sequential.h5", 1e-5],
  ["Keras 1", () => one("keras1.h5"), "keras3-sequential.h5", 1e-5],
];

test.each(layouts)("reads %s", async (_, files, like, atol) => {
  const model = await openModel(files());
  const expected = expectedOf(like);

  const { probabilities } = await ask(await testTfjs(), model);

  expect(model).toMatchObject({ format: "keras-h5", inputShape: expected.input });
  expectClose(probabilities, expected.probabilities, { rtol: 0, atol });
  expect(sum(model, "parameters")).toBe(expected.parameters);
  expect(sum(model, "trainable")).toBe(expected.trainable);
});

const sum = ({ layers }: Model, column: "parameters" | "trainable") =>
  layers.reduce((total, layer) => total + layer[column], 0);

test("the summary has the rows of Keras's", async () => {
  const { layers } = await openModel([fixture("keras3-nested.h5")]);

  const rows = layers.map(({ name, type, outputShape, parameters }) => [name, type, outputShape, parameters]);
  expect(rows).toEqual([
    ["image", "InputLayer", [6, 6, 3], 0],
    ["shared", "Conv2D", [6, 6, 3], 84],
    ["block", "Functional", [6, 6, 4], 128],
    ["twin", "Sequential", [6, 6, 4], 36],
    ["join", "Concatenate", [6, 6, 12], 0],
    ["pool", "GlobalAveragePooling2D", [12], 0],
    ["scores", "Dense", [3], 39],
  ]);
  expect(layers.find(({ name }) => name === "join")!.inputs).toEqual(["twin", "twin", "block"]);
});

test.each(["keras3-layers.h5", "keras3-nested.h5"])("applies the same arrays each time: %s", async (name) => {
  const model = await openModel([fixture(name)]);
  const weights = () => {
    const g = new GraphBuilder();
    model.apply(g, g.input("image", model.inputShape));
    return [...g.weights].filter(([value]) => value.name !== "axis" && value.name !== "taps");
  };
  const first = new Set(weights().map(([, data]) => data));

  const fresh = weights().filter(([, data]) => !first.has(data));

  expect(fresh.map(([{ name }]) => name)).toEqual([]);
});
