/** @file What a run computes, as the settings hold it. */

import type { LimeOptions } from "../explainers/lime-options.ts";
import type { SegmentationOptions } from "../explainers/segmentation/segmentation.ts";

export interface Settings {
  readonly preset: "limelight" | "python";
  /** Nothing: the most probable class. */
  readonly classIndex: number | undefined;
  /** Nothing: what the preset takes. */
  readonly segmentation: SegmentationOptions | undefined;
  readonly samples: number;
  readonly seed: number;
  readonly hideColor: "mean" | "blur" | number;
}

export const usualSettings: Settings = {
  preset: "limelight",
  classIndex: undefined,
  segmentation: undefined,
  samples: 1000,
  seed: 0,
  hideColor: "mean",
};

/**
 * The options of a run. A chosen class is explained together with the most probable ones, so that looking at one of
 * those needs no other run.
 */
export function limeOptions(settings: Settings, probabilities: readonly number[]): LimeOptions {
  const { classIndex, segmentation, preset, samples, seed, hideColor } = settings;
  const likely = byProbability(probabilities).slice(0, 5);
  const labels = classIndex === undefined || likely.includes(classIndex) ? likely : [...likely, classIndex];
  return { preset, samples, seed, hideColor, labels, ...(segmentation ? { segmentation } : {}) };
}

/** Class indices, the most probable first. */
export const byProbability = (probabilities: readonly number[]): number[] =>
  [...probabilities.keys()].sort((a, b) => probabilities[b] - probabilities[a]);
