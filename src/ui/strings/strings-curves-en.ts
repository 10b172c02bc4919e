/** @file The words of training curves in English. */

import type { CurvesWords } from "./strings-curves.ts";

export const englishCurves: CurvesWords = {
  curvesEmpty: "How did the training go?",
  curvesHow:
    "Give the files it left: .npy curves (train_loss.npy, val_loss.npy), .npz, a CSVLogger table or a history as JSON.",
  bestAt: (metric, epoch, value) =>
    `${metric[0].toUpperCase()}${metric.slice(1)} is best at epoch ${epoch}, with ${value}.`,
  curvesTrust:
    "Full lines are validation, dashed ones training. A ring marks the best epoch. Move along a chart to read all at one epoch.",
  curvesAs: { charts: "Charts", table: "Table" },
  curvesView: "Show as",
  smoothing: "Smoothing",
  logarithmic: "Logarithmic",
  epoch: "Epoch",
  atEpoch: (epoch, values) => `Epoch ${epoch}: ${values}`,
  epochIs: (epoch, value) => `epoch ${epoch}: ${value}`,
  lowerIsBetter: "lower is better",
  higherIsBetter: "higher is better",
  splits: { training: "training", validation: "validation" },
  curvesOf: (metric) => `${metric} over the epochs; arrow keys move`,
};
