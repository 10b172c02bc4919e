/** @file What each kind of run does. */

import type { DataSubject } from "../data/confusion.ts";
import type { DataSet } from "../data/data-set.ts";
import type { ActivationsResult } from "../explainers/activations-options.ts";
import type { AscentResult } from "../explainers/ascent-options.ts";
import type { Answer } from "../explainers/classify.ts";
import { lime } from "../explainers/lime.ts";
import type { LimeResult } from "../explainers/lime-options.ts";
import type { SaliencyResult } from "../explainers/saliency-options.ts";
import type { DataKind, DataRuns, Explainers, Kind } from "./protocol.ts";

export type Result = LimeResult | SaliencyResult | AscentResult | ActivationsResult | DataSet | DataResult;
type DataResult = DataRuns[DataKind]["message"];

export const explainers: {
  readonly [K in Kind]: (
    subject: Answer,
    options: Explainers[K]["options"],
    signal: AbortSignal,
  ) => AsyncGenerator<Result, void>;
} = {
  lime,
  saliency: later(async () => (await import("../explainers/saliency.ts")).saliency),
  ascent: later(async () => (await import("../explainers/ascent.ts")).ascent),
  activations: later(async () => (await import("../explainers/activations.ts")).activations),
};

export const dataRuns: {
  readonly [K in DataKind]: (
    subject: DataSubject,
    options: DataRuns[K]["options"],
    signal: AbortSignal,
  ) => AsyncGenerator<DataResult, void>;
} = {
  average: later(async () => (await import("../data/average.ts")).average),
  explainAll: later(async () => (await import("../data/explain-all.ts")).explainAll),
  confusion: later(async () => (await import("../data/confusion.ts")).confusion),
};

/** A run whose code is loaded when it first starts: most pages never ask for it. */
function later<A extends readonly unknown[], R>(
  load: () => Promise<(...args: A) => AsyncGenerator<R, void>>,
): (...args: A) => AsyncGenerator<R, void> {
  return async function* (...args) {
    yield* (await load())(...args);
  };
}
