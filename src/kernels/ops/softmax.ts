/** @file Softmax over the last axis. */

import source from "../../../shaders/softmax.wgsl";
import { type GraphBuilder, type Op, sizeOf, type Value } from "../../graph/graph.ts";

/** Adds exp(x - max) / sum of exp(x - max), over the last axis of x. */
export const softmax = (g: GraphBuilder, x: Value, name?: string): Value => g.add(softmaxOp, [x], {}, name);

export const softmaxOp: Op<object> = {
  name: "softmax",
  shape: ([x]) => x,
  kernel({ output }) {
    const classes = output.shape.at(-1)!;
    const rows = sizeOf(output.shape) / classes;
    return {
      source,
      constants: { CLASSES: classes },
      workgroups: (batch) => [Math.min(rows * batch, 32768), Math.ceil((rows * batch) / 32768), 1],
    };
  },
  tfjs: (tf, [x]) => tf.softmax(x),
};
