/**
 * @file Gradients of scores at many points, summed up class by class on the device: what the gradient, SmoothGrad and
 * Integrated Gradients are made of. Sums stay where they are from batch to batch, and are read when there is time to
 * show them.
 */

import { GraphBuilder, type ReluRule, type Shape, sizeOf, type Value, type Weight } from "../graph/graph.ts";
import type { Plan, PlanStats } from "../kernels/backend.ts";
import { accumulate } from "../kernels/ops/accumulate.ts";
import { multiply } from "../kernels/ops/binary.ts";
import { gradient } from "../passes/gradient.ts";
import { optimise } from "../passes/optimise.ts";
import { inBatches } from "./batches.ts";
import { compileWithin } from "./compile.ts";
import type { SaliencySetup } from "./saliency-setup.ts";
import { scoreSeed } from "./score.ts";

/** Where a gradient is taken, of which class, and how much it counts. */
export interface Point {
  /** What `Walk.place` makes the model's input from. */
  readonly at: Weight;
  /** Position in `setup.classes`. */
  readonly k: number;
  /** Above 0. */
  readonly weight: number;
}

export interface Walk {
  /** Of each `Point.at`. */
  readonly at: Shape;
  readonly points: readonly Point[];
  /**
   * Adds the model's input of each sample. What is of this picture alone is `given`, so that the next picture's is the same
   * graph.
   */
  place(g: GraphBuilder, at: Value, given: Given): Value;
  /** Default: "plain". */
  readonly rule?: ReluRule;
  /** Sums of the gradients themselves, of their squares, or of both. Default: themselves. */
  readonly powers?: readonly (1 | 2)[];
}

/** Adds numbers that are one for all samples. */
export type Given = (name: string, shape: Shape, data: Float32Array<ArrayBuffer>) => Value;

export interface Sums {
  /** [power][class]: weighted sums, each of the shape of the model's input. */
  readonly sums: readonly (readonly Float32Array<ArrayBuffer>[])[];
  /** Sum of the weights of each class so far: none is 0. */
  readonly weights: readonly number[];
  /** Points, of those there are. */
  readonly done: number;
  readonly total: number;
  readonly batch: number;
  readonly stats: PlanStats;
}

const MOST = 256;
/** Sums are read no more often than a screen shows them. */
const FRAME = 33; // milliseconds

/** Yields ever more complete sums; the last has `done === total`. Holds a plan until it is stopped. */
export async function* gradientSums(setup: SaliencySetup, walk: Walk): AsyncGenerator<Sums, void> {
  const { classes, model, options, unlessCancelled } = setup;
  const { points, at } = walk;
  const run = await compile(setup, walk);
  const { plan } = run;
  const [place, scores] = [sizeOf(at), model.classes.length];
  const Numbers = points[0].at instanceof Uint32Array ? Uint32Array : Float32Array;
  const weights = classes.map(() => 0);
  let due = 0;

  const ask = async (from: number, to: number) => {
    const places = new Numbers((to - from) * place);
    const chosen = new Float32Array((to - from) * scores);
    const shares = new Float32Array(plan.maxBatch * classes.length); // 0 past those of this run
    for (const [n, { at, k, weight }] of points.slice(from, to).entries()) {
      places.set(at, n * place);
      chosen[n * scores + classes[k]] = 1;
      shares[n * classes.length + k] = weight;
      weights[k] += weight;
    }
    if (run.placed) plan.write(run.at, places);
    plan.write(run.chosen, chosen);
    plan.write(run.shares, shares);
    const asked = performance.now();
    const shown = to === points.length || (asked >= due && !weights.includes(0));
    if (shown) due = asked + FRAME;
    const known = [...weights];
    const numbers = await plan.askAll(shown ? run.sums : [run.shares], to - from);
    return { shown, weights: known, numbers };
  };

  try {
    for (const total of run.totals) plan.write(total, new Float32Array(sizeOf(total.shape)));
    const [total, most] = [points.length, plan.maxBatch];
    for await (const { to, answer, batch } of inBatches({
      total,
      first: options.batch,
      most,
      unlessCancelled,
      ask,
    })) {
      if (!answer.shown) continue;
      const sums = answer.numbers.map((all) => classes.map((_, k) => part(all, k, classes.length)));
      yield { sums, weights: answer.weights, done: to, total, batch, stats: plan.stats() };
    }
  } finally {
    plan.dispose();
  }
}

function part(all: Float32Array<ArrayBuffer>, k: number, of: number): Float32Array<ArrayBuffer> {
  const size = all.length / of;
  return all.slice(k * size, (k + 1) * size);
}

interface Run {
  readonly plan: Plan;
  readonly at: Value;
  /** Not where the score is linear: then its slope is the same everywhere. */
  readonly placed: boolean;
  readonly chosen: Value;
  /** The weights of each sample. */
  readonly shares: Value;
  readonly totals: readonly Value[];
  readonly sums: readonly Value[];
}

/** From places to sums. */
async function compile(
  { backend, model, classes, score, options }: SaliencySetup,
  { at: shape, points, place, rule, powers = [1] }: Walk,
): Promise<Run> {
  const g = new GraphBuilder();
  const at = g.input("at", shape);
  const chosen = g.input("chosen", [model.classes.length]);
  const shares = g.input("shares", [classes.length]);
  const written = new Map<Value, Weight>();
  const x = place(g, at, (name, shape, data) => {
    const value = g.input(name, shape, { batched: false });
    written.set(value, data);
    return value;
  });
  const slope = gradient(g, [scoreSeed(g, model.apply(g, x), score, chosen)], x, rule);
  const totals = powers.map((power) =>
    g.input(`total of power ${power}`, [classes.length, ...slope.shape], { batched: false }),
  );
  const sums = powers.map((power, i) =>
    accumulate(g, totals[i], power === 1 ? slope : multiply(g, slope, slope), shares),
  );
  const graph = optimise(g.build(sums));
  const plan = await compileWithin(backend, graph, {
    most: Math.min(options.batch ?? MOST, points.length),
    memoryBudget: options.memoryBudget ?? 2 ** 28,
    carries: sums.map((from, i) => ({ from, to: totals[i] })),
  });
  for (const [value, data] of written) if (graph.inputs.includes(value)) plan.write(value, data);
  return { plan, at, placed: graph.inputs.includes(at), chosen, shares, totals, sums };
}
