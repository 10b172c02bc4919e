import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../test/folder.ts";
import { EngineError } from "../errors.ts";
import { limeOptions } from "./lime/options.ts";
import { engineOptions, modelOptions, modelSource } from "./settings.ts";

test("words become the engine's options", () => {
  const given = {
    ...{ seed: "7", samples: "100", top: "2", labels: "3,6", "num-features": "5", "kernel-width": "0.5" },
    ...{
      "hide-color": "-1",
      "segmentation-seed": "9",
      batch: "16",
      method: "lime",
      preset: "python",
      "feature-selection": "none",
    },
    segmentation: "grid:rows=2,columns=3",
  };

  expect(limeOptions(given)).toEqual({
    ...{ seed: 7, samples: 100, top: 2, labels: [3, 6], numFeatures: 5, kernelWidth: 0.5 },
    ...{
      hideColor: -1,
      segmentationSeed: 9,
      batch: 16,
      method: "lime",
      preset: "python",
      featureSelection: "none",
    },
    segmentation: { algorithm: "grid", rows: 2, columns: 3 },
  });
});

test("what is not given is left to the engine", () => {
  expect([limeOptions({}), modelOptions({}), engineOptions({})]).toEqual([{}, {}, {}]);
});

test("how pictures become the model's input", () => {
  const given = { range: "-1,1", mean: "0.1,0.2,0.3", std: "1", channels: "bgr", "class-names": "cat, dog" };

  expect(modelOptions(given)).toEqual({
    ...{ range: [-1, 1], mean: [0.1, 0.2, 0.3], std: [1], channels: "bgr", classNames: ["cat", "dog"] },
  });
});

test("names of classes from a file", () => {
  const file = join(temporaryFolder(), "names.txt");
  writeFileSync(file, "cat\r\nsea lion, grey\n\n");

  expect(modelOptions({ "class-names": file }).classNames).toEqual(["cat", "sea lion, grey"]);
});

test("several files of one model", () => {
  const folder = temporaryFolder();
  const paths = ["model.json", "weights.h5"].map((name) => join(folder, name));
  for (const path of paths) writeFileSync(path, path);

  expect(modelSource({ model: paths.join(",") })).toMatchObject([
    { name: "model.json" },
    { name: "weights.h5" },
  ]);
});

test.each<[Record<string, string>, string]>([
  [{ seed: "x" }, "--seed is 'x'; it takes a number"],
  [{ samples: "1,2" }, "--samples is '1,2'; it takes a number"],
  [{ labels: "3,,6" }, "--labels is '3,,6'; it takes some numbers"],
  [{ method: "shap" }, "--method is 'shap'; it takes lime, kernel-shap"],
  [{ preset: "lime" }, "--preset is 'lime'; it takes limelight, python"],
  [{ "feature-selection": "lasso" }, "--feature-selection is 'lasso'; it takes auto, none, "],
  [{ "hide-color": "red" }, "--hide-color is 'red'; it takes mean, blur or a number"],
])("refuses %j", (given, says) => {
  expect(() => limeOptions(given)).toThrow(says);
  expect(() => limeOptions(given)).toThrow(EngineError);
});

test.each<[Record<string, string>, string]>([
  [{ range: "1" }, "--range is '1'; it takes 2 numbers"],
  [{ channels: "rgba" }, "--channels is 'rgba'; it takes gray, rgb, bgr"],
])("refuses %j", (given, says) => {
  expect(() => modelOptions(given)).toThrow(says);
});

test("what computes", () => {
  const given = { backend: "webgpu", precision: "f16" };

  expect(engineOptions(given)).toEqual(given);
});

test.each([
  [{ backend: "cuda" }, "--backend is 'cuda'; it takes webgpu, wasm, cpu"],
  [{ precision: "f8" }, "--precision is 'f8'; it takes f32, f16"],
])("refuses %j", (given, says) => {
  expect(() => engineOptions(given)).toThrow(says);
});

test("names the file of a model that is not there", () => {
  expect(() => modelSource({ model: "nowhere.json,nowhere.h5" })).toThrow("nowhere.json could not be read");
});
