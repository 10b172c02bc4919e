/**
 * @file Adam (Kingma and Ba, 2015, https://arxiv.org/abs/1412.6980), upwards. Its running mean of gradients is a
 * `weightedSum`; the running mean of their squares and the step are here.
 */

import stepSource from "../../../shaders/adam-step.wgsl";
import squareSource from "../../../shaders/square-average.wgsl";
import { type GraphBuilder, type Op, sizeOf, type Value } from "../../graph/graph.ts";
import { flat } from "../workgroups.ts";
import { checkAlike, checkStep } from "./alike.ts";

export interface AdamAttrs {
  readonly rate: number;
  /** How much of the running mean stays at each step, 0 < beta1 < 1; of the squares, beta2. */
  readonly beta1: number;
  readonly beta2: number;
  /** Added to the square root, so that nothing is divided by zero. */
  readonly epsilon: number;
}

/**
 * Adds x + rate (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon), t = step + 1. `m` and `v` are the running
 * means, this step's gradient already in them, from zero at the start; `step` is [1], one for all samples, from 0.
 * Throws EngineError("shape") if they do not fit.
 */
export function adamStep(
  g: GraphBuilder,
  x: Value,
  m: Value,
  v: Value,
  step: Value,
  { rate, beta1, beta2, epsilon }: AdamAttrs,
  name?: string,
): Value {
  checkAlike([x, m, v], "adamStep");
  checkStep(step, "adamStep");
  return g.add(adamStepOp, [x, m, v, step], { rate, beta1, beta2, epsilon }, name);
}

/** Adds beta v + (1 - beta) dx². Throws EngineError("shape") unless v and dx have one shape. */
export function squareAverage(g: GraphBuilder, v: Value, dx: Value, beta: number, name?: string): Value {
  checkAlike([v, dx], "squareAverage");
  return g.add(squareAverageOp, [v, dx], { beta }, name);
}

/** Inputs: x, m, v and step. */
export const adamStepOp: Op<AdamAttrs> = {
  name: "adamStep",
  shape: ([x]) => x,
  kernel: ({ output, attrs: { rate, beta1, beta2, epsilon } }) => ({
    source: stepSource,
    constants: { RATE: rate, LOG_BETA1: Math.log(beta1), LOG_BETA2: Math.log(beta2), EPSILON: epsilon },
    workgroups: flat(sizeOf(output.shape)),
  }),
  multiplyAdds: ({ output }) => 4 * sizeOf(output.shape),
  tfjs(tf, [x, m, v, step], { rate, beta1, beta2, epsilon }) {
    const t = step.dataSync()[0] + 1;
    const [mean, square] = [tf.div(m, 1 - beta1 ** t), tf.div(v, 1 - beta2 ** t)];
    return tf.add(x, tf.mul(rate, tf.div(mean, tf.add(tf.sqrt(square), epsilon))));
  },
};

/** Inputs: v and dx. */
export const squareAverageOp: Op<{ readonly beta: number }> = {
  name: "squareAverage",
  shape: ([v]) => v,
  kernel: ({ output, attrs: { beta } }) => ({
    source: squareSource,
    constants: { BETA: beta, REST: 1 - beta },
    workgroups: flat(sizeOf(output.shape)),
  }),
  multiplyAdds: ({ output }) => 2 * sizeOf(output.shape),
  tfjs: (tf, [v, dx], { beta }) => tf.add(tf.mul(beta, v), tf.mul(1 - beta, tf.square(dx))),
};
