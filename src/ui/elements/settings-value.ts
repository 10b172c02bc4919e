/** @file What a run computes, as the settings hold it. */

import type { AscentPreset } from "../../explainers/ascent-options.ts";
import type { LimeOptions } from "../../explainers/lime-options.ts";
import type { SaliencyMethod, Score } from "../../explainers/saliency-options.ts";
import type { SegmentationOptions } from "../../explainers/segmentation/segmentation.ts";
import type { ComparedMethod } from "../../saved/compare.ts";

export interface Settings {
  /** How superpixels are weighed. */
  readonly method: "lime" | "kernel-shap";
  /** Of LIME. */
  readonly preset: "limelight" | "python";
  /** Nothing: the most probable class. */
  readonly classIndex: number | undefined;
  /** Nothing: what the preset takes. */
  readonly segmentation: SegmentationOptions | undefined;
  readonly samples: number;
  /** Of every view. */
  readonly seed: number;
  readonly hideColor: "mean" | "blur" | number;
  readonly saliency: SaliencySettings;
  readonly filters: FilterSettings;
  readonly maps: MapSettings;
  readonly means: MeansSettings;
  readonly data: DataSettings;
  readonly compare: { readonly methods: readonly ComparedMethod[] };
}

/** What is not set is as the method has it. */
export interface SaliencySettings {
  readonly method: SaliencyMethod;
  readonly score?: Score | undefined;
  readonly layer?: string | undefined;
  readonly samples?: number | undefined;
  readonly steps?: number | undefined;
  /** A shade, or an open image by its index. */
  readonly baseline?: "black" | "white" | "mean" | "blur" | { readonly image: number } | undefined;
}

/** What is not set is as the preset has it. */
export interface FilterSettings {
  readonly preset: AscentPreset;
  readonly layer?: string | undefined;
  /** The first filter, and how many from there on. */
  readonly first: number;
  readonly count: number;
  readonly steps?: number | undefined;
}

export interface MapSettings {
  /** Nothing: the last convolution. */
  readonly layer?: string | undefined;
}

/** What explains each picture of a data set. */
export interface MeansSettings {
  readonly method: "lime" | SaliencyMethod;
  /** The class of each picture that is explained. */
  readonly of: "predicted" | "true";
  /** For each picture. Nothing: what the method takes. */
  readonly samples?: number | undefined;
  /** How many are picked to stand for all. */
  readonly pick: number;
  /** Only pictures of this cell of the confusion matrix, by the model's classes. */
  readonly cell?: { readonly true: number; readonly predicted: number } | undefined;
}

/** Which pictures of the data set count, in the matrix and in the mean maps. What is not set is all. */
export interface DataSettings {
  readonly usages?: readonly string[] | undefined;
  /** By name. */
  readonly classes?: readonly string[] | undefined;
  /** At most so many, the first. */
  readonly limit?: number | undefined;
}

export const usualSettings: Settings = {
  method: "lime",
  preset: "limelight",
  classIndex: undefined,
  segmentation: undefined,
  samples: 1000,
  seed: 0,
  hideColor: "mean",
  saliency: { method: "gradient" },
  filters: { preset: "report", first: 0, count: 32 },
  maps: {},
  means: { method: "gradient", of: "predicted", pick: 5 },
  data: {},
  compare: {
    methods: ["lime", "gradient", "smoothgrad", "integrated-gradients", "grad-cam", "occlusion"],
  },
};

/** The settings for another model: its classes and layers are others. */
export const forAnotherModel = ({ saliency, filters, means, ...settings }: Settings): Settings => ({
  ...settings,
  classIndex: undefined,
  saliency: { ...saliency, layer: undefined },
  filters: { ...filters, layer: undefined, first: 0 },
  maps: {},
  means: { ...means, cell: undefined },
});

/**
 * The options of a run. A chosen class is explained together with the most probable ones, so that looking at one of
 * those needs no other run.
 */
export function limeOptions(settings: Settings, probabilities: readonly number[]): LimeOptions {
  const { method, classIndex, segmentation, preset, samples, seed, hideColor } = settings;
  const likely = byProbability(probabilities).slice(0, 5);
  const labels = classIndex === undefined || likely.includes(classIndex) ? likely : [...likely, classIndex];
  return {
    ...{ method, samples, seed, hideColor, labels },
    ...(method === "lime" ? { preset } : {}),
    ...(segmentation ? { segmentation } : {}),
  };
}

/** Class indices, the most probable first. */
export const byProbability = (probabilities: readonly number[]): number[] =>
  [...probabilities.keys()].sort((a, b) => probabilities[b] - probabilities[a]);
