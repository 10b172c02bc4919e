/** @file Saved tables as they were: predictions, layers, training histories, confusion matrices. */

import type { AverageResult } from "../data/average-options.ts";
import type { ConfusionResult } from "../data/confusion-options.ts";
import type { Histories } from "../histories/history.ts";
import type { ModelInfo, Prediction } from "../workers/protocol.ts";
import {
  byIndex,
  flag,
  floats,
  list,
  maybe,
  number,
  oneOf,
  record,
  shape,
  text,
  whole,
  wholes,
} from "./check.ts";

/** An element writes `probabilities`; the terminal, as in all its files, `prediction`. */
export function readPrediction(value: unknown): Prediction & { readonly done: boolean } {
  const { classes, prediction } = record({ classes: list(text), prediction: maybe(list(number)) })(value, "");
  const given = prediction ? { probabilities: prediction, ...(value as object) } : value;
  const read = record({ probabilities: list(number, classes.length) })(given, "");
  return { ...read, classes, done: true } as unknown as Prediction & { readonly done: boolean };
}

const size = whole(0, Number.MAX_SAFE_INTEGER);

const layer = record({
  ...{ name: text, type: text, outputShape: list(number), inputs: list(text) },
  ...{ parameters: size, trainable: size, multiplyAdds: size },
});

export const readModel = (value: unknown): ModelInfo & { readonly done: boolean } =>
  ({
    ...record({
      ...{ name: text, layers: list(layer), parameters: size, trainable: size, multiplyAdds: size },
      ...{ classes: list(text), inputShape: list(number), warnings: list(text) },
    })(value, ""),
    done: true,
  }) as unknown as ModelInfo & { readonly done: boolean };

const split = oneOf(["training", "validation"]);

export const readCurves = (value: unknown): Histories =>
  record({
    runs: list(
      record({
        ...{ name: text, epochs: whole(0, 10_000_000) },
        curves: list(record({ metric: text, split, values: list(number) })),
        best: maybe(record({ epoch: whole(1, 10_000_000), metric: text, split, value: number })),
      }),
    ),
    warnings: list(text),
  })(value, "") as unknown as Histories;

/** Everything the run needs to go on is read, too. */
export function readMeans(value: unknown): AverageResult {
  const { classes, size: of } = record({ classes: list(text), size: shape(2) })(value, "");
  const index = whole(0, classes.length - 1);
  const map = floats(of[0] * of[1]);
  const mean = { count: whole(1, MOST_SAMPLES), map, image: map };
  return record({
    ...{ done: flag, model: text, data: text, key: text, signed: flag, warnings: list(text) },
    ...{ position: size, selected: size, milliseconds: number, options: record({}), versions: record({}) },
    cells: list(record({ true: index, predicted: index, ...mean })),
    perClass: list(record({ class: index, ...mean })),
    picks: list(record({ sample: size, coverage: number })),
    ...{ explained: wholes(undefined), rows: floats(), skipped },
  })(value, "") as unknown as AverageResult;
}

const MOST_SAMPLES = 2 ** 32 - 1;

const skipped = record({ count: size, rows: list(record({ reason: text })) });

export function readConfusion(value: unknown): ConfusionResult {
  const { classes } = record({ classes: list(text) })(value, "");
  const n = classes.length;
  const average = { precision: number, recall: number, f1: number, support: number };
  const table = <T>(each: Parameters<typeof list<T>>[0]) => list(list(each, n), n);
  return record({
    ...{ model: text, data: text, samples: size, selected: size, milliseconds: number, warnings: list(text) },
    ...{ matrix: table(size), normalised: table(number), cells: table(wholes(undefined)) },
    ...{
      confidences: table(floats()),
      accuracy: number,
      perClass: list(record({ class: text, ...average }), n),
    },
    ...{ macro: record(average), weighted: record(average), topK: byIndex(number, n + 1) },
    calibration: record({
      ...{ ece: number, mce: number },
      bins: list(record({ from: number, to: number, count: size, confidence: number, accuracy: number })),
    }),
    skipped,
  })(value, "") as unknown as ConfusionResult;
}
