/** @file The options of an attribution, checked and filled in. */

import type { Shape } from "../graph/graph.ts";
import { oneOf, refuse, whole } from "./checks.ts";
import type { Answer } from "./classify.ts";
import { checkInputArray } from "./input-array.ts";
import { checkLabels, mostProbable } from "./lime-setup.ts";
import {
  type ChannelReduction,
  SALIENCY_METHODS,
  type SaliencyMethod,
  type SaliencyOptions,
} from "./saliency-options.ts";

export interface CheckedSaliency {
  /** Those that the method heeds, as used. */
  readonly options: SaliencyOptions &
    Required<Pick<SaliencyOptions, "method" | "score" | "reduce">> & { readonly labels: readonly number[] };
  /** Of all that is random; 0 where nothing is. */
  readonly seed: number;
}

/** How numbers of a method are read: "slope": their size counts; "share": their sign, too; "cam": what is negative is left out; "level": as they are. */
export type Kind = "slope" | "share" | "cam" | "level";

const KINDS: Readonly<Record<SaliencyMethod, Kind>> = {
  gradient: "slope",
  "gradient-x-input": "share",
  smoothgrad: "slope",
  "smoothgrad-squared": "slope",
  vargrad: "slope",
  "integrated-gradients": "share",
  "guided-backprop": "slope",
  deconvnet: "slope",
  "grad-cam": "cam",
  "grad-cam++": "cam",
  "layer-cam": "cam",
  "score-cam": "cam",
  occlusion: "share",
  rise: "level",
};

export const kindOf = (method: SaliencyMethod): Kind => KINDS[method];

const NOISY: readonly SaliencyMethod[] = ["smoothgrad", "smoothgrad-squared", "vargrad"];
/** Ask what the score is when parts are hidden, not for its slope. */
export const HIDING: readonly SaliencyMethod[] = ["score-cam", "occlusion", "rise"];

/** Throws EngineError("bad-option") with the option, its value and its range. */
export function checkSaliency({ model, prediction }: Answer, given: SaliencyOptions): CheckedSaliency {
  const { method = "gradient", top = 1, batch, memoryBudget = 2 ** 28, sharing = "auto" } = given;
  oneOf("method", method, SALIENCY_METHODS);
  const { score = method === "occlusion" || method === "rise" ? "softmax" : "logit" } = given;
  oneOf("score", score, ["logit", "softmax", "cross-entropy"]);
  whole("top", top, 1, 2 ** 31);
  if (batch !== undefined) whole("batch", batch, 1, 2 ** 20);
  if (!(memoryBudget > 0)) refuse("memoryBudget", memoryBudget, "bytes, above 0");
  oneOf("sharing", sharing, ["auto", "off"]);
  const { reduce = reductionOf(method) } = given;
  oneOf("reduce", reduce, ["max", "sum", "mean", "signed"]);

  const labels = given.labels ? checkLabels(given.labels, model) : mostProbable(prediction, top);
  const own = {
    ...ofNoise(method, given),
    ...ofPath(method, given, model.inputShape),
    ...ofHiding(method, given, model.inputShape),
  };
  const layer = KINDS[method] === "cam" && given.layer !== undefined ? { layer: given.layer } : {};
  return {
    options: {
      ...{ method, labels, score, ...own, ...layer, reduce, memoryBudget },
      ...(batch === undefined ? {} : { batch }),
      ...(method === "occlusion" ? { sharing } : {}),
    },
    seed: own.seed ?? 0,
  };
}

const reductionOf = (method: SaliencyMethod): ChannelReduction =>
  KINDS[method] === "share" ? "signed" : "max";

function ofNoise(method: SaliencyMethod, given: SaliencyOptions): SaliencyOptions {
  if (!NOISY.includes(method) && method !== "rise") return {};
  const { samples = method === "rise" ? 2000 : 25, seed = 0, noise = 0.15 } = given;
  whole("samples", samples, 1, 10 ** 6);
  whole("seed", seed, 0, 2 ** 32 - 1);
  if (method === "rise") return { samples, seed };
  if (!(noise >= 0 && noise < Infinity)) refuse("noise", noise, "a share of the input's range, 0 or more");
  return { samples, noise, seed };
}

function ofPath(method: SaliencyMethod, given: SaliencyOptions, inputShape: Shape): SaliencyOptions {
  if (method !== "integrated-gradients") return {};
  const { steps = 50, rule = "gauss-legendre", completeness } = given;
  whole("steps", steps, 2, 3200);
  oneOf("rule", rule, ["gauss-legendre", "trapezoid", "middle", "left", "right", "pair"]);
  if (completeness !== undefined && !(completeness > 0))
    refuse("completeness", completeness, "a share of the difference of the scores, above 0");
  return {
    baseline: checkBaseline(given, inputShape),
    steps,
    rule,
    ...(completeness === undefined ? {} : { completeness }),
  };
}

function ofHiding(method: SaliencyMethod, given: SaliencyOptions, inputShape: Shape): SaliencyOptions {
  const [h, w] = inputShape;
  if (method === "rise") {
    const { cells = Math.min(7, h, w), keep = 0.5 } = given;
    whole("cells", cells, 1, Math.min(h, w));
    if (!(keep > 0 && keep < 1)) refuse("keep", keep, "a share of the cells, between 0 and 1");
    return { baseline: checkBaseline(given, inputShape), cells, keep };
  }
  if (method !== "occlusion") return {};
  const { window = Math.max(1, Math.round(Math.min(h, w) / 8)) } = given;
  whole("window", window, 1, Math.min(h, w));
  const { stride = Math.max(1, Math.floor(window / 2)) } = given;
  whole("stride", stride, 1, Math.max(h, w));
  return { baseline: checkBaseline(given, inputShape), window, stride };
}

function checkBaseline({ baseline = "black" }: SaliencyOptions, inputShape: Shape) {
  if (typeof baseline === "object") {
    if ("shape" in baseline) checkInputArray("baseline", baseline, inputShape);
  } else if (
    typeof baseline === "number"
      ? !Number.isFinite(baseline)
      : !["black", "white", "mean", "blur"].includes(baseline)
  )
    refuse("baseline", baseline, "black, white, mean, blur, a number, a picture or an array");
  return baseline;
}
