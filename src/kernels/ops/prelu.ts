/** @file PReLU: a slope below zero that was learnt (He et al., 2015, https://arxiv.org/abs/1502.01852). */

import source from "../../../shaders/prelu.wgsl";
import { EngineError } from "../../errors.ts";
import { type GraphBuilder, type Op, sizeOf, type Value } from "../../graph/graph.ts";
import { flat } from "../workgroups.ts";

/** Adds x where x > 0, else alpha * x. Alpha has the last axes of x: [c] for [h, w, c], or all of them. */
export const prelu = (g: GraphBuilder, x: Value, alpha: Value, name?: string): Value =>
  g.add(preluOp, [x, alpha], {}, name);

/** Inputs: x and alpha. */
export const preluOp: Op<object> = {
  name: "prelu",
  shape([x, alpha]) {
    const tail = alpha.slice(alpha.findIndex((n) => n !== 1));
    if (sizeOf(alpha) > 1 && tail.some((n, i) => n !== x[x.length - tail.length + i]))
      throw new EngineError("shape", `prelu: slopes [${alpha}] do not fit an input [${x}]`);
    return x;
  },
  kernel: ({ inputs: [, alpha], output }) => ({
    source,
    constants: { SLOPES: sizeOf(alpha.shape) },
    workgroups: flat(sizeOf(output.shape)),
  }),
  tfjs: (tf, [x, alpha]) => tf.add(tf.relu(x), tf.mul(alpha, tf.minimum(x, 0))),
};
