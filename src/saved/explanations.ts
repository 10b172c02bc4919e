/** @file Saved explanations as they were: superpixels, maps, filters, feature maps. */

import type { ActivationsResult } from "../explainers/activations-options.ts";
import type { AscentResult } from "../explainers/ascent-options.ts";
import type { LimeResult } from "../explainers/lime-options.ts";
import { SALIENCY_METHODS, type SaliencyResult } from "../explainers/saliency-options.ts";
import * as check from "./check.ts";

const { byIndex, flag, floats, list, maybe, number, oneOf, pair, record, shape, text, whole, wholes } = check;

const info = {
  ...{ done: flag, model: text, classes: list(text), seed: number, warnings: list(text) },
  ...{ options: record({}), versions: record({}) },
  preprocessing: record({
    ...{ channels: oneOf(["gray", "rgb", "bgr"]), range: pair(number, number) },
    ...{ mean: maybe(list(number)), std: maybe(list(number)) },
  }),
};

const stats = record({ done: number, total: number, milliseconds: number });

export function readLime(value: unknown): LimeResult {
  const { classes, segments: sizes } = record({
    ...{ classes: list(text), segments: record({ height: whole(1, 2 ** 16), width: whole(1, 2 ** 16) }) },
  })(value, "");
  const explanation: check.Check<unknown> = (given, at) => {
    const { weights } = record({ weights: list(pair(whole(0, 2 ** 32 - 1), number)) })(given, at);
    return record({
      ...{ intercept: number, score: number, localPrediction: number },
      ...{ weights: () => weights, standardErrors: list(number, weights.length) },
    })(given, at);
  };
  return record({
    ...info,
    method: oneOf(["lime", "kernel-shap"]),
    prediction: list(number, classes.length),
    segments: record({ count: whole(1, 2 ** 26), labels: wholes(sizes.height * sizes.width) }),
    explanations: byIndex(explanation, classes.length),
    stats: record({
      ...{ samples: number, samplesPerSecond: number, predicted: number, distinct: number },
      ...{ exact: flag, milliseconds: number, draws: number },
    }),
    data: () => undefined, // nothing shows it
  })(value, "") as unknown as LimeResult;
}

export function readSaliency(value: unknown): SaliencyResult {
  const { classes, size } = record({ classes: list(text), size: shape(2) })(value, "");
  const attribution: check.Check<unknown> = (given, at) => {
    const { shape: of } = record({ shape: shape(3) })(given, at);
    return record({
      values: floats(of[0] * of[1] * of[2]),
      map: floats(size[0] * size[1]),
      ...{ signed: flag, range: pair(number, number), score: number, trouble: maybe(text) },
      completeness: maybe(record({ sum: number, difference: number, gap: number })),
    })(given, at);
  };
  return record({
    ...info,
    ...{ method: oneOf(SALIENCY_METHODS), prediction: list(number, classes.length), layer: maybe(text) },
    ...{ attributions: byIndex(attribution, classes.length), stats },
  })(value, "") as unknown as SaliencyResult;
}

export function readFilters(value: unknown): AscentResult {
  const { height, width, channels } = record({
    ...{ height: whole(1, 2 ** 12), width: whole(1, 2 ** 12), channels: whole(1, 3) },
  })(value, "");
  if (channels === 2) check.wrong("channels", channels, "1 or 3");
  const size = height * width * channels;
  const picture = record({
    ...{ filter: whole(0, 2 ** 26), pixels: check.bytes(size), losses: floats(), activation: number },
    ...{ rank: whole(0, 2 ** 26), dead: flag, trouble: maybe(text) },
  });
  const read = record({ ...info, layer: text, pictures: list(picture), stats })(value, "");
  const values = record({ values: maybe(floats(read.pictures.length * size)) })(value, "").values;
  return { ...read, values } as unknown as AscentResult;
}

export function readMaps(value: unknown): ActivationsResult {
  const { shape: of } = record({ shape: shape(3) })(value, "");
  return record({
    ...info,
    ...{ layer: text, prediction: list(number), values: floats(of[0] * of[1] * of[2]), stats },
    channels: list(record({ mean: number, min: number, max: number, zeros: number }), of[2]),
    ranked: list(whole(0, of[2] - 1), of[2]),
  })(value, "") as unknown as ActivationsResult;
}
