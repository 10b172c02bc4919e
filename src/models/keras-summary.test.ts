import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fixture, jsonFile } from "../../test/fixtures/read.ts";
import { describeGolden, goldenBytes } from "../../test/golden.ts";
import type { Layer } from "./model.ts";
import { openModel } from "./open.ts";

interface Printed {
  readonly rows: readonly unknown[];
  readonly nested: readonly unknown[];
  readonly totals: readonly [number, number, number];
}

const printed: Record<string, Printed> = JSON.parse(
  readFileSync(new URL("../../test/fixtures/summaries.json", import.meta.url), "utf8"),
);

const row = ({ name, type, outputShape, parameters }: Layer) => [name, type, outputShape, parameters];
const withInner = (layer: Layer): unknown[] => [row(layer), ...(layer.layers ?? []).flatMap(withInner)];
const total = (layers: readonly Layer[], of: "parameters" | "trainable" | "multiplyAdds") =>
  layers.reduce((sum, { [of]: count }) => sum + count, 0);

test.each(Object.entries(printed))("%s has the rows and totals that Keras prints", async (file, keras) => {
  const { layers } = await openModel([fixture(file)]);

  expect(layers.map(row)).toEqual(keras.rows);
  expect(layers.flatMap(withInner)).toEqual(keras.nested);
  const [all, trained] = [total(layers, "parameters"), total(layers, "trainable")];
  expect([all, trained, all - trained]).toEqual(keras.totals);
});

test("multiply-adds are counted for each layer, and for every use of one", async () => {
  const { layers } = await openModel([fixture("keras3-nested.h5")]);
  const of = (name: string) => layers.find((layer) => layer.name === name)!;

  // 6 × 6 places, 3 × 3 taps, 3 channels to 3, used twice
  expect(of("shared").multiplyAdds).toBe(2 * 36 * 9 * 3 * 3);
  // a 3 × 3 convolution from 3 to 4 channels in a box of its own
  expect(of("block").layers!.map(({ name }) => name)).toEqual([
    ...["block_image", "block_conv", "block_norm", "block_relu"],
  ]);
  expect(of("block").layers![1].multiplyAdds).toBe(36 * 9 * 3 * 4);
  expect(of("block").multiplyAdds).toBe(total(of("block").layers!, "multiplyAdds"));
  // 1 × 1 from 4 to 4, used three times
  expect(of("twin").layers![0].multiplyAdds).toBe(3 * 36 * 4 * 4);
});

test("of an inner model that is not trained, nothing is trainable, however deep", async () => {
  const architecture = JSON.parse(new TextDecoder().decode(fixture("keras2-architecture.json").bytes));
  const { layers } = await openModel([fixture("keras2-weights.h5"), jsonFile(architecture)]);
  architecture.config.layers[0].config.trainable = false;

  const { layers: frozen } = await openModel([fixture("keras2-weights.h5"), jsonFile(architecture)]);

  expect(frozen[0]).toMatchObject({ parameters: layers[0].parameters, trainable: 0 });
  expect(frozen.slice(1)).toEqual(layers.slice(1));
});

describeGolden("reference models", () => {
  test.each([
    // numbers of all the datasets in the file
    ["fer2013_mini_XCEPTION.119-0.65.hdf5", 58168],
    ["report_small_trained.h5", 264391],
  ])("%s", async (file, parameters) => {
    const { layers } = await openModel([{ name: file, bytes: goldenBytes(`models/${file}`) }]);

    expect(total(layers, "parameters")).toBe(parameters);
    expect(total(layers, "multiplyAdds")).toBeGreaterThan(parameters);
  });
});
