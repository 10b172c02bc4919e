/**
 * @file The gradient of total variation (Rudin, Osher and Fatemi, 1992, in its anisotropic form, as tf.image.total_variation): the sum
 * of |x[i + 1] - x[i]| over rows and columns. As a penalty it takes away noise and leaves edges.
 */

import type { Tensor } from "@tensorflow/tfjs-core";
import source from "../../../shaders/total-variation-gradient.wgsl";
import { type GraphBuilder, type Op, sizeOf, type Tfjs, type Value } from "../../graph/graph.ts";
import { flat } from "../workgroups.ts";
import { imageShape } from "./image-shape.ts";

/** Adds the gradient of the total variation of x [h, w, c]; equal neighbours count nothing. Throws EngineError("shape"). */
export function totalVariationGradient(g: GraphBuilder, x: Value, name?: string): Value {
  imageShape(x, "totalVariationGradient");
  return g.add(totalVariationGradientOp, [x], {}, name);
}

export const totalVariationGradientOp: Op<object> = {
  name: "totalVariationGradient",
  shape: ([x]) => x,
  kernel: ({ inputs: [{ shape }] }) => ({
    source,
    constants: { H: shape[0], W: shape[1], CHANNELS: shape[2] },
    workgroups: flat(sizeOf(shape)),
  }),
  tfjs(tf, [x]) {
    const rows = x.rank - 3;
    return tf.add(along(tf, x, rows), along(tf, x, rows + 1));
  },
};

/** sign(x[i] - x[i - 1]) - sign(x[i + 1] - x[i]) along an axis; nothing beyond the ends. */
function along(tf: Tfjs, x: Tensor, axis: number): Tensor {
  const steps = x.shape[axis]! - 1;
  if (steps === 0) return tf.zerosLike(x);
  const part = (from: number) => {
    const begin = x.shape.map((_, i) => (i === axis ? from : 0));
    return tf.slice(
      x,
      begin,
      x.shape.map((n, i) => (i === axis ? steps : n)),
    );
  };
  const rises = tf.sign(tf.sub(part(1), part(0)));
  const padded = (before: number) =>
    tf.pad(
      rises,
      x.shape.map((_, i): [number, number] => (i === axis ? [before, 1 - before] : [0, 0])),
    );
  return tf.sub(padded(1), padded(0));
}
