/** @file What can be asked of a confusion matrix, and what it answers. Plain data: it crosses threads and is saved as JSON. */

import type { RanOn } from "../explainers/run-info.ts";
import type { Preprocessing } from "../models/model.ts";
import type { Selection, Skipped } from "./data-set.ts";

export interface ConfusionOptions extends Selection {
  /** Most pictures per GPU batch. Default: 64, or what the device and `memoryBudget` allow. */
  readonly batch?: number;
  /** Bytes of GPU memory for activations. Default: 256 MiB. */
  readonly memoryBudget?: number;
  /** Top-k accuracy is given from 1 to this. Default: 5, or as many as there are classes. */
  readonly topK?: number;
  /** Bins of equal width for the calibration, 1…100. Default: 10. */
  readonly bins?: number;
}

/** How well one class is recognised. Each share is 0 where it would be 0 / 0; then there is a warning. */
export interface ClassMetrics {
  readonly class: string;
  /** Of what was taken for the class, the share that is. */
  readonly precision: number;
  /** Of what is the class, the share that was found. */
  readonly recall: number;
  /** Their harmonic mean. */
  readonly f1: number;
  /** Pictures of the class. */
  readonly support: number;
}

export type AverageMetrics = Omit<ClassMetrics, "class">;

/** Pictures whose highest probability lies in (from, to]. */
export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Means over the bin: the highest probability, and the share that is right; 0 where it is empty. */
  readonly confidence: number;
  readonly accuracy: number;
}

export interface Calibration {
  /** Expected calibration error: the mean gap of confidence and accuracy, weighted by the bins' counts. */
  readonly ece: number;
  /** The largest gap. */
  readonly mce: number;
  readonly bins: readonly CalibrationBin[];
}

/** What follows from labels and predictions alone; equal to scikit-learn's. */
export interface Metrics {
  /** [true][predicted]: counts. */
  readonly matrix: readonly (readonly number[])[];
  /** Each row divided by its sum; zeros where the class has no picture. */
  readonly normalised: readonly (readonly number[])[];
  readonly accuracy: number;
  readonly perClass: readonly ClassMetrics[];
  /** Plain mean over the classes that occur, as labels or as predictions. */
  readonly macro: AverageMetrics;
  /** Mean weighted by support. */
  readonly weighted: AverageMetrics;
  /** By k: the share whose true class is among the k most probable. */
  readonly topK: Readonly<Record<number, number>>;
  readonly calibration: Calibration;
}

export interface ConfusionResult extends Metrics, RanOn {
  /** False while better ones follow. */
  readonly done: boolean;
  readonly model: string;
  readonly data: string;
  readonly preprocessing: Preprocessing;
  readonly classes: readonly string[];
  /** Pictures that count here, and how many are selected. */
  readonly samples: number;
  readonly selected: number;
  /** [true][predicted]: numbers of the pictures, most confident first. */
  readonly cells: readonly (readonly Uint32Array<ArrayBuffer>[])[];
  /** Highest probability of each picture of `cells`, in the same order. */
  readonly confidences: readonly (readonly Float32Array<ArrayBuffer>[])[];
  /** Rows left out when the data set was opened, and pictures that could not be decoded now. */
  readonly skipped: Skipped;
  readonly options: Readonly<Record<string, unknown>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly milliseconds: number;
  readonly warnings: readonly string[];
}
