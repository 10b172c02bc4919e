/** @file What `limelight saliency` can be asked. */

import { existsSync } from "node:fs";
import {
  type Baseline,
  SALIENCY_METHODS,
  type SaliencyMethod,
  type SaliencyOptions,
} from "../../explainers/saliency-options.ts";
import { BATCH, CLASS, SEED } from "../common-options.ts";
import type { Given, OptionSpec } from "../options.ts";
import { readInput } from "../read-array.ts";
import { defined, exclude, numberOf, numbersOf, refuse, wordOf } from "../values.ts";

const SCORES = ["softmax", "logit", "cross-entropy"] as const;
const RULES = ["gauss-legendre", "trapezoid", "middle", "left", "right", "pair"] as const;
const REDUCTIONS = ["max", "sum", "mean", "signed"] as const;
const SHADES = ["black", "white", "mean", "blur"] as const;

export const SALIENCY_OPTIONS: readonly OptionSpec[] = [
  { name: "method", takes: "NAME", help: `${SALIENCY_METHODS.join(", ")}; default gradient` },
  CLASS,
  { name: "top", takes: "N", help: "explain the N most probable classes instead; default 1" },
  {
    name: "score",
    takes: SCORES.join("|"),
    help: "what is explained of a class; default logit, of occlusion and rise softmax",
  },
  {
    name: "layer",
    takes: "NAME",
    help: "of the CAM methods; default the last convolution of more than one pixel",
  },
  { name: "samples", takes: "N", help: "noisy copies of smoothgrad (default 25), masks of rise (2000)" },
  { name: "noise", takes: "S", help: "smoothgrad: deviation as a share of the input's range; default 0.15" },
  SEED,
  {
    name: "baseline",
    takes: `${SHADES.join("|")}|V|FILE`,
    help: "no picture, for integrated-gradients, occlusion and rise; default black. FILE: a picture, or .npy of the model's input [h, w, c] as it is",
  },
  { name: "steps", takes: "N", help: "integrated-gradients: points on the way; default 50" },
  {
    name: "rule",
    takes: "NAME",
    help: `integrated-gradients: ${RULES.join(", ")}; default gauss-legendre`,
  },
  {
    name: "completeness",
    takes: "S",
    help: "integrated-gradients: more steps, until the gap is this share of the score at most",
  },
  { name: "window", takes: "N", help: "occlusion: side in pixels; default an eighth of the shorter side" },
  { name: "stride", takes: "N", help: "occlusion: from window to window; default half a window" },
  { name: "cells", takes: "N", help: "rise: cells along a mask's side; default 7" },
  { name: "keep", takes: "S", help: "rise: share of cells that is kept; default 0.5" },
  {
    name: "reduce",
    takes: REDUCTIONS.join("|"),
    help: "channels of a pixel to one number; default max, or signed where the sign has a meaning",
  },
  {
    name: "threshold",
    takes: "T",
    help: "pixels below this share of the display range are masked; default 0.5",
  },
  BATCH,
  {
    name: "out",
    takes: "DIR",
    help: "for each class PNG (heat map, jet, masked) and map .npy [h, w]; METHOD.npy, raw, [h, w, c] or [classes, h, w, c]",
  },
];

/** All but the classes, whose names only a model knows. The engine checks ranges. */
export function saliencyOptions(given: Given): SaliencyOptions & { readonly method: SaliencyMethod } {
  exclude(given, "class", "top");
  return {
    ...numbersOf(given, "top", "samples", "noise", "seed", "steps", "completeness", "window", "stride"),
    ...numbersOf(given, "cells", "keep", "batch"),
    ...defined({
      score: wordOf(given, "score", SCORES),
      layer: given.layer,
      baseline: given.baseline && baselineOf(given.baseline),
      rule: wordOf(given, "rule", RULES),
      reduce: wordOf(given, "reduce", REDUCTIONS),
    }),
    method: wordOf(given, "method", SALIENCY_METHODS) ?? "gradient",
  };
}

/** Where the masked picture shows something: a share of the display range, 0…1. Default: 0.5. */
export function thresholdOf(given: Given): number {
  const threshold = numberOf(given, "threshold") ?? 0.5;
  if (threshold < 0 || threshold > 1) refuse("threshold", given.threshold, "a number from 0 to 1");
  return threshold;
}

/** The file of a picture that is the baseline; nothing where it is anything else. */
export const baselinePicture = ({ baseline }: Given): string | undefined =>
  baseline !== undefined && isFile(baseline) && !isArray(baseline) ? baseline : undefined;

/** A picture is decoded once the model is known. */
function baselineOf(text: string): Baseline | undefined {
  const shade = SHADES.find((name) => name === text);
  if (shade) return shade;
  if (isFile(text)) return isArray(text) ? readInput("baseline", text, 3) : undefined;
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  return refuse("baseline", text, `${SHADES.join(", ")}, a number or a file that is there`);
}

const isFile = (text: string): boolean =>
  !SHADES.some((shade) => shade === text) && Number.isNaN(Number(text)) && existsSync(text);
const isArray = (path: string): boolean => path.toLowerCase().endsWith(".npy");
