/**
 * @file Attribution: which pixels move the score? One generator for all methods; each cites its source in its own file.
 *
 * Everything is about the model's own, preprocessed input: its pixels are those of the maps.
 */

import { VERSION } from "../version.ts";
import { modelInputs } from "./baseline.ts";
import { gradCam, gradCamPlusPlus, layerCam } from "./cam.ts";
import { type UnlessCancelled, whenAborted } from "./cancellation.ts";
import type { Answer } from "./classify.ts";
import { completenessOf } from "./completeness.ts";
import {
  deconvnet,
  gradientTimesInput,
  guidedBackprop,
  plainGradient,
  smoothGrad,
  smoothGradSquared,
  varGrad,
} from "./gradients.ts";
import { integratedGradients } from "./integrated-gradients.ts";
import { mapShape } from "./layer.ts";
import { occlusion } from "./occlusion.ts";
import type { Pace } from "./pace.ts";
import { rise } from "./rise.ts";
import { ranOn } from "./run-info.ts";
import { type CheckedSaliency, checkSaliency, kindOf } from "./saliency-checks.ts";
import type { Attribution, SaliencyMethod, SaliencyOptions, SaliencyResult } from "./saliency-options.ts";
import { displayRange, reduceChannels, resizeMap } from "./saliency-reduce.ts";
import type { Found, Method } from "./saliency-setup.ts";
import { caveatsOf, troubleOf } from "./saliency-trouble.ts";
import { scoreCam } from "./score-cam.ts";

/** Maps come no faster than a screen shows them, and making them takes at most a quarter of the time. */
const FRAME = 33; // milliseconds
const SHARE = 4;

const METHODS: Readonly<Record<SaliencyMethod, Method>> = {
  gradient: plainGradient,
  "gradient-x-input": gradientTimesInput,
  smoothgrad: smoothGrad,
  "smoothgrad-squared": smoothGradSquared,
  vargrad: varGrad,
  "integrated-gradients": integratedGradients,
  "guided-backprop": guidedBackprop,
  deconvnet,
  "grad-cam": gradCam,
  "grad-cam++": gradCamPlusPlus,
  "layer-cam": layerCam,
  "score-cam": scoreCam,
  occlusion,
  rise,
};

/**
 * Attributes a model's answer to the pixels of its input, as ever better maps; the last has `done`. Throws
 * EngineError("bad-option") for options out of range, "no-gradient" where the score cannot be differentiated,
 * "cancelled" when `signal` aborts.
 */
export async function* saliency(
  answer: Answer,
  options: SaliencyOptions = {},
  signal?: AbortSignal,
  pace: Pace = {},
): AsyncGenerator<SaliencyResult, void> {
  const cancelled = whenAborted(signal);
  try {
    yield* attribute(answer, options, cancelled.or, pace);
  } finally {
    cancelled.forget();
  }
}

async function* attribute(
  answer: Answer,
  given: SaliencyOptions,
  unlessCancelled: UnlessCancelled,
  { turn, glimpses = true }: Pace,
): AsyncGenerator<SaliencyResult, void> {
  const started = performance.now();
  const { backend, model } = answer;
  const checked = checkSaliency(answer, given);
  const { method, labels: classes, score } = checked.options;
  const inputs = await modelInputs(answer, checked.options.baseline ?? "black", unlessCancelled);
  const setup = { backend, model, ...inputs, classes, score, options: checked.options, unlessCancelled };
  if (turn) await unlessCancelled(turn);
  let due = glimpses ? 0 : Infinity;
  for await (const found of METHODS[method](setup)) {
    const reducing = performance.now();
    const done = found.done === found.total;
    if (!done && reducing < due) continue;
    const attributions = classes.map((index, k) => [index, attributionOf(answer, checked, found, k)]);
    const reduced = performance.now();
    due = reduced + Math.max(FRAME, (SHARE - 1) * (reduced - reducing));
    const { total, batch, stats, layer } = found;
    yield {
      ...resultOf(answer, checked),
      done,
      attributions: Object.fromEntries(attributions),
      ...(layer === undefined ? {} : { layer }),
      stats: { ...stats, done: found.done, total, batch, milliseconds: reduced - started },
    };
  }
}

/** What stays the same from one result of a run to the next. */
const resultOf = ({ backend, model, prediction }: Answer, { options, seed }: CheckedSaliency) => ({
  method: options.method,
  model: model.name,
  preprocessing: model.preprocessing,
  classes: model.classes,
  prediction: [...prediction],
  size: [model.inputShape[0], model.inputShape[1]] as const,
  options: typeof options.baseline === "object" ? { ...options, baseline: "given" } : { ...options },
  seed,
  versions: { limelight: VERSION },
  ...ranOn(backend),
  warnings: [...model.warnings, ...caveatsOf(options.method)],
});

/** Of the k-th explained class. */
function attributionOf(
  { model, prediction }: Answer,
  { options: { method, score, reduce, labels } }: CheckedSaliency,
  found: Found,
  k: number,
): Attribution {
  const values = found.values[k];
  const shape = mapShape(found);
  const [height, width, channels] = shape;
  const kind = kindOf(method);
  const signed = reduce === "signed" && kind !== "level";
  const reduced = reduceChannels(values, channels, kind === "cam" || kind === "level" ? "signed" : reduce);
  const shown = kind === "cam" && !signed ? reduced.map((value) => (value < 0 ? 0 : value)) : reduced;
  const map = resizeMap(shown, [height, width], [model.inputShape[0], model.inputShape[1]]);
  const baselineScore = found.baselineScores?.[k];
  const finding = { method, score, probability: prediction[labels[k]], values, map, layer: found.layer };
  const trouble = troubleOf(finding);
  return {
    ...{ shape, values, map, signed, range: displayRange(map, signed), score: found.scores[k] },
    ...(baselineScore === undefined
      ? {}
      : { completeness: completenessOf(values, found.scores[k], baselineScore) }),
    ...(trouble === undefined ? {} : { trouble }),
  };
}
