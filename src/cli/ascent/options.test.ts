import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../test/folder.ts";
import { EngineError } from "../../errors.ts";
import { type NpyData, writeNpy } from "../../images/npy.ts";
import { ascentOptions } from "./options.ts";

function file(shape: readonly number[], data: NpyData): string {
  const path = join(temporaryFolder(), "array.npy");
  writeFileSync(path, writeNpy(shape, data));
  return path;
}

test("words become the engine's options", () => {
  const given = {
    ...{ preset: "keras", layer: "conv2d_2", filters: "0-2,7", objective: "neuron", position: "3,4" },
    ...{ steps: "20", rate: "0.5", optimiser: "adam", "image-form": "fourier", start: "gray", seed: "7" },
    ...{ border: "1", jitter: "2", scale: "0.9,1.1", rotate: "5", l2: "0.1", "total-variation": "0.2" },
    ...{ "blur-every": "4", clip: "", redirect: "8", contrast: "0.15", diversity: "1", batch: "3" },
    ...{ also: "conv2d_1:5:-0.5,a:b:0:2", direction: "1,-1" },
  };

  expect(ascentOptions(given)).toEqual({
    ...{ preset: "keras", layer: "conv2d_2", filters: [0, 1, 2, 7], objective: "neuron", position: [3, 4] },
    ...{ steps: 20, rate: 0.5, optimiser: "adam", image: "fourier", start: "gray", seed: 7 },
    ...{ border: 1, transforms: { jitter: 2, scale: [0.9, 1.1], rotate: 5 }, l2: 0.1, totalVariation: 0.2 },
    ...{ blurEvery: 4, clip: true, redirect: 8, contrast: 0.15, diversity: 1, batch: 3 },
    also: [
      { layer: "conv2d_1", filter: 5, weight: -0.5 },
      { layer: "a:b", filter: 0, weight: 2 },
    ],
    direction: [1, -1],
  });
});

test("what is not given is left to the engine", () => {
  expect(ascentOptions({})).toEqual({});
});

test.each([
  ["0-31", Array.from({ length: 32 }, (_, i) => i)],
  ["0,3,7-9", [0, 3, 7, 8, 9]],
  ["5,5,5", [5, 5, 5]],
  ["9, 2-2", [9, 2]],
])("filters %s", (filters, numbers) => {
  expect(ascentOptions({ filters })).toEqual({ filters: numbers });
});

test.each<[string, number[], number[]]>([
  ["[h, w, c]", [2, 1, 3], [2, 1, 3]],
  ["[h, w]", [2, 3], [2, 3, 1]],
  ["[filters, h, w, c]", [2, 1, 3, 1], [2, 1, 3, 1]],
])("a start of %s", (_, shape, read) => {
  const init = file(shape, Float64Array.of(0, 1, 2, 3, 4, 0.1));

  expect(ascentOptions({ init })).toEqual({
    start: { shape: read, data: Float32Array.of(0, 1, 2, 3, 4, 0.1) },
  });
});

test("a direction from a file", () => {
  expect(ascentOptions({ direction: file([2], Float32Array.of(1, 2)) })).toEqual({ direction: [1, 2] });
});

test.each([
  [{ image: "face.png" }, { start: "picture" }],
  [{ image: "face.png", start: "picture" }, { start: "picture" }],
  [{ start: "picture" }, { start: "picture" }],
  [{ layer: "logits", class: "3" }, { layer: "logits" }],
])("%j", (given, options) => {
  expect(ascentOptions(given)).toEqual(options);
});

test.each<[Record<string, string>, string]>([
  [{ filters: "3-1" }, "--filters is '3-1'; it takes numbers and ranges such as 0,3,7-9"],
  [{ filters: "a" }, "--filters is 'a'"],
  [{ filters: "1,,2" }, "--filters is '1,,2'"],
  [{ filters: "0-99999999999" }, "--filters is '0-99999999999'"],
  [{ class: "3", layer: "conv2d" }, "--class and --layer exclude each other"],
  [{ class: "3", filters: "3" }, "--class and --filters exclude each other"],
  [{ init: "a.npy", start: "noise" }, "--init and --start exclude each other"],
  [{ init: "a.npy", image: "a.png" }, "--init and --image exclude each other"],
  [{ image: "face.png", start: "noise" }, "--start is 'noise'; it takes picture where there is an --image"],
  [{ init: "nowhere.npy" }, "--init: nowhere.npy: "],
  [{ init: import.meta.filename }, "options.test.ts: not a readable .npy file"],
  [{ preset: "lucd" }, "--preset is 'lucd'; it takes report, keras, lucid; did you mean lucid?"],
  [{ scale: "1" }, "--scale is '1'; it takes 2 numbers"],
  [{ position: "1" }, "--position is '1'; it takes 2 numbers"],
  [{ also: "conv:1" }, "--also is 'conv:1'; it takes LAYER:FILTER:WEIGHT"],
  [{ also: "conv:1:x" }, "--also is 'conv:1:x'"],
])("refuses %j", (given, says) => {
  expect(() => ascentOptions(given)).toThrow(says);
  expect(() => ascentOptions(given)).toThrow(EngineError);
});

test("refuses an array of another shape", () => {
  const init = file([1], Float32Array.of(1));

  expect(() => ascentOptions({ init })).toThrow(
    "has shape [1]; it takes [h, w, c], [h, w] or [filters, h, w, c]",
  );
});
