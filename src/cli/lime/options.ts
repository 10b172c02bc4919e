/** @file What `limelight lime` can be asked. */

import type { LimeOptions } from "../../explainers/lime-options.ts";
import { parseSegmentation } from "../../explainers/segmentation/segment.ts";
import { BATCH, SEED } from "../common-options.ts";
import { DATA } from "../data-options.ts";
import type { Given, OptionSpec } from "../options.ts";
import { readLabels } from "../read-array.ts";
import { defined, numbers, numbersOf, refuse, wordOf } from "../values.ts";

const METHODS = ["lime", "kernel-shap"] as const;
const PRESETS = ["limelight", "python"] as const;
const SELECTIONS = ["auto", "none", "forward_selection", "highest_weights", "lasso_path"] as const;

export const LIME_OPTIONS: readonly OptionSpec[] = [
  ...DATA,
  {
    name: "method",
    takes: METHODS.join("|"),
    help: "kernel-shap: Shapley values, which add up to what the superpixels are worth together; default lime",
  },
  {
    name: "preset",
    takes: PRESETS.join("|"),
    help: "python, of lime alone: as the lime package computes it",
  },
  SEED,
  {
    name: "samples",
    takes: "N",
    help: "perturbed pictures; default 1000; of kernel-shap 4 for each superpixel or more",
  },
  { name: "segmentation", takes: "NAME[:K=V,…]", help: "quickshift, slic, felzenszwalb or grid" },
  {
    name: "segments",
    takes: "FILE.npy",
    help: "superpixels of your own instead: a label from 0 for each pixel of the picture as it is explained",
  },
  { name: "segmentation-seed", takes: "N", help: "lime's random_seed, for quickshift alone" },
  { name: "hide-color", takes: "mean|blur|V", help: "what a hidden superpixel shows; default mean" },
  { name: "top", takes: "N", help: "explain the N most probable classes; default 5" },
  { name: "labels", takes: "I,J,…", help: "explain these classes instead, by index" },
  { name: "num-features", takes: "N", help: "lime: most superpixels in an explanation; default all" },
  {
    name: "feature-selection",
    takes: "NAME",
    help: `lime: ${SELECTIONS.join(", ")}; default auto`,
  },
  { name: "kernel-width", takes: "W", help: "lime: width of the kernel over the distance; default 0.25" },
  BATCH,
  {
    name: "out",
    takes: "DIR",
    help: "pictures (PNG) and arrays (.npy) of the result; with --data in a folder for each picture, with lime.json",
  },
];

/** The engine checks ranges; here only words become numbers. */
export function limeOptions(given: Given): LimeOptions {
  const hide = given["hide-color"];
  return {
    ...numbersOf(
      given,
      "seed",
      "samples",
      "segmentation-seed",
      "top",
      "num-features",
      "kernel-width",
      "batch",
    ),
    ...defined({
      method: wordOf(given, "method", METHODS),
      preset: wordOf(given, "preset", PRESETS),
      segmentation: given.segments
        ? readLabels("segments", given.segments)
        : given.segmentation && parseSegmentation(given.segmentation),
      hideColor: hide && hideColor(hide),
      labels: given.labels && numbers("labels", given.labels),
      featureSelection: wordOf(given, "feature-selection", SELECTIONS),
    }),
  };
}

function hideColor(text: string): LimeOptions["hideColor"] {
  if (text === "mean" || text === "blur") return text;
  const value = Number(text);
  if (!Number.isFinite(value)) refuse("hide-color", text, "mean, blur or a number");
  return value;
}
