/** @file Gradients brought to one size, so that a step is as long for a weak filter as for a strong one. */

import source from "../../../shaders/normalised.wgsl";
import { EngineError } from "../../errors.ts";
import { type GraphBuilder, type Op, sizeOf, type Value } from "../../graph/graph.ts";
import { flat } from "../workgroups.ts";

export interface NormalisedOptions {
  /** Divide by the root mean square, else by the length (root of the sum of squares). */
  readonly mean: boolean;
  /** Default: 1e-5 for the root mean square, 1e-12 for the length. */
  readonly epsilon?: number;
}

type NormalisedAttrs = Required<NormalisedOptions>;

/**
 * Adds dx divided by its size, each sample by its own; `squares` [1] is the sum of squares of dx, as from `dot`.
 *
 * With `mean`, dx / (sqrt(squares / n) + epsilon) for n numbers, as the filter visualisation of "How convolutional neural
 * networks see the world" does (Chollet, 2016, https://blog.keras.io/how-convolutional-neural-networks-see-the-world.html). Without, dx / sqrt(max(squares, epsilon)), as
 * tf.math.l2_normalize. Zeros stay zeros. Throws EngineError("shape") if they do not fit.
 */
export function normalised(
  g: GraphBuilder,
  dx: Value,
  squares: Value,
  { mean, epsilon = mean ? 1e-5 : 1e-12 }: NormalisedOptions,
  name?: string,
): Value {
  if (sizeOf(squares.shape) !== 1 || squares.batched !== dx.batched)
    throw new EngineError(
      "shape",
      `normalised: needs one sum of squares a sample, but got [${squares.shape}]`,
    );
  return g.add(normalisedOp, [dx, squares], { mean, epsilon }, name);
}

export const normalisedOp: Op<NormalisedAttrs> = {
  name: "normalised",
  shape: ([dx]) => dx,
  kernel: ({ output, attrs: { mean, epsilon } }) => ({
    source,
    constants: {
      SIZE: sizeOf(output.shape),
      COUNT: mean ? sizeOf(output.shape) : 1,
      EPSILON: epsilon,
      AT_LEAST: Number(!mean),
    },
    workgroups: flat(sizeOf(output.shape)),
  }),
  tfjs(tf, [dx, squares], { mean, epsilon }) {
    const samples = squares.size;
    const square = tf.reshape(squares, [samples, ...Array(dx.rank - 1).fill(1)]);
    const size = mean
      ? tf.add(tf.sqrt(tf.div(square, dx.size / samples)), epsilon)
      : tf.sqrt(tf.maximum(square, epsilon));
    return tf.div(dx, size);
  },
};
