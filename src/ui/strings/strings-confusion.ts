/** @file The words of confusion matrices and data sets. */

export interface ConfusionWords {
  readonly confusionEmpty: string;
  readonly confusionHow: string;
  readonly chooseData: string;
  readonly chooseFolder: string;
  readonly reading: (name: string, samples: string) => string;
  readonly dataReady: (name: string, samples: string, classes: number) => string;
  readonly skippedRows: (count: string) => string;
  readonly skippedAt: (place: string, reason: string) => string;
  readonly rightOf: (right: string, all: string) => string;
  readonly mostConfused: (name: string, as: string, share: string) => string;
  readonly confusionTrust: string;
  readonly matrix: string;
  readonly cell: (count: string, actual: string, predicted: string) => string;
  readonly cells: string;
  readonly cellKinds: Readonly<Record<"counts" | "shares", string>>;
  readonly found: string;
  readonly matrixHint: string;
  readonly accuracy: string;
  readonly precision: string;
  readonly recall: string;
  readonly f1: string;
  readonly support: string;
  readonly macro: string;
  readonly weighted: string;
  readonly topOf: (k: number) => string;
  readonly calibrationError: string;
  readonly calibration: string;
  readonly calibrationPlot: (bins: string) => string;
  /** What the plot shows of one bar. */
  readonly calibrationBin: (pictures: string, confidence: string, right: string) => string;
  readonly calibrationHint: string;
  readonly perClass: string;
  readonly readAs: (actual: string, predicted: string) => string;
  readonly cellText: (count: string, of: string, confidence: string) => string;
  readonly openPicture: (index: number, confidence: string) => string;
  readonly noneThere: string;
}
