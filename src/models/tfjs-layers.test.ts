import { expect, test } from "vitest";
import { ask } from "../../test/ask.ts";
import { testTfjs } from "../../test/device.ts";
import { expectedBy, fixture, jsonFile } from "../../test/fixtures/read.ts";
import { describeGolden, goldenBytes } from "../../test/golden.ts";
import { expectClose } from "../../test/ops.ts";
import type { NamedBytes } from "./model.ts";
import { openModel } from "./open.ts";

const plain = () =>
  ["tfjs-layers.json", "tfjs-layers-shard1of2.bin", "tfjs-layers-shard2of2.bin"].map(fixture);
const quantized = () => ["tfjs-layers-quantized.json", "tfjs-layers-quantized.bin"].map(fixture);
const nested = () =>
  ["json", "shard1of2.bin", "shard2of2.bin"].map((end, i) =>
    fixture(`tfjs-layers-nested${i ? "-" : "."}${end}`),
  );

test.each<[what: string, name: string, files: () => NamedBytes[]]>([
  ["in two shards", "tfjs-layers", plain],
  ["its files in another order", "tfjs-layers", () => plain().reverse()],
  ["of uint8, uint16 and float16", "tfjs-layers-quantized", quantized],
  ["a model within a model, and a shared layer", "tfjs-layers-nested", nested],
])("gives the probabilities of TensorFlow.js: %s", async (_, name, files) => {
  const model = await openModel(files());
  const expected = expectedBy("tfjs", name);

  const { probabilities } = await ask(await testTfjs(), model);

  expect(model).toMatchObject({ format: "tfjs-layers", name, inputShape: expected.input });
  expectClose(probabilities, expected.probabilities, { rtol: 0, atol: 1e-5 });
});

test("has the layers, parameters and numbers of the Keras model it was made from", async () => {
  const [model, keras] = [await openModel(plain()), await openModel([fixture("keras2-list.h5")])];

  const { layers } = await ask(await testTfjs(), model);

  const shown = ({ name, type, outputShape, parameters, trainable }: (typeof model.layers)[number]) =>
    [name, type, outputShape, parameters, trainable].join(" "); // prettier-ignore
  expect(model.layers.map(shown)).toEqual(keras.layers.map(shown));
  const expected = await ask(await testTfjs(), keras);
  for (const [name, numbers] of expected.layers)
    expectClose(layers.get(name)!, numbers, { rtol: 1e-5, atol: 1e-6 });
});

/** Its model.json with something changed. */
// biome-ignore lint/suspicious/noExplicitAny: each case breaks the file in its own way
function changed(change: (json: any) => void): NamedBytes[] {
  const [json, ...shards] = plain();
  const parsed = JSON.parse(new TextDecoder().decode(json.bytes));
  change(parsed);
  return [jsonFile(parsed), ...shards];
}

/** As the converter writes it: each layer's weights together. TensorFlow.js has what training changes before the rest. */
function converted(rename: string): NamedBytes[] {
  const [json, shards] = [changed(() => undefined)[0], plain().slice(1)];
  const parsed = JSON.parse(new TextDecoder().decode(json.bytes));
  const [group] = parsed.weightsManifest;
  const bytes = shards.flatMap((shard) => [...shard.bytes]);
  let at = 0;
  const cut = group.weights.map((spec: { shape: number[] }) => {
    const size = spec.shape.reduce((a, b) => a * b, 4);
    return { spec, bytes: bytes.slice(at, (at += size)) };
  });
  cut.splice(4, 0, ...cut.splice(-2)); // mean and variance of the only batch norm
  for (const { config } of parsed.modelTopology.config.layers) config.name += rename;
  group.paths = ["all.bin"];
  group.weights = cut.map(({ spec }: (typeof cut)[number]) => spec);
  const all = Uint8Array.from(cut.flatMap((weight: (typeof cut)[number]) => weight.bytes));
  return [jsonFile(parsed), { name: "all.bin", bytes: all }];
}

test.each(["", "_renamed"])(
  "weights go by their names, or by the order of the layers: '%s'",
  async (rename) => {
    const model = await openModel(converted(rename));

    const { probabilities } = await ask(await testTfjs(), model);

    expectClose(probabilities, expectedBy("tfjs", "tfjs-layers").probabilities, { rtol: 0, atol: 1e-5 });
  },
);

test.each<[what: string, files: () => NamedBytes[], says: RegExp]>([
  ["no manifest", () => changed((json) => delete json.weightsManifest), /no weightsManifest/],
  [
    "a shard that is missing",
    () => plain().slice(0, 2),
    /weight file 'tfjs-layers-shard2of2.bin' is missing/,
  ],
  [
    "a weight too few",
    () => changed((json) => json.weightsManifest[0].weights.pop()),
    /the weights need \d+ bytes/,
  ],
  [
    "a weight of an unknown kind",
    () => changed((json) => (json.weightsManifest[0].weights[0].dtype = "string")),
    /is stored as 'string'/,
  ],
  [
    "a kernel of another shape",
    () => changed((json) => json.weightsManifest[0].weights[0].shape.reverse()),
    /its kernel is \[4,1,3,3\] in the file/,
  ],
])("refuses %s", async (_, files, says) => {
  await expect(openModel(files())).rejects.toThrow(
    expect.objectContaining({ code: "bad-model", message: expect.stringMatching(says) }),
  );
});

test("names every layer it does not have, and how often", async () => {
  const files = changed(({ modelTopology: { config } }) => {
    config.layers[2].class_name = "Attention";
    for (const i of [6, 7]) config.layers[i].class_name = "LSTM";
  });

  await expect(openModel(files)).rejects.toThrow(
    expect.objectContaining({
      code: "unsupported-layer",
      message: expect.stringMatching(
        /\(Attention, layer 3 of \d+\), .*\(LSTM, layer 7 of \d+, 2×\) are not supported/,
      ),
    }),
  );
});

describeGolden("a converted model", () => {
  test("gives what the Keras model it was made from gives", async () => {
    const files = ["model.json", "weights.bin"].map((name) => ({
      name,
      bytes: goldenBytes(`models/tfjs_layers_mini_xception_48/${name}`),
    }));
    const name = "fer2013_mini_XCEPTION.119-0.65.hdf5";
    const keras = await openModel([{ name, bytes: goldenBytes(`models/${name}`) }]);

    const [one, two] = [
      await ask(await testTfjs(), await openModel(files)),
      await ask(await testTfjs(), keras),
    ];

    expectClose(one.probabilities, two.probabilities, { rtol: 0, atol: 1e-5 });
  });
});
