/** @file Why a map says nothing, in words: better than a black square. */

import { HIDING } from "./saliency-checks.ts";
import type { SaliencyMethod, Score } from "./saliency-options.ts";

export interface Finding {
  readonly method: SaliencyMethod;
  readonly score: Score;
  /** Of the class, by the model. */
  readonly probability: number;
  readonly values: Float32Array;
  /** What is shown of them. */
  readonly map: Float32Array;
  readonly layer?: string | undefined;
}

/** Ask the score's slope at the picture itself: nothing where the score is flat. */
const AT_THE_PICTURE: readonly SaliencyMethod[] = [
  ...(["gradient", "gradient-x-input", "guided-backprop", "deconvnet"] as const),
  ...(["grad-cam", "grad-cam++", "layer-cam"] as const),
];
/** From here on float32 holds too few digits of 1 − p for a slope. */
const SATURATED = 1 - 1e-6;

/** Nothing where the map says something. */
export function troubleOf({ method, score, probability, values, map, layer }: Finding): string | undefined {
  const bad = values.reduce((count, value) => count + Number(!Number.isFinite(value)), 0);
  if (bad > 0)
    return `${bad} of ${values.length} numbers are not finite: the model computes NaN or infinity for this picture; is the range of its input right?`;
  const saturated = score !== "logit" && probability >= SATURATED;
  if (values.every((value) => value === 0)) return zero(method, score, probability, saturated, layer);
  if (map.every((value) => value === 0))
    return layer
      ? `nothing in layer '${layer}' speaks for this class; reduce 'signed' shows what speaks against it`
      : "the channels of each pixel cancel out; reduce 'max' shows how large they are";
  if (saturated && AT_THE_PICTURE.includes(method))
    return `the probability is ${probability}: so close to 1 its gradient is mostly rounding error; explain the logit`;
  return undefined;
}

function zero(
  method: SaliencyMethod,
  score: Score,
  probability: number,
  saturated: boolean,
  layer: string | undefined,
): string {
  if (HIDING.includes(method))
    return "the map is zero everywhere: whatever is hidden, the score stays the same";
  const start = "the gradient is zero everywhere";
  if (saturated || (score === "softmax" && probability < 1e-30))
    return `${start}: the probability is ${probability}, where it hardly moves; explain the logit`;
  if (layer) return `the map is zero everywhere: nothing in layer '${layer}' raises this score`;
  if (method === "integrated-gradients") return `${start} between baseline and picture, or they are the same`;
  return `${start}: no small change of the picture moves this score, as where every ReLU on the way is off`;
}

/** What should be known of a method before its map is believed. */
export function caveatsOf(method: SaliencyMethod): string[] {
  if (method !== "guided-backprop" && method !== "deconvnet") return [];
  return [
    `${method} mostly redraws the picture's edges, whatever the model learned: it fails the sanity checks of Adebayo et al., 2018 (https://arxiv.org/abs/1810.03292) and Nie et al., 2018 (https://arxiv.org/abs/1805.07039)`,
  ];
}
