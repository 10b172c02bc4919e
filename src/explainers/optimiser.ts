/** @file One step uphill, and what an optimiser remembers from one step to the next. */

import type { GraphBuilder, Value } from "../graph/graph.ts";
import type { Carry } from "../kernels/backend.ts";
import { adamStep, squareAverage } from "../kernels/ops/adam.ts";
import { normalised } from "../kernels/ops/normalised.ts";
import { dot } from "../kernels/ops/sum-rows.ts";
import { weightedSum } from "../kernels/ops/weighted-sum.ts";
import type { Optimiser } from "./ascent-options.ts";

export interface Step {
  readonly next: Value;
  /** Inputs that are carried from step to step; zeros at first. */
  readonly remembered: readonly Value[];
  readonly carries: readonly Carry[];
}

const [BETA1, BETA2] = [0.9, 0.999];

/**
 * From x along its gradient dx: by it ("plain"), by it divided by its root mean square + 1e-5 ("rms") or by its
 * length ("l2", as tf.math.l2_normalize); with momentum 0.9; or by Adam with β 0.9 and 0.999 (Kingma and Ba, 2015,
 * https://arxiv.org/abs/1412.6980). `step` [1] counts from 0.
 */
export function takeStep(
  g: GraphBuilder,
  x: Value,
  dx: Value,
  step: Value,
  optimiser: Optimiser,
  rate: number,
): Step {
  const along = (direction: Value) => weightedSum(g, x, direction, { p: 1, q: rate });
  if (optimiser === "plain") return { next: along(dx), remembered: [], carries: [] };
  if (optimiser === "rms" || optimiser === "l2") {
    const unit = normalised(g, dx, dot(g, dx, dx), { mean: optimiser === "rms" });
    return { next: along(unit), remembered: [], carries: [] };
  }
  const mean = g.input("mean", x.shape);
  if (optimiser === "momentum") {
    const faster = weightedSum(g, mean, dx, { p: 0.9, q: 1 });
    return { next: along(faster), remembered: [mean], carries: [{ from: faster, to: mean }] };
  }
  const square = g.input("square", x.shape);
  const nextMean = weightedSum(g, mean, dx, { p: BETA1, q: 1 - BETA1 });
  const nextSquare = squareAverage(g, square, dx, BETA2);
  return {
    next: adamStep(g, x, nextMean, nextSquare, step, { rate, beta1: BETA1, beta2: BETA2, epsilon: 1e-8 }),
    remembered: [mean, square],
    carries: [
      { from: nextMean, to: mean },
      { from: nextSquare, to: square },
    ],
  };
}
