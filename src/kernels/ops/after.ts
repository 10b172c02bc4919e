/** @file What stands behind the sum of a convolution: y = activate(sum + bias) * scale + shift, in the same dispatch. */

import type { Tensor } from "@tensorflow/tfjs-core";
import { EngineError } from "../../errors.ts";
import type { GraphBuilder, Tfjs, Value } from "../../graph/graph.ts";
import { type Activation, activate } from "./activation.ts";

export interface AfterOptions {
  /** [filters]. Default: zeros. */
  readonly bias?: Float32Array | undefined;
  readonly activation?: Activation | undefined;
}

const withBias = new WeakMap<Float32Array, Float32Array<ArrayBuffer>>();
const withoutBias = new Map<number, Float32Array<ArrayBuffer>>();

/**
 * Bias, scale 1 and shift 0 as a value [3, filters]. The same bias gives the same array, so it is uploaded once.
 * Throws EngineError("shape") unless there is one number for each filter.
 */
export function afterWeight(g: GraphBuilder, filters: number, bias: Float32Array | undefined): Value {
  if (bias && bias.length !== filters)
    throw new EngineError("shape", `a bias of ${bias.length} numbers does not fit ${filters} filters`);
  let after = bias ? withBias.get(bias) : withoutBias.get(filters);
  if (!after) {
    after = new Float32Array(3 * filters).fill(1, filters, 2 * filters);
    if (bias) after.set(bias);
    if (bias) withBias.set(bias, after);
    else withoutBias.set(filters, after);
  }
  return g.weight("after", [3, filters], after);
}

/** The same in TensorFlow.js. */
export function applyAfter(tf: Tfjs, sum: Tensor, after: Tensor, activation: Activation | undefined): Tensor {
  const [bias, scale, shift] = [0, 1, 2].map((i) => tf.reshape(tf.slice(after, [i, 0], [1, -1]), [-1]));
  return tf.add(tf.mul(activate(tf, tf.add(sum, bias), activation), scale), shift);
}

/** Gradients are taken before steps are fused: afterwards the sum before the activation is gone. */
export function checkUnfused(
  g: GraphBuilder,
  after: Value,
  activation: Activation | undefined,
  step: string,
): void {
  const n = after.shape[1];
  const isPlain = g.weights.get(after)?.every((v, i) => (i < n ? true : v === (i < 2 * n ? 1 : 0)));
  if ((activation && activation.kind !== "linear") || !isPlain)
    throw new EngineError("no-gradient", `${step}: an activation or scale is fused into it`);
}
