/** @file What an attribution method is given to work with, and what it gives back. */

import type { Shape } from "../graph/graph.ts";
import type { Backend, PlanStats } from "../kernels/backend.ts";
import type { Model } from "../models/model.ts";
import type { UnlessCancelled } from "./cancellation.ts";
import type { SaliencyOptions, Score } from "./saliency-options.ts";

export interface SaliencySetup {
  readonly backend: Backend;
  readonly model: Model;
  /** The model's input for the picture, [height, width, channels] of `model.inputShape`. */
  readonly input: Float32Array<ArrayBuffer>;
  /** The model's input for "no picture". */
  readonly baseline: Float32Array<ArrayBuffer>;
  /** Class indices to explain. */
  readonly classes: readonly number[];
  readonly score: Score;
  /** The caller's options, checked; those above are decided already. */
  readonly options: SaliencyOptions;
  readonly unlessCancelled: UnlessCancelled;
}

/** What a method found so far. Each is whole; the last has `done === total`. */
export interface Found {
  /** [height, width, channels] of each of `values`. */
  readonly shape: Shape;
  /** One for each class, in the order of `setup.classes`. */
  readonly values: readonly Float32Array<ArrayBuffer>[];
  /** The explained score of the picture itself, for each class. */
  readonly scores: readonly number[];
  readonly done: number;
  readonly total: number;
  readonly batch: number;
  readonly stats: PlanStats;
  /** Of a CAM method. */
  readonly layer?: string;
  /** Integrated Gradients: the score of the baseline, for each class. */
  readonly baselineScores?: readonly number[];
}

/** Works as long as it is asked. What it holds on the device it frees when it is stopped. */
export type Method = (setup: SaliencySetup) => AsyncGenerator<Found, void>;
