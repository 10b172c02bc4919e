/** @file Softmax over the last axis. */

import source from "../../../shaders/softmax.wgsl";
import { type GraphBuilder, type Op, sizeOf, type Value } from "../../graph/graph.ts";
import { oneEach } from "../workgroups.ts";
import { multiply, subtract } from "./binary.ts";
import { ones } from "./constants.ts";
import { conv2d } from "./conv2d.ts";
import { reshape } from "./reshape.ts";
import { sum } from "./sum-rows.ts";

/** Adds exp(x - max) / sum of exp(x - max), over the last axis of x. */
export const softmax = (g: GraphBuilder, x: Value, name?: string): Value => g.add(softmaxOp, [x], {}, name);

/** x [..., classes] as an image, for a sum over its channels. */
const asImage = (g: GraphBuilder, x: Value): Value => {
  const classes = x.shape.at(-1)!;
  return reshape(g, x, [sizeOf(x.shape) / classes, 1, classes]);
};

export const softmaxOp: Op<object> = {
  name: "softmax",
  shape: ([x]) => x,
  kernel({ output }) {
    const classes = output.shape.at(-1)!;
    const rows = sizeOf(output.shape) / classes;
    return {
      source,
      constants: { CLASSES: classes },
      workgroups: oneEach(rows),
    };
  },
  /** y (dy - sum of y dy) */
  gradient(g, { inputs: [x], output: y }, dy) {
    const weighted = multiply(g, y, dy);
    const classes = y.shape.at(-1)!;
    const total =
      sizeOf(y.shape) === classes
        ? sum(g, weighted)
        : conv2d(g, asImage(g, weighted), ones(g, [1, 1, classes, classes]), {
            strides: [1, 1],
            padding: "valid",
          });
    return [multiply(g, y, subtract(g, dy, total.shape.length === 1 ? total : reshape(g, total, x.shape)))];
  },
  tfjs: (tf, [x]) => tf.softmax(x),
};
