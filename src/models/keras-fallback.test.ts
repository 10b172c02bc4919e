import { expect, test } from "vitest";
import { ask } from "../../test/ask.ts";
import { testBackend, testTfjs } from "../../test/device.ts";
import { fixture, jsonFile } from "../../test/fixtures/read.ts";
import { expectClose } from "../../test/ops.ts";
import { testWasm } from "../../test/wasm.ts";
import { GraphBuilder } from "../graph/graph.ts";
import { loadTfjs } from "../kernels/tfjs.ts";
import { openModel } from "./open.ts";

const backends = [
  ["tfjs", testTfjs],
  ["wasm", testWasm],
  ["WebGPU", testBackend],
] as const;

test.each(backends.flatMap(([name, open]) => ["keras", "h5"].map((ending) => [ending, name, open] as const)))(
  "layers of a .%s file without kernels of ours give what Keras gives, on %s",
  async (ending, _, open) => {
    const expected = JSON.parse(new TextDecoder().decode(fixture("expected-fallback.json").bytes));
    const model = await openModel([fixture(`keras3-fallback.${ending}`)], {}, loadTfjs);

    const { probabilities, layers } = await ask(await open(), model);

    expect(Object.keys(expected.outputs)).toHaveLength(20);
    expectClose(probabilities, expected.probabilities, { rtol: 0, atol: 1e-5 });
    for (const [layer, numbers] of Object.entries<number[]>(expected.outputs))
      expectClose(layers.get(layer)!, numbers, { rtol: 1e-4, atol: 1e-5 });
  },
);

const layer = (class_name: string, name: string, config: object, from?: string) => ({
  ...{ class_name, name, config: { name, ...config } },
  inbound_nodes: from ? [[[from, 0, 0, {}]]] : [],
});

test("a thresholded ReLU of a TensorFlow.js layers model", async () => {
  const json = {
    format: "layers-model",
    modelTopology: {
      class_name: "Model",
      config: {
        name: "small",
        layers: [
          layer("InputLayer", "image", { batch_input_shape: [null, 2, 2, 1] }),
          layer("ThresholdedReLU", "bent", { theta: 0.5 }, "image"),
          layer("Flatten", "flat", {}, "bent"),
          layer("Softmax", "end", {}, "flat"),
        ],
        input_layers: [["image", 0, 0]],
        output_layers: [["end", 0, 0]],
      },
    },
    weightsManifest: [{ paths: ["w.bin"], weights: [] }],
  };
  const files = [jsonFile(json), { name: "w.bin", bytes: new Uint8Array() }];

  const { layers } = await ask(await testTfjs(), await openModel(files, {}, loadTfjs));

  expectClose(layers.get("bent")!, [0, 0, 74 / 101, 0]);
});

test("the same arrays are used each time a model is applied", async () => {
  const model = await openModel([fixture("keras3-fallback.keras")], {}, loadTfjs);
  const weights = () => {
    const g = new GraphBuilder();
    model.apply(g, g.input("image", model.inputShape));
    return [...g.weights.values()];
  };

  const [first, second] = [weights(), weights()];

  expect(first.length).toBeGreaterThan(10);
  expect(first.every((array, i) => array === second[i])).toBe(true);
});
