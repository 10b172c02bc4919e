/** @file The words of confusion matrices and data sets in English. */

import type { ConfusionWords } from "./strings-confusion.ts";

export const englishConfusion: ConfusionWords = {
  confusionEmpty: "Which classes does the model take for which?",
  confusionHow:
    "Give labelled pictures: a FER-2013 table (.csv), a zip or a folder with a folder for each class, or an .npz file.",
  chooseData: "Choose a file",
  chooseFolder: "Choose a folder",
  reading: (name, samples) => `Reading ${name}: ${samples} pictures so far.`,
  dataReady: (name, samples, classes) =>
    `${name}: ${samples} pictures of ${classes} classes. Run asks the model.`,
  skippedRows: (count) => `${count} left out`,
  skippedAt: (place, reason) => `${place}: ${reason}`,
  rightOf: (right, all) => `${right} of ${all} right.`,
  mostConfused: (name, as, share) => `${share} of ${name} is read as ${as}.`,
  confusionTrust: "Rows are what is true, columns what the model said.",
  matrix: "Confusion matrix",
  cell: (count, actual, predicted) => `${count} ${actual} read as ${predicted}`,
  cells: "Show",
  cellKinds: { counts: "Counts", shares: "Shares of the row" },
  found: "found",
  matrixHint: "Stronger tint is more; outlined cells are right. Arrow keys move.",
  accuracy: "Accuracy",
  precision: "Precision",
  recall: "Recall",
  f1: "F1",
  support: "Pictures",
  macro: "Mean of classes",
  weighted: "Weighted mean",
  topOf: (k) => `Among the first ${k}`,
  calibrationError: "Calibration error",
  calibration: "Calibration",
  calibrationPlot: (bins) => `Share that is right, by confidence. ${bins}`,
  calibrationBin: (pictures, confidence, right) =>
    `Pictures: ${pictures}, ${confidence} sure, ${right} right.`,
  calibrationHint: "A bar below the dashed line: the model is more sure than it is right.",
  perClass: "By class",
  readAs: (actual, predicted) => `${actual} read as ${predicted}`,
  cellText: (count, of, confidence) => `${count} of ${of}. The model was ${confidence} sure on average.`,
  openPicture: (index, confidence) => `Picture ${index}, ${confidence} sure: explain it`,
  noneThere: "None.",
};
