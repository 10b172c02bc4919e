/**
 * @file What a model looks at in the pictures of a class, and in those that it takes for another: the mean of their explanations, and
 * the few that show most (SP-LIME, submodular-pick.ts).
 */

import { EngineError } from "../errors.ts";
import { type UnlessCancelled, whenAborted } from "../explainers/cancellation.ts";
import { oneOf, whole } from "../explainers/checks.ts";
import { lime } from "../explainers/lime.ts";
import type { LimeResult } from "../explainers/lime-options.ts";
import { saliency } from "../explainers/saliency.ts";
import { resizeMap } from "../explainers/saliency-reduce.ts";
import { fitPicture } from "../images/fit.ts";
import { VERSION } from "../version.ts";
import type { AverageOptions, AverageResult } from "./average-options.ts";
import type { DataSubject } from "./confusion.ts";
import { matchClasses } from "./match-classes.ts";
import { MeanMaps } from "./mean-maps.ts";
import { predictMany } from "./predict-many.ts";
import { SkippedRows, selectSamples } from "./samples.ts";
import { gridRow, submodularPick } from "./submodular-pick.ts";

/** Results come no faster than this, and making them takes at most a quarter of the time. */
const FRAME = 100; // milliseconds
const SHARE = 4;

/** A picture's explanation. */
interface Explained {
  readonly predicted: number;
  readonly map: Float32Array<ArrayBuffer>;
  readonly signed: boolean;
}

/**
 * Explains the selected pictures; each result is whole for those that were explained, the last has `done`. The next picture is decoded,
 * predicted and segmented while the device works on this one. Throws EngineError("bad-option"), "bad-data", "cancelled".
 */
export async function* average(
  subject: DataSubject,
  options: AverageOptions = {},
  signal?: AbortSignal,
): AsyncGenerator<AverageResult, void> {
  const started = performance.now();
  const { backend, model, samples } = subject;
  const { resume, ...asked } = checked(options, model.inputShape, model.classes.length);
  const size = [model.inputShape[0], model.inputShape[1]] as const;
  const { classOf, warnings } = matchClasses(samples.classes, model.classes);
  const selected = selectSamples(samples, asked);
  const key = JSON.stringify([model.name, model.preprocessing, samples.name, selected.length, asked]);
  if (resume && resume.key !== key)
    throw new EngineError(
      "bad-option",
      "option 'resume' is of a run with another model, data set or options",
    );

  const skipped = new SkippedRows();
  const before = resume?.skipped ?? samples.skipped;
  for (const row of before.rows) skipped.add(row);
  skipped.count = before.count;
  const means = new MeanMaps(size[0] * size[1], resume?.cells);
  const explained = Array.from(resume?.explained ?? []);
  const cells = asked.grid ** 2;
  const rows = explained.map((_, i) =>
    Float32Array.from({ length: cells }, (_, j) => resume!.rows[i * cells + j]),
  );
  let signed = false;

  const result = (position: number): AverageResult => ({
    ...{ done: position === selected.length, model: model.name, data: samples.name, position, key },
    ...{ preprocessing: model.preprocessing, classes: model.classes, size, signed },
    ...{ selected: selected.length, cells: means.cells(), perClass: means.classes() },
    explained: Uint32Array.from(explained),
    rows: Float32Array.from(rows.flatMap((row) => [...row])),
    picks: submodularPick(rows, asked.pick).map(({ row, coverage }) => ({
      sample: explained[row],
      coverage,
    })),
    skipped: skipped.copy(),
    options: asked,
    versions: { limelight: VERSION },
    ...{ backend: backend.name, adapter: backend.adapter },
    milliseconds: performance.now() - started,
    warnings: [...model.warnings, ...samples.warnings, ...warnings],
  });

  const cancelled = whenAborted(signal);
  const stop = new AbortController();
  const explainer = explainOne(subject, asked, classOf, cancelled.or, stop.signal);
  const begin = (position: number) => {
    const work = position < selected.length ? explainer.explain(selected[position]) : undefined;
    work?.catch(() => undefined); // where the run ends before, nobody waits for it
    return work;
  };
  try {
    let position = resume?.position ?? 0;
    if (position >= selected.length) yield result(position);
    let next = begin(position);
    for (let due = 0; next; ) {
      const current: NonNullable<typeof next> = next;
      next = begin(position + 1); // goes ahead while the device works on the current one
      const sample = selected[position];
      try {
        const found = await cancelled.or(current);
        if (found) {
          signed = found.signed;
          means.add(classOf[samples.labels[sample]], found.predicted, found.map);
          explained.push(sample);
          rows.push(gridRow(found.map, size, asked.grid, asked.features));
        }
      } catch (error) {
        if (!(error instanceof EngineError && error.code === "bad-image")) throw error;
        const path = samples.path(sample);
        skipped.add({ sample, ...(path === undefined ? {} : { path }), reason: error.message });
      }
      position++;
      const making = performance.now();
      if (position < selected.length && making < due) continue;
      const made = result(position);
      due = performance.now() + Math.max(FRAME, (SHARE - 1) * (performance.now() - making));
      yield made;
    }
  } finally {
    stop.abort();
    cancelled.forget();
    explainer.dispose();
  }
}

type Checked = Required<Pick<AverageOptions, "by" | "of" | "normalise" | "pick" | "grid" | "features">> &
  AverageOptions;

function checked(options: AverageOptions, [height, width]: readonly number[], classes: number): Checked {
  const { by = "saliency", of = "predicted", normalise = "max", pick = 5, features = 10 } = options;
  const { grid = Math.min(8, height, width), cell } = options;
  oneOf("by", by, ["saliency", "lime"]);
  if (typeof of === "number") whole("of", of, 0, classes - 1);
  else oneOf("of", of, ["predicted", "true"]);
  oneOf("normalise", normalise, ["max", "none"]);
  whole("pick", pick, 0, 1000);
  whole("grid", grid, 1, Math.min(64, height, width));
  whole("features", features, 1, grid * grid);
  if (cell) {
    whole("cell.true", cell.true, 0, classes - 1);
    whole("cell.predicted", cell.predicted, 0, classes - 1);
  }
  return { ...options, by, of, normalise, pick, grid, features };
}

/** What explains a picture by its number: nothing for one that is not in the asked cell. */
function explainOne(
  { backend, model, samples }: DataSubject,
  { by, of, cell, normalise, saliency: saliencyOptions, lime: limeOptions }: Checked,
  classOf: readonly number[],
  unlessCancelled: UnlessCancelled,
  signal: AbortSignal,
) {
  const many = predictMany(backend, model, { batch: 1, memoryBudget: 2 ** 28 }, unlessCancelled);
  const size = [model.inputShape[0], model.inputShape[1]] as const;
  let turn: Promise<unknown> = Promise.resolve(); // one after another: the plan has one input

  return {
    async explain(sample: number): Promise<Explained | undefined> {
      const label = classOf[samples.labels[sample]];
      if (cell && cell.true !== label) return undefined;
      const whole = await samples.picture(sample);
      const picture = fitPicture(whole, model.inputShape, model.preprocessing.resize);
      const predicting = turn.then(() => many.predict([{ sample, picture }]));
      turn = predicting.catch(() => undefined);
      const [{ probabilities }] = await predicting;
      const predicted = probabilities.indexOf(Math.max(...probabilities));
      if (cell && cell.predicted !== predicted) return undefined;

      const index = of === "predicted" ? predicted : of === "true" ? label : of;
      const answer = { backend, model, picture, prediction: Float64Array.from(probabilities) };
      if (by === "lime") {
        const result = await last(lime(answer, { ...limeOptions, labels: [index] }, signal));
        return { predicted, map: scaled(limeMap(result, index, size), normalise), signed: true };
      }
      const result = await last(saliency(answer, { ...saliencyOptions, labels: [index] }, signal));
      const { map, signed } = result.attributions[index];
      return { predicted, map: scaled(map, normalise), signed };
    },
    dispose: () => many.dispose(),
  };
}

async function last<R>(results: AsyncIterable<R>): Promise<R> {
  let latest: R | undefined;
  for await (latest of results);
  return latest!;
}

/** Each pixel has the weight of its superpixel; of the size of the model's input. */
function limeMap(
  { segments: { labels, height, width }, explanations }: LimeResult,
  index: number,
  size: readonly [number, number],
): Float32Array<ArrayBuffer> {
  const weights = new Map(explanations[index].weights);
  return resizeMap(
    Float32Array.from(labels, (label) => weights.get(label) ?? 0),
    [height, width],
    size,
  );
}

/** Divided by the largest magnitude, where there is one; what is no number counts as nothing. */
function scaled(map: Float32Array<ArrayBuffer>, how: "max" | "none"): Float32Array<ArrayBuffer> {
  const finite = map.map((value) => (Number.isFinite(value) ? value : 0));
  const largest = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return how === "none" || !largest ? finite : finite.map((value) => value / largest);
}
