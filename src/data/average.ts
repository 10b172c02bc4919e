/**
 * @file What a model looks at in the pictures of a class, and in those that it takes for another: the mean of their explanations, and
 * the few that show most (SP-LIME, submodular-pick.ts).
 */

import { EngineError } from "../errors.ts";
import { whenAborted } from "../explainers/cancellation.ts";
import { oneOf, whole } from "../explainers/checks.ts";
import type { Answer } from "../explainers/classify.ts";
import { lime } from "../explainers/lime.ts";
import type { LimeResult } from "../explainers/lime-options.ts";
import type { Pace } from "../explainers/pace.ts";
import { ranOn } from "../explainers/run-info.ts";
import { saliency } from "../explainers/saliency.ts";
import { resizeMap } from "../explainers/saliency-reduce.ts";
import type { Picture } from "../images/picture.ts";
import { VERSION } from "../version.ts";
import type { AverageOptions, AverageResult } from "./average-options.ts";
import type { DataSubject } from "./confusion.ts";
import type { Throughput } from "./data-set.ts";
import { explainMany, last } from "./explain-many.ts";
import { matchClasses } from "./match-classes.ts";
import { MeanMaps } from "./mean-maps.ts";
import { SkippedRows, selectSamples } from "./samples.ts";
import { gridRow, submodularPick } from "./submodular-pick.ts";

/** Results come no faster than this, and making them takes at most a quarter of the time. */
const FRAME = 100; // milliseconds
const SHARE = 4;

/** A picture's explanation. */
interface Mapped {
  readonly predicted: number;
  readonly map: Float32Array<ArrayBuffer>;
  readonly image: Float32Array<ArrayBuffer>;
  readonly signed: boolean;
}

/**
 * Explains the selected pictures; each result is whole for those that were explained, the last has `done`. Throws
 * EngineError("bad-option"), "bad-data", "cancelled".
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
  const before = resume ?? { skipped: samples.skipped, milliseconds: 0 };
  for (const row of before.skipped.rows) skipped.add(row);
  skipped.count = before.skipped.count;
  const means = new MeanMaps(size[0] * size[1], resume?.cells);
  const explained = Array.from(resume?.explained ?? []);
  const cells = asked.grid ** 2;
  const rows = explained.map((_, i) =>
    Float32Array.from({ length: cells }, (_, j) => resume!.rows[i * cells + j]),
  );
  let signed = false;

  const result = (position: number, throughput: Throughput): AverageResult => ({
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
    ...ranOn(backend),
    milliseconds: before.milliseconds + performance.now() - started,
    ...throughput,
    warnings: [...model.warnings, ...samples.warnings, ...warnings],
  });

  const from = resume?.position ?? 0;
  if (from >= selected.length) return yield result(from, { picturesPerSecond: 0, deviceIdle: 0 });
  const cancelled = whenAborted(signal);
  const stop = new AbortController();
  const explain = explainer(asked, size, (sample) => classOf[samples.labels[sample]], stop.signal);
  try {
    const many = explainMany(subject, { selected, from, unlessCancelled: cancelled.or, ...explain });
    let [position, due] = [from, 0];
    for await (const { sample, found, skipped: row, throughput } of many) {
      position++;
      if (row) skipped.add(row);
      if (found) {
        signed = found.signed;
        means.add(classOf[samples.labels[sample]], found.predicted, found);
        explained.push(sample);
        rows.push(gridRow(found.map, size, asked.grid, asked.features));
      }
      const making = performance.now();
      if (position < selected.length && making < due) continue;
      const made = result(position, throughput);
      due = performance.now() + Math.max(FRAME, (SHARE - 1) * (performance.now() - making));
      yield made;
    }
  } finally {
    stop.abort();
    cancelled.forget();
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

/** What explains a picture by its number, unless it is not in the asked cell. */
function explainer(
  { by, of, cell, normalise, saliency: saliencyOptions, lime: limeOptions }: Checked,
  size: readonly [number, number],
  labelOf: (sample: number) => number,
  signal: AbortSignal,
) {
  return {
    isWanted: (sample: number) => !cell || cell.true === labelOf(sample),
    async explain(sample: number, answer: Answer, pace: Pace): Promise<Mapped | undefined> {
      const predicted = answer.prediction.indexOf(Math.max(...answer.prediction));
      if (cell && cell.predicted !== predicted) return undefined;

      const index = of === "predicted" ? predicted : of === "true" ? labelOf(sample) : of;
      const image = grayImage(answer.picture, size);
      if (by === "lime") {
        const result = await last(lime(answer, { ...limeOptions, labels: [index] }, signal, pace));
        return { predicted, image, map: scaled(limeMap(result, index, size), normalise), signed: true };
      }
      const result = await last(saliency(answer, { ...saliencyOptions, labels: [index] }, signal, pace));
      const { map, signed } = result.attributions[index];
      return { predicted, image, map: scaled(map, normalise), signed };
    },
  };
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

/** In gray, from 0, black, to 1, white; of the size of the model's input. */
function grayImage(
  { data, height, width, channels, range: [black, white] }: Picture,
  size: readonly [number, number],
): Float32Array<ArrayBuffer> {
  const gray = Float32Array.from({ length: height * width }, (_, i) => {
    const [red, green, blue] = channels === 1 ? [data[i], data[i], data[i]] : data.subarray(3 * i, 3 * i + 3);
    return (0.299 * red + 0.587 * green + 0.114 * blue - black) / (white - black);
  });
  return resizeMap(gray, [height, width], size);
}

/** Divided by the largest magnitude, where there is one; what is no number counts as nothing. */
function scaled(map: Float32Array<ArrayBuffer>, how: "max" | "none"): Float32Array<ArrayBuffer> {
  const finite = map.map((value) => (Number.isFinite(value) ? value : 0));
  const largest = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return how === "none" || !largest ? finite : finite.map((value) => value / largest);
}
