/**
 * @file LIME: which parts of the picture hold the answer up?
 *
 * Hide random sets of superpixels, ask the model each time, and fit a linear model to its answers: the coefficient of
 * a superpixel is what it adds. Ribeiro, Singh and Guestrin, "Why Should I Trust You?", KDD 2016,
 * https://arxiv.org/abs/1602.04938; in numbers as the Python package `lime` 0.2.0.1 (lime/lime_image.py).
 *
 * The perturbed pictures are made on the GPU from one bit per superpixel, and only the scores of the explained classes
 * come back. The next batch runs while the last one is fitted.
 */

import { EngineError } from "../errors.ts";
import { GraphBuilder, type Value } from "../graph/graph.ts";
import type { Picture } from "../images/picture.ts";
import type { Backend, Plan } from "../kernels/backend.ts";
import { pick } from "../kernels/ops/gather.ts";
import { maskSegments } from "../kernels/ops/mask-segments.ts";
import { modelInput } from "../models/input.ts";
import type { Model } from "../models/model.ts";
import { optimise } from "../passes/optimise.ts";
import { VERSION } from "../version.ts";
import { classifier } from "./classify.ts";
import { countRows, type DataMatrix, packRows } from "./data-matrix.ts";
import { distances, kernelWeight } from "./distances.ts";
import { hiddenPicture } from "./hidden-picture.ts";
import type { LimeOptions, LimeResult } from "./lime-options.ts";
import { type LimeSetup, prepareLime } from "./lime-setup.ts";
import { fitSurrogates } from "./surrogate.ts";

/** A batch that takes longer than this is not made larger. */
const PATIENCE = 120; // milliseconds

/**
 * Explains the model's answer to `picture`, as ever better explanations. An unfinished one equals what fewer samples
 * would have given. Throws EngineError("bad-option") for options out of range, "cancelled" when `signal` aborts.
 */
export async function* lime(
  backend: Backend,
  model: Model,
  picture: Picture,
  options: LimeOptions = {},
  signal?: AbortSignal,
): AsyncGenerator<LimeResult, void> {
  const started = performance.now();
  const cancelled = whenAborted(signal);
  const prediction = await cancelled.or(predictOnce(backend, model, picture));
  const setup = prepareLime(model, picture, prediction, options);
  const { matrix, classes, ...used } = setup;

  const run = await compile(backend, model, picture, setup);
  const scores = classes.map(() => new Float64Array(matrix.distinct)); // [class][distinct row]
  const far = distances(matrix.bits, matrix.features, used.distance);
  const weights = far.map((distance) => kernelWeight(distance, used.kernelWidth));
  let batch = Math.min(options.batch ?? 8, run.plan.maxBatch);

  const ask = (from: number) => {
    const to = Math.min(from + batch, matrix.distinct);
    run.plan.write(run.keep, packRows(matrix.bits, matrix.features, from, to));
    return { from, to, asked: performance.now(), answer: run.plan.ask(run.scores, to - from) };
  };

  let next = ask(0);
  try {
    for (let known = 0; known < matrix.distinct; ) {
      const { from, to, asked, answer } = next;
      const ahead = to < matrix.distinct;
      if (ahead) next = ask(to); // runs while this one is fitted
      const numbers = await cancelled.or(answer);
      if (options.batch === undefined && performance.now() - asked < PATIENCE) {
        batch = Math.min(batch * 2, run.plan.maxBatch);
      }
      for (let row = from; row < to; row++)
        for (let k = 0; k < classes.length; k++) scores[k][row] = numbers[(row - from) * classes.length + k];
      known = to;

      const { counts, samples } = countRows(matrix, known);
      const surrogates = fitSurrogates(
        {
          bits: matrix.bits.subarray(0, known * matrix.features),
          features: matrix.features,
          counts,
          weights: weights.subarray(0, known),
        },
        scores.map((row) => row.subarray(0, known)),
        {
          numFeatures: used.numFeatures,
          featureSelection: used.featureSelection,
          exact: matrix.exact && !ahead,
        },
      );
      const milliseconds = performance.now() - started;
      yield {
        method: "lime",
        done: !ahead,
        model: model.name,
        preprocessing: model.preprocessing,
        classes: model.classes,
        prediction: [...prediction],
        options: used.options,
        seed: used.seed,
        versions: { limelight: VERSION },
        backend: backend.name,
        adapter: backend.adapter,
        segments: used.segments,
        explanations: Object.fromEntries(classes.map((index, k) => [index, surrogates[k]])),
        stats: {
          samples,
          samplesPerSecond: (1000 * samples) / milliseconds,
          predicted: known,
          distinct: matrix.distinct,
          exact: matrix.exact,
          milliseconds,
          draws: used.draws,
          batch,
          ...run.plan.stats(),
        },
        ...(options.keepData && !ahead ? { data: allData(matrix, classes, scores) } : {}),
        warnings: used.warnings,
      };
    }
  } finally {
    next.answer.catch(() => undefined); // nobody waits for it any more
    run.plan.dispose();
    cancelled.forget();
  }
}

async function predictOnce(backend: Backend, model: Model, picture: Picture) {
  const { predict, plan } = await classifier(backend, model, picture);
  try {
    return await predict(picture);
  } finally {
    plan.dispose();
  }
}

interface Run {
  readonly plan: Plan;
  readonly keep: Value;
  readonly scores: Value;
}

/** From one bit per superpixel to the scores of the explained classes. A device without room gets smaller batches. */
async function compile(backend: Backend, model: Model, picture: Picture, setup: LimeSetup): Promise<Run> {
  const { height, width, channels, data, range } = picture;
  const { columns, matrix, classes, batch: asked, memoryBudget } = setup;
  const g = new GraphBuilder();
  const image = g.input("image", [height, width, channels], { batched: false });
  const hidden = g.input("hidden", [height, width, channels], { batched: false });
  const labels = g.input("labels", [height, width], { batched: false });
  const keep = g.input("keep", [Math.ceil(matrix.features / 32)]);
  const masked = maskSegments(g, image, hidden, labels, keep, matrix.features);
  const scores = pick(g, model.apply(g, modelInput(g, masked, range, model)).scores, classes);
  const graph = optimise(g.build([scores]));

  const most = Math.min(matrix.distinct, backend.largestBatch(graph, memoryBudget));
  for (let maxBatch = Math.min(asked ?? 256, most); ; maxBatch = Math.ceil(maxBatch / 2)) {
    try {
      const plan = await backend.compile(graph, { maxBatch });
      plan.write(image, Float32Array.from(data));
      plan.write(hidden, hiddenPicture(picture, setup.ranked, setup.hideColor, setup.truncate));
      plan.write(labels, columns);
      return { plan, keep, scores };
    } catch (error) {
      if (!(error instanceof EngineError && error.code === "out-of-memory") || maxBatch === 1) throw error;
    }
  }
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

/** A promise that loses to the abort of `signal`. */
function whenAborted(signal: AbortSignal | undefined) {
  let stop = () => {};
  const promise = new Promise<never>((_, reject) => {
    stop = () => reject(new EngineError("cancelled", "the run was cancelled"));
  });
  promise.catch(() => undefined); // where nobody waits, nobody need hear of it
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop, { once: true });
  return {
    or: <T>(work: Promise<T>): Promise<T> => Promise.race([promise, work]),
    forget: () => signal?.removeEventListener("abort", stop),
  };
}
