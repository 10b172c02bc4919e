/** @file p a + q b: a step along a gradient, a moving average, a penalty taken off. */

import source from "../../../shaders/weighted-sum.wgsl";
import { type GraphBuilder, type Op, sizeOf, type Value } from "../../graph/graph.ts";
import { flat } from "../workgroups.ts";
import { checkAlike } from "./alike.ts";
import { scaled } from "./binary.ts";

export interface WeightedSumAttrs {
  readonly p: number;
  readonly q: number;
}

/**
 * Adds p a + q b, number by number. Throws EngineError("shape") unless a and b have one shape, and each sample its own
 * of both or of neither.
 */
export function weightedSum(
  g: GraphBuilder,
  a: Value,
  b: Value,
  { p, q }: WeightedSumAttrs,
  name?: string,
): Value {
  checkAlike([a, b], "weightedSum");
  return g.add(weightedSumOp, [a, b], { p, q }, name);
}

export const weightedSumOp: Op<WeightedSumAttrs> = {
  name: "weightedSum",
  shape: ([a]) => a,
  kernel: ({ output, attrs: { p, q } }) => ({
    source,
    constants: { P: p, Q: q },
    workgroups: flat(sizeOf(output.shape)),
  }),
  gradient: (g, { attrs: { p, q } }, dy) => [scaled(g, dy, p), scaled(g, dy, q)],
  multiplyAdds: ({ output }) => sizeOf(output.shape),
  tfjs: (tf, [a, b], { p, q }) => tf.add(tf.mul(a, p), tf.mul(b, q)),
};
