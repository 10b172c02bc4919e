/** @file Small invented mean maps, for tests of the elements. */

import type { AverageResult } from "../src/data/average-options.ts";
import { model } from "./fake-model.ts";

/** Maps of 3 × 3: the left raises, the right lowers; the mean picture is black at the left and white at the right. */
export function averageResult(position = 7): AverageResult {
  const map = (strength: number) =>
    Float32Array.from({ length: 9 }, (_, i) => [strength, 0, -strength][i % 3]);
  const image = Float32Array.from({ length: 9 }, (_, i) => (i % 3) / 2);
  return {
    ...{ done: position === 7, model: model.name, data: "fer.csv", key: "key", position, selected: 7 },
    ...{ preprocessing: model.preprocessing, classes: model.classes, size: [3, 3], signed: true },
    cells: [
      { true: 0, predicted: 0, count: 2, map: map(1), image },
      { true: 0, predicted: 2, count: 3, map: map(1), image },
      { true: 1, predicted: 1, count: 2, map: map(0.25), image },
    ],
    perClass: [
      { class: 0, count: 5, map: map(1), image },
      { class: 1, count: 2, map: map(0.25), image },
    ],
    picks: [
      { sample: 4, coverage: 0.6 },
      { sample: 0, coverage: 0.75 },
    ],
    ...{ explained: Uint32Array.of(0, 1, 2, 3, 4, 5, 6), rows: new Float32Array(7 * 9) },
    skipped: { count: 0, rows: [] },
    options: { by: "saliency", saliency: { method: "grad-cam", seed: 0 }, of: "predicted", pick: 5 },
    ...{
      versions: {},
      backend: "wasm",
      adapter: "fake",
      precision: "f32",
      milliseconds: 100 * position,
      warnings: [],
    },
    ...{ picturesPerSecond: 10, deviceIdle: 0.1 },
  };
}
