/** @file The same numbers under another shape. Nothing is computed. */

import { EngineError } from "../../errors.ts";
import { type GraphBuilder, type Op, type Shape, sizeOf, type Value } from "../../graph/graph.ts";

/** Adds x under another shape of the same size. */
export const reshape = (g: GraphBuilder, x: Value, shape: Shape, name?: string): Value =>
  g.add(reshapeOp, [x], { shape }, name);

/** Adds x as a vector, row by row. */
export const flatten = (g: GraphBuilder, x: Value, name?: string): Value =>
  reshape(g, x, [sizeOf(x.shape)], name);

export const reshapeOp: Op<{ readonly shape: Shape }> = {
  name: "reshape",
  shape([x], { shape }) {
    if (sizeOf(x) !== sizeOf(shape))
      throw new EngineError("shape", `reshape: [${x}] cannot become [${shape}]`);
    return shape;
  },
  kernel: () => "alias",
  gradient: (g, { inputs: [x] }, dy) => [reshape(g, dy, x.shape)],
  tfjs: (tf, [x], { shape }) => tf.reshape(x, [x.shape[0], ...shape]),
};
