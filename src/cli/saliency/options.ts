/** @file What `limelight saliency` can be asked. */

import {
  type Baseline,
  SALIENCY_METHODS,
  type SaliencyMethod,
  type SaliencyOptions,
} from "../../explainers/saliency-options.ts";
import { SEED } from "../common-options.ts";
import type { Given, OptionSpec } from "../options.ts";
import { defined, exclude, numberOf, refuse, wordOf } from "../values.ts";

const SCORES = ["softmax", "logit", "cross-entropy"] as const;
const RULES = ["gauss-legendre", "trapezoid", "middle", "left", "right", "pair"] as const;
const REDUCTIONS = ["max", "sum", "mean", "signed"] as const;
const COLOURS = ["black", "white", "mean", "blur"] as const;

export const SALIENCY_OPTIONS: readonly OptionSpec[] = [
  { name: "method", takes: "NAME", help: `${SALIENCY_METHODS.join(", ")}; default gradient` },
  { name: "class", takes: "I[,J…]", help: "explain these classes, by index or name" },
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
    takes: `${COLOURS.join("|")}|V`,
    help: "no picture, for integrated-gradients, occlusion and rise; default black",
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
  { name: "batch", takes: "N", help: "pictures for each GPU batch" },
  {
    name: "out",
    takes: "DIR",
    help: "for each class PNG (heat map, jet, masked) and map .npy [h, w]; METHOD.npy, raw, [h, w, c] or [classes, h, w, c]",
  },
];

/** All but the classes, whose names only a model knows. The engine checks ranges. */
export function saliencyOptions(given: Given): SaliencyOptions & { readonly method: SaliencyMethod } {
  const number = (name: string) => numberOf(given, name);
  exclude(given, "class", "top");
  return {
    ...defined({
      top: number("top"),
      score: wordOf(given, "score", SCORES),
      layer: given.layer,
      samples: number("samples"),
      noise: number("noise"),
      seed: number("seed"),
      baseline: given.baseline && baseline(given.baseline),
      steps: number("steps"),
      rule: wordOf(given, "rule", RULES),
      completeness: number("completeness"),
      window: number("window"),
      stride: number("stride"),
      cells: number("cells"),
      keep: number("keep"),
      reduce: wordOf(given, "reduce", REDUCTIONS),
      batch: number("batch"),
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

function baseline(text: string): Baseline {
  const colour = COLOURS.find((name) => name === text);
  if (colour) return colour;
  const value = Number(text);
  return Number.isFinite(value) ? value : refuse("baseline", text, `${COLOURS.join(", ")} or a number`);
}
