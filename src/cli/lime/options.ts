/** @file What `limelight lime` can be asked. */

import type { LimeOptions } from "../../explainers/lime-options.ts";
import { parseSegmentation } from "../../explainers/segmentation/segment.ts";
import { SEED } from "../common-options.ts";
import type { Given, OptionSpec } from "../options.ts";
import { defined, numberOf, numbers, refuse } from "../values.ts";

export const LIME_OPTIONS: readonly OptionSpec[] = [
  { name: "preset", takes: "limelight|python", help: "python: as the lime package computes it" },
  SEED,
  { name: "samples", takes: "N", help: "perturbed pictures; default 1000" },
  { name: "segmentation", takes: "NAME[:K=V,…]", help: "quickshift, slic, felzenszwalb or grid" },
  { name: "segmentation-seed", takes: "N", help: "lime's random_seed, for quickshift alone" },
  { name: "hide-color", takes: "mean|blur|V", help: "what a hidden superpixel shows; default mean" },
  { name: "top", takes: "N", help: "explain the N most probable classes; default 5" },
  { name: "labels", takes: "I,J,…", help: "explain these classes instead, by index" },
  { name: "num-features", takes: "N", help: "most superpixels in an explanation; default all" },
  {
    name: "feature-selection",
    takes: "NAME",
    help: "auto, none, forward_selection, highest_weights, lasso_path",
  },
  { name: "kernel-width", takes: "W", help: "width of the kernel over the distance; default 0.25" },
  { name: "batch", takes: "N", help: "pictures for each GPU batch; the answer does not depend on it" },
  { name: "out", takes: "DIR", help: "pictures (PNG) and arrays (.npy) of the result" },
];

/** The engine checks ranges; here only words become numbers. */
export function limeOptions(given: Given): LimeOptions {
  const number = (name: string) => numberOf(given, name);
  const hide = given["hide-color"];
  return defined({
    preset: given.preset as LimeOptions["preset"],
    seed: number("seed"),
    samples: number("samples"),
    segmentation: given.segmentation && parseSegmentation(given.segmentation),
    segmentationSeed: number("segmentation-seed"),
    hideColor: hide && hideColor(hide),
    top: number("top"),
    labels: given.labels && numbers("labels", given.labels),
    numFeatures: number("num-features"),
    featureSelection: given["feature-selection"] as LimeOptions["featureSelection"],
    kernelWidth: number("kernel-width"),
    batch: number("batch"),
  });
}

function hideColor(text: string): LimeOptions["hideColor"] {
  if (text === "mean" || text === "blur") return text;
  const value = Number(text);
  if (!Number.isFinite(value)) refuse("hide-color", text, "mean, blur or a number");
  return value;
}
