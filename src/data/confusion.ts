/** @file The confusion matrix of a model over a data set. */

import { EngineError } from "../errors.ts";
import { whenAborted } from "../explainers/cancellation.ts";
import { whole } from "../explainers/checks.ts";
import { ranOn } from "../explainers/run-info.ts";
import { fitPicture } from "../images/fit.ts";
import type { Backend } from "../kernels/backend.ts";
import type { Model } from "../models/model.ts";
import { VERSION } from "../version.ts";
import type { ConfusionOptions, ConfusionResult } from "./confusion-options.ts";
import { matchClasses } from "./match-classes.ts";
import { metricsOf } from "./metrics.ts";
import { type Numbered, type Predicted, predictMany } from "./predict-many.ts";
import { type Samples, SkippedRows, selectSamples } from "./samples.ts";

/** Results come no faster than this, and making them takes at most a quarter of the time. */
const FRAME = 100; // milliseconds
const SHARE = 4;

/** A model and what it is asked about. */
export interface DataSubject {
  readonly backend: Backend;
  readonly model: Model;
  readonly samples: Samples;
}

/**
 * Predicts the selected pictures in batches; each result is whole for those that were predicted, the last has `done`. The next batch is
 * decoded while the device works. Throws EngineError("bad-option"), "bad-data" for labels that are not the model's, "cancelled".
 */
export async function* confusion(
  subject: DataSubject,
  options: ConfusionOptions = {},
  signal?: AbortSignal,
): AsyncGenerator<ConfusionResult, void> {
  const started = performance.now();
  const { backend, model, samples } = subject;
  const { batch = 64, memoryBudget = 2 ** 28, bins = 10 } = options;
  const { topK = Math.min(5, model.classes.length) } = options;
  whole("batch", batch, 1, 4096);
  whole("bins", bins, 1, 100);
  whole("topK", topK, 1, model.classes.length);
  const { classOf, warnings } = matchClasses(samples.classes, model.classes);
  const selected = selectSamples(samples, options);

  const skipped = new SkippedRows();
  for (const row of samples.skipped.rows) skipped.add(row);
  skipped.count = samples.skipped.count;
  const answers = {
    samples: new Uint32Array(selected.length),
    labels: new Uint16Array(selected.length),
    predicted: new Uint16Array(selected.length),
    confidences: new Float32Array(selected.length),
    ranks: new Uint16Array(selected.length),
  };
  let count = 0;
  const note = ({ sample, probabilities }: Predicted) => {
    const label = classOf[samples.labels[sample]];
    const best = indexOfLargest(probabilities);
    answers.samples[count] = sample;
    answers.labels[count] = label;
    answers.predicted[count] = best;
    answers.confidences[count] = probabilities[best];
    answers.ranks[count] = rankOf(probabilities, label);
    count++;
  };

  const cancelled = whenAborted(signal);
  const many = predictMany(backend, model, { batch, memoryBudget }, cancelled.or);
  try {
    let next = load(subject, selected.subarray(0, batch), skipped);
    for (let [from, due] = [0, 0]; from < selected.length; from += batch) {
      const pictures = await cancelled.or(next);
      const predicting = many.predict(pictures);
      predicting.catch(() => undefined); // it is waited for below
      next = load(subject, selected.subarray(from + batch, from + 2 * batch), skipped);
      next.catch(() => undefined); // where the run ends before, nobody waits for it
      for (const answer of await predicting) note(answer);
      const done = from + batch >= selected.length;
      if (done && !count) {
        const [{ reason }] = skipped.rows;
        throw new EngineError("bad-data", `none of ${selected.length} pictures could be read: ${reason}`);
      }
      const counting = performance.now();
      if (!done && counting < due) continue;
      const known = firstOf(answers, count);
      const { warnings: odd, ...metrics } = metricsOf(known, model.classes, { topK, bins });
      const result = {
        ...{ done, model: model.name, data: samples.name, preprocessing: model.preprocessing },
        ...{ classes: model.classes, samples: count, selected: selected.length, ...metrics },
        ...cellsOf(known, model.classes.length),
        skipped: skipped.copy(),
        options: { ...options, batch, memoryBudget, bins, topK },
        versions: { limelight: VERSION },
        ...ranOn(backend),
        milliseconds: performance.now() - started,
        warnings: [...model.warnings, ...samples.warnings, ...warnings, ...odd],
      };
      due = performance.now() + Math.max(FRAME, (SHARE - 1) * (performance.now() - counting));
      yield result;
    }
  } finally {
    cancelled.forget();
    many.dispose();
  }
}

/** Decodes pictures; those that cannot be are left out. */
async function load(
  { model, samples }: DataSubject,
  numbers: Uint32Array,
  skipped: SkippedRows,
): Promise<Numbered[]> {
  const found: Numbered[] = [];
  for (const sample of numbers) {
    try {
      const picture = await samples.picture(sample);
      found.push({ sample, picture: fitPicture(picture, model.inputShape, model.preprocessing.resize) });
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      const path = samples.path(sample);
      skipped.add({ sample, ...(path === undefined ? {} : { path }), reason: error.message });
    }
  }
  return found;
}

function indexOfLargest(numbers: Float32Array): number {
  let best = 0;
  for (let i = 1; i < numbers.length; i++) if (numbers[i] > numbers[best]) best = i;
  return best;
}

/** Classes before this one by falling probability; of equal ones the first comes first. */
function rankOf(probabilities: Float32Array, label: number): number {
  let rank = 0;
  for (let i = 0; i < probabilities.length; i++)
    if (probabilities[i] > probabilities[label] || (i < label && probabilities[i] === probabilities[label]))
      rank++;
  return rank;
}

interface Known {
  readonly samples: Uint32Array;
  readonly labels: Uint16Array;
  readonly predicted: Uint16Array;
  readonly confidences: Float32Array;
  readonly ranks: Uint16Array;
}

const firstOf = (all: Known, count: number): Known => ({
  samples: all.samples.subarray(0, count),
  labels: all.labels.subarray(0, count),
  predicted: all.predicted.subarray(0, count),
  confidences: all.confidences.subarray(0, count),
  ranks: all.ranks.subarray(0, count),
});

/** Pictures by cell, most confident first; of equally confident ones the first first. */
function cellsOf({ samples, labels, predicted, confidences }: Known, classes: number) {
  const cells = Array.from({ length: classes }, () => Array.from({ length: classes }, (): number[] => []));
  for (let i = 0; i < labels.length; i++) cells[labels[i]][predicted[i]].push(i);
  for (const cell of cells.flat())
    cell.sort((a, b) => confidences[b] - confidences[a] || samples[a] - samples[b]);
  return {
    cells: cells.map((row) => row.map((cell) => Uint32Array.from(cell, (i) => samples[i]))),
    confidences: cells.map((row) => row.map((cell) => Float32Array.from(cell, (i) => confidences[i]))),
  };
}
