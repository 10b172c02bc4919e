/** @file Small invented results of the other views, for tests of the elements. */

import type { ConfusionResult } from "../src/data/confusion-options.ts";
import type { ActivationsResult } from "../src/explainers/activations-options.ts";
import type { AscentResult } from "../src/explainers/ascent-options.ts";
import type { RunStats } from "../src/explainers/run-info.ts";
import type { SaliencyOptions, SaliencyResult } from "../src/explainers/saliency-options.ts";
import type { Histories } from "../src/histories/history.ts";
import { model, probabilities } from "./fake-model.ts";

const stats = (done: number, total: number): RunStats => ({
  ...{ done, total, batch: 1, milliseconds: 50 * done },
  ...{
    multiplyAdds: 0,
    dispatches: 0,
    submits: 0,
    readBacks: 0,
    bytesRead: 0,
    bytesWritten: 0,
    peakBufferBytes: 0,
  },
});

const info = (done: boolean) => ({
  ...{ done, model: model.name, preprocessing: model.preprocessing, classes: model.classes, seed: 0 },
  ...{ versions: {}, backend: "wasm" as const, adapter: "fake", precision: "f32" as const, warnings: [] },
});

/** A signed map of 8 × 8 for each class: its upper left quarter raises by 0.4, its lower right pixel lowers by 0.2. */
export function saliencyResult({ method = "gradient", labels = [1] }: SaliencyOptions = {}): SaliencyResult {
  const map = Float32Array.from({ length: 64 }, (_, i) => {
    if (i % 8 < 4 && i < 32) return 0.4;
    return i === 63 ? -0.2 : 0;
  });
  const attribution = {
    ...{
      shape: [8, 8, 1] as const,
      values: map,
      map,
      signed: true,
      range: [-0.4, 0.4] as const,
      score: 8.3125,
    },
    ...(method === "integrated-gradients"
      ? { completeness: { sum: 3.02, difference: 3.05, gap: 0.0098 } }
      : {}),
  };
  return {
    ...info(true),
    ...{ method, prediction: probabilities, size: [8, 8], stats: stats(1, 1) },
    options: { method, labels, score: "logit" },
    attributions: Object.fromEntries(labels.map((label) => [label, attribution])),
    ...(method === "grad-cam" ? { layer: "conv_2" } : {}),
  };
}

/** Four filters of 6 × 6 after so many of 4 steps: the third is the strongest, the second is dead. */
export function ascentResult(steps: number, filters: readonly number[] = [0, 1, 2, 3]): AscentResult {
  const rates = [2, 0, 3, 1];
  return {
    ...info(steps === 4),
    ...{ method: "ascent", layer: "conv_2", height: 6, width: 6, channels: 1, stats: stats(steps, 4) },
    options: { preset: "report", steps: 4, filters },
    pictures: filters.map((filter, i) => {
      const rate = rates[i % 4];
      return {
        filter,
        pixels: Uint8Array.from({ length: 36 }, (_, at) => (128 + steps * rate * (at % 6)) % 256),
        losses: Float32Array.from({ length: steps + 1 }, (_, step) => rate * step),
        activation: rate * steps,
        rank: rates.toSorted((a, b) => b - a).indexOf(rate),
        dead: rate === 0,
        ...(rate === 0 ? { trouble: `filter ${filter} is dead: its gradient is zero` } : {}),
      };
    }),
    ...(steps === 4 ? { values: new Float32Array(filters.length * 36) } : {}),
  };
}

/** `count` maps of 4 × 4: map c is c in its first pixel and 0 in the others, so map 0 is all zeros. */
export function activationsResult(count = 3, layer = "conv_2"): ActivationsResult {
  const values = new Float32Array(16 * count);
  for (let c = 0; c < count; c++) values[c] = c;
  return {
    ...info(true),
    ...{ method: "activations", prediction: probabilities, layer, shape: [4, 4, count], values },
    ...{ options: { layer }, stats: stats(1, 1) },
    channels: Array.from({ length: count }, (_, c) => ({
      ...{ mean: c / 16, min: 0, max: c, zeros: c === 0 ? 1 : 15 / 16 },
    })),
    ranked: Array.from({ length: count }, (_, i) => count - 1 - i),
  };
}

const matrix = [
  [6, 0, 4],
  [1, 3, 0],
  [0, 0, 0],
];
const half = { precision: 0.5, recall: 0.5, f1: 0.5, support: 10 };

/** Of three classes, the last of which has no sample. */
export const confusionResult: ConfusionResult = {
  ...{
    done: true,
    model: "faces",
    data: "fer.csv",
    preprocessing: model.preprocessing,
    classes: model.classes,
    matrix,
  },
  normalised: [
    [0.6, 0, 0.4],
    [0.25, 0.75, 0],
    [0, 0, 0],
  ],
  ...{ accuracy: 0.643, macro: half, weighted: half, topK: { 1: 0.643, 2: 0.9 } },
  perClass: model.classes.map((name, i) => ({ ...half, class: name, support: [10, 4, 0][i] })),
  calibration: {
    ...{ ece: 0.1, mce: 0.2 },
    bins: [
      { from: 0, to: 0.5, count: 0, confidence: 0, accuracy: 0 },
      { from: 0.5, to: 1, count: 14, confidence: 0.75, accuracy: 0.643 },
    ],
  },
  ...{
    samples: 14,
    selected: 14,
    options: {},
    versions: {},
    backend: "wasm",
    adapter: "fake",
    precision: "f32",
  },
  cells: matrix.map((row) => row.map((n) => Uint32Array.from({ length: n }, (_, i) => i))),
  confidences: matrix.map((row) => row.map((n) => new Float32Array(n).fill(0.75))),
  skipped: { count: 1, rows: [{ line: 7, reason: "2303 pixels, not <i>2304</i>" }] },
  ...{ milliseconds: 10, warnings: [] },
};

export const histories: Histories = {
  runs: [
    {
      ...{ name: "<b>both</b>", epochs: 3 },
      curves: [
        { metric: "loss", split: "training", values: [3, 2, 1] },
        { metric: "loss", split: "validation", values: [3, 2, 2.5] },
        { metric: "accuracy", split: "validation", values: [0.3, 0.6, Number.NaN] },
      ],
      best: { epoch: 2, metric: "loss", split: "validation", value: 2 },
    },
  ],
  warnings: [],
};
