/**
 * @file One picture after another, for as many as there are: while the device works on one, the next is decoded, predicted,
 * segmented, and what its perturbed pictures have in common is found out. Plans are used again (kernels/kept-plans.ts).
 */

import { EngineError } from "../errors.ts";
import type { UnlessCancelled } from "../explainers/cancellation.ts";
import type { Answer } from "../explainers/classify.ts";
import type { Pace } from "../explainers/pace.ts";
import { fitPicture } from "../images/fit.ts";
import { KeptPlans } from "../kernels/kept-plans.ts";
import type { DataSubject } from "./confusion.ts";
import type { SkippedRow, Throughput } from "./data-set.ts";
import { predictMany } from "./predict-many.ts";

/** What became of a picture: nothing, where nothing was asked about it. */
export interface Explained<T> {
  readonly sample: number;
  readonly found: T | undefined;
  /** Why it could not be read. */
  readonly skipped?: SkippedRow;
  /** Up to this picture. */
  readonly throughput: Throughput;
}

interface Explaining<T> {
  /** Numbers of the pictures, and where to begin among them. */
  readonly selected: ArrayLike<number>;
  readonly from: number;
  readonly unlessCancelled: UnlessCancelled;
  /** Whether a picture is explained at all, as far as its number says. */
  isWanted(sample: number): boolean;
  explain(sample: number, answer: Answer, pace: Pace): Promise<T | undefined>;
}

/** In order. The device is asked about one at a time; the next waits for its turn, ready. */
export async function* explainMany<T>(
  { backend, model, samples }: DataSubject,
  { selected, from, unlessCancelled, isWanted, explain }: Explaining<T>,
): AsyncGenerator<Explained<T>, void> {
  const started = performance.now();
  const plans = new KeptPlans(backend);
  const many = predictMany(plans, model, { batch: 1, memoryBudget: 2 ** 28 }, unlessCancelled);
  const batch = {};
  let predicted: Promise<unknown> = Promise.resolve(); // one after another: the plan has one input

  const explained = async (sample: number, turn: Promise<unknown>): Promise<T | undefined> => {
    if (!isWanted(sample)) return undefined;
    const whole = await samples.picture(sample);
    const picture = fitPicture(whole, model.inputShape, model.preprocessing.resize);
    const predicting = predicted.then(() => many.predict([{ sample, picture }]));
    predicted = predicting.catch(() => undefined);
    const [{ probabilities }] = await predicting;
    const answer = { backend: plans, model, picture, prediction: Float64Array.from(probabilities) };
    return explain(sample, answer, { turn, glimpses: false, batch });
  };
  const begin = (position: number, turn: Promise<unknown>) => {
    if (position >= selected.length) return undefined;
    const work = explained(selected[position], turn);
    return { work, settled: work.catch(() => undefined) };
  };

  try {
    let next = begin(from, Promise.resolve());
    for (let position = from; next; position++) {
      const { work, settled }: NonNullable<typeof next> = next;
      next = begin(position + 1, settled);
      const sample = selected[position];
      const outcome = await unlessCancelled(work).then(
        (found) => ({ found }),
        (error) => ({ found: undefined, skipped: whySkipped(error, sample, samples.path(sample)) }),
      );
      const seconds = Math.max(performance.now() - started, Number.MIN_VALUE) / 1000;
      const picturesPerSecond = (position + 1 - from) / seconds;
      yield { sample, ...outcome, throughput: { picturesPerSecond, deviceIdle: plans.deviceIdle } };
    }
  } finally {
    many.dispose();
    plans.dispose();
  }
}

/** Throws what is no trouble of this picture alone. */
function whySkipped(error: unknown, sample: number, path: string | undefined): SkippedRow {
  if (!(error instanceof EngineError && error.code === "bad-image")) throw error;
  return { sample, ...(path === undefined ? {} : { path }), reason: error.message };
}

/** The last of an explanation's results. */
export async function last<R>(results: AsyncIterable<R>): Promise<R> {
  let latest: R | undefined;
  for await (latest of results);
  return latest!;
}
