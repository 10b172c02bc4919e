/**
 * @file LIME, and KernelSHAP on the same pictures: which parts of the picture hold the answer up?
 *
 * Hide random sets of superpixels, ask the model each time, and fit a linear model to its answers: the coefficient of
 * a superpixel is what it adds. Ribeiro, Singh and Guestrin, "Why Should I Trust You?", KDD 2016,
 * https://arxiv.org/abs/1602.04938; in numbers as the Python package `lime` 0.2.0.1 (lime/lime_image.py).
 *
 * The perturbed pictures are made on the GPU from one bit per superpixel, and only the scores of the explained classes
 * come back. The next batch runs while the last one is fitted. KernelSHAP (kernel-shap.ts) draws other sets and fits
 * another model.
 */

import { pick } from "../kernels/ops/gather.ts";
import { modelInput } from "../models/input.ts";
import { VERSION } from "../version.ts";
import { inBatches } from "./batches.ts";
import { type UnlessCancelled, whenAborted } from "./cancellation.ts";
import type { Answer } from "./classify.ts";
import { countRows, type DataMatrix, packRows } from "./data-matrix.ts";
import { distances, kernelWeight } from "./distances.ts";
import { hiddenPicture } from "./hidden-picture.ts";
import { fitShapley } from "./kernel-shap.ts";
import { coalitionWeights, FEWEST_FOR_EACH } from "./kernel-shap-rows.ts";
import type { ClassExplanation, LimeOptions, LimeResult } from "./lime-options.ts";
import { type LimeSetup, prepareLime } from "./lime-setup.ts";
import { compileMasked } from "./masked-plan.ts";
import type { Rows } from "./normal-equations.ts";
import type { Pace } from "./pace.ts";
import { ranOn } from "./run-info.ts";
import { fitSurrogates } from "./surrogate.ts";

/** Explanations come no faster than a screen shows them, and fitting them takes at most a tenth of the time. */
const FRAME = 33; // milliseconds
const SHARE = 10;

/**
 * Explains a model's answer to a picture, as ever better explanations. An unfinished one equals what fewer
 * samples would have given. Throws EngineError("bad-option") for options out of range, "cancelled" when `signal`
 * aborts.
 */
export async function* lime(
  answer: Answer,
  options: LimeOptions = {},
  signal?: AbortSignal,
  pace: Pace = {},
): AsyncGenerator<LimeResult, void> {
  const cancelled = whenAborted(signal);
  try {
    yield* explain(answer, options, cancelled.or, pace);
  } finally {
    cancelled.forget();
  }
}

async function* explain(
  answer: Answer,
  options: LimeOptions,
  unlessCancelled: UnlessCancelled,
  { turn, glimpses = true, batch: found = {} }: Pace,
): AsyncGenerator<LimeResult, void> {
  const started = performance.now();
  const setup = prepareLime(answer, options);
  const { matrix, classes } = setup;
  const scores = classes.map(() => new Float64Array(matrix.distinct)); // [class][distinct row]
  const model = setup.method === "lime" ? limeModel(setup) : shapleyModel(setup);

  const plan = await compile(answer, setup);
  try {
    if (turn) await unlessCancelled(turn);
    const batches = inBatches({
      total: matrix.distinct,
      first: setup.batch ?? found.rows,
      most: plan.maxBatch,
      end: (from) => plan.end(from),
      unlessCancelled,
      ask: (from, to) => plan.ask(from, to),
    });
    let due = glimpses ? 0 : Infinity;
    for await (const { from, to, answer: numbers, batch } of batches) {
      const done = to === matrix.distinct;
      found.rows = batch;
      for (let row = from; row < to; row++)
        for (let k = 0; k < classes.length; k++) scores[k][row] = numbers[(row - from) * classes.length + k];

      const fitting = performance.now();
      const known = to - (to % model.together);
      if (done || (known >= model.enough && fitting >= due)) {
        const { counts, samples } = countRows(matrix, known);
        const bits = matrix.bits.subarray(0, known * matrix.features);
        const surrogates = model.fit(
          { bits, features: matrix.features, counts, weights: model.weights.subarray(0, known) },
          scores.map((row) => row.subarray(0, known)),
          matrix.exact && done,
        );
        const fitted = performance.now();
        due = fitted + Math.max(FRAME, (SHARE - 1) * (fitted - fitting));
        const milliseconds = fitted - started;
        yield {
          ...resultOf(answer, setup),
          done,
          explanations: Object.fromEntries(classes.map((index, k) => [index, surrogates[k]])),
          stats: {
            samples,
            samplesPerSecond: (1000 * samples) / milliseconds,
            predicted: to,
            distinct: matrix.distinct,
            exact: matrix.exact,
            milliseconds,
            draws: setup.draws,
            batch,
            ...plan.stats(),
            denseMultiplyAdds: samples * plan.each,
          },
          ...(options.keepData && done ? { data: allData(matrix, classes, scores) } : {}),
        };
      }
    }
  } finally {
    plan.dispose();
  }
}

/** How rows count, and what is fitted to them. */
interface RowModel {
  /** [distinct]: what a row counts each time it is met. */
  readonly weights: Float64Array;
  /** Rows that only count together. */
  readonly together: number;
  /** Fewest rows that say something. */
  readonly enough: number;
  fit(rows: Rows, predictions: readonly Float64Array[], exact: boolean): ClassExplanation[];
}

function limeModel({ matrix, distance, kernelWidth, ...options }: LimeSetup): RowModel {
  const far = distances(matrix.bits, matrix.features, distance);
  return {
    weights: far.map((d) => kernelWeight(d, kernelWidth)),
    ...{ together: 1, enough: 1 },
    fit: (rows, predictions, exact) => fitSurrogates(rows, predictions, { ...options, exact }),
  };
}

const shapleyModel = ({ matrix }: LimeSetup): RowModel => ({
  weights: coalitionWeights(matrix),
  ...{ together: 2, enough: FEWEST_FOR_EACH * matrix.features },
  fit: fitShapley,
});

/** What stays the same from one explanation of a run to the next. */
const resultOf = ({ backend, model, prediction }: Answer, setup: LimeSetup) => ({
  method: setup.method,
  model: model.name,
  preprocessing: model.preprocessing,
  classes: model.classes,
  prediction: [...prediction],
  options: setup.options,
  seed: setup.seed,
  versions: { limelight: VERSION },
  ...ranOn(backend),
  segments: setup.segments,
  warnings: setup.warnings,
});

/** From rows of the data matrix to the scores of the explained classes. */
function compile({ backend, model, picture }: Answer, setup: LimeSetup) {
  const { height, width, channels, data, range } = picture;
  const { columns, matrix, classes, batch, memoryBudget, sharing } = setup;
  const { bits, features, distinct } = matrix;
  return compileMasked(
    backend,
    {
      shape: [height, width, channels],
      image: Float32Array.from(data),
      hidden: hiddenPicture(picture, setup.ranked, setup.hideColor, setup.truncate),
      labels: columns,
      segments: features,
      total: distinct,
      keep: (from, to) => packRows(bits, features, from, to),
    },
    (g, masked) => pick(g, model.apply(g, modelInput(g, masked, range, model)).scores, classes),
    { batch, memoryBudget, sharing },
  );
}

/** Every drawn row and its predictions, repeats included. */
function allData(
  { bits, features, rowOf, distinct }: DataMatrix,
  classes: readonly number[],
  scores: Float64Array[],
) {
  const order = rowOf ?? Uint32Array.from({ length: distinct }, (_, i) => i);
  const drawn = new Uint8Array(order.length * features);
  for (const [i, row] of order.entries())
    drawn.set(bits.subarray(row * features, (row + 1) * features), i * features);
  const predictions = classes.map(
    (index, k) => [index, Float64Array.from(order, (row) => scores[k][row])] as const,
  );
  return { rows: order.length, features, bits: drawn, predictions: Object.fromEntries(predictions) };
}
