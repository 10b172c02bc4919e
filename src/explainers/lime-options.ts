/** @file What can be asked of LIME, and what it answers. Plain data: it crosses threads and is saved as JSON. */

import type { Preprocessing } from "../models/model.ts";
import type { RanOn } from "./run-info.ts";
import type { SegmentationOptions, Segments } from "./segmentation/segmentation.ts";

export type FeatureSelection = "auto" | "none" | "forward_selection" | "highest_weights" | "lasso_path";
export type Distance = "cosine" | "euclidean" | "manhattan" | "hamming";

export interface LimeOptions {
  /**
   * "lime" (default): a linear model fitted to random sets of superpixels, those near the whole picture first. "kernel-shap": Shapley
   * values, exact where there are few superpixels, else estimated; they add up to the score's difference between the whole
   * picture and nothing of it. Of this neither `numFeatures`, `featureSelection`, `kernelWidth` nor `distance` changes
   * anything.
   */
  readonly method?: "lime" | "kernel-shap";
  /**
   * "limelight" (default): gray pictures natively, labels from 0, superpixels that suit the picture's size, exact
   * enumeration when there are few. "python", of LIME alone: just what `lime` 0.2.0.1 computes for the same seed, traps included.
   */
  readonly preset?: "limelight" | "python";
  /** Class indices to explain. Default: the `top` most probable. */
  readonly labels?: readonly number[];
  /** How many of the most probable classes to explain. Default: 5. */
  readonly top?: number;
  /** Perturbed pictures; of KernelSHAP at least four for each superpixel. Default: 1000. */
  readonly samples?: number;
  /** One seed for everything random, 0…2³²−1. Default: 0. */
  readonly seed?: number;
  /** Default: slic, about one superpixel for every 46 pixels and at most 100; in the python preset lime's quickshift. */
  readonly segmentation?: SegmentationOptions;
  /** lime's `random_seed`: for quickshift alone. In the python preset, not giving it costs one random number, as in lime. */
  readonly segmentationSeed?: number;
  /** What a hidden superpixel shows: its mean colour (default), the blurred picture, or one value in the picture's own units. */
  readonly hideColor?: "mean" | "blur" | number;
  /** Most superpixels in an explanation. Default: 100000, that is all. */
  readonly numFeatures?: number;
  /** Default: "auto": forward selection up to 6 features, else highest weights. */
  readonly featureSelection?: FeatureSelection;
  /** Width of the exponential kernel over the distance. Default: 0.25. */
  readonly kernelWidth?: number;
  /** Distance of a sample from the whole picture. Default: "cosine". */
  readonly distance?: Distance;
  /** Pictures per GPU batch; the answer does not depend on it. Default: what the device and `memoryBudget` allow. */
  readonly batch?: number;
  /** Bytes of GPU memory for activations. Default: 256 MiB. */
  readonly memoryBudget?: number;
  /**
   * Whether what perturbed pictures have in common is computed once: where that saves work ("auto", the default), or never ("off"). On
   * WebGPU the answers are the same to the last bit.
   */
  readonly sharing?: "auto" | "off";
  /**
   * 32-bit random numbers to skip, as if earlier calls on the same `LimeImageExplainer` had used them. A result says
   * in `stats.draws` where the next call continues. Default: 0.
   */
  readonly draws?: number;
  /** Whether the result carries the data matrix and its predictions. Default: false. */
  readonly keepData?: boolean;
}

/** What the surrogates were fitted to, in the order it was drawn. */
export interface LimeData {
  readonly rows: number;
  readonly features: number;
  /** [rows, features]: 1 keeps a superpixel, 0 hides it. */
  readonly bits: Uint8Array<ArrayBuffer>;
  /** For each explained class, [rows]. */
  readonly predictions: Readonly<Record<number, Float64Array<ArrayBuffer>>>;
}

/** The surrogate model of one class. */
export interface ClassExplanation {
  readonly intercept: number;
  /** Weighted R² of the surrogate. */
  readonly score: number;
  /** What the surrogate says for the whole picture. */
  readonly localPrediction: number;
  /** [superpixel, weight] by falling magnitude. */
  readonly weights: readonly (readonly [segment: number, weight: number])[];
  /** Standard error of each of `weights`, in the same order; 0 after exact enumeration. */
  readonly standardErrors: readonly number[];
}

export interface LimeStats {
  /** Rows of the data matrix that the explanation rests on so far. */
  readonly samples: number;
  readonly samplesPerSecond: number;
  /** Distinct pictures predicted so far, out of those there are. */
  readonly predicted: number;
  readonly distinct: number;
  /** Every combination of superpixels was predicted, so there is no sampling error. */
  readonly exact: boolean;
  readonly milliseconds: number;
  /** 32-bit random numbers used, those skipped included. */
  readonly draws: number;
  readonly batch: number;
  readonly multiplyAdds: number;
  /** Multiply-adds that the samples would have taken, each on its own. */
  readonly denseMultiplyAdds: number;
  /** CPU time for finding out what samples have in common. */
  readonly tableMilliseconds: number;
  readonly dispatches: number;
  readonly submits: number;
  readonly readBacks: number;
  readonly bytesRead: number;
  readonly peakBufferBytes: number;
}

/** An explanation; while the run goes on, the best one so far. */
export interface LimeResult extends RanOn {
  readonly method: "lime" | "kernel-shap";
  /** False while better ones follow. */
  readonly done: boolean;
  /** Name of the model. */
  readonly model: string;
  readonly preprocessing: Preprocessing;
  readonly classes: readonly string[];
  /** Class probabilities of the whole picture. */
  readonly prediction: readonly number[];
  /** Every option, as used. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly segments: Segments;
  /** By class index. */
  readonly explanations: Readonly<Record<number, ClassExplanation>>;
  readonly stats: LimeStats;
  /** With `keepData`, in the last result. */
  readonly data?: LimeData;
  readonly warnings: readonly string[];
}
