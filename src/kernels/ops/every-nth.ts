/** @file One value at every n-th step and another in between: what is done now and then in a loop that never comes back. */

import source from "../../../shaders/every-nth.wgsl";
import { EngineError } from "../../errors.ts";
import { type GraphBuilder, type Op, sizeOf, type Value } from "../../graph/graph.ts";
import { flat } from "../workgroups.ts";
import { checkAlike, checkStep } from "./alike.ts";

/**
 * Adds a at the n-th step, the 2n-th and so on, and b at all others; `step` is [1], one for all samples, from 0, so
 * that the first a comes at n - 1. Throws EngineError("shape") if they do not fit, "bad-option" unless n is a whole
 * number from 1.
 */
export function everyNth(g: GraphBuilder, a: Value, b: Value, step: Value, n: number, name?: string): Value {
  checkAlike([a, b], "everyNth");
  checkStep(step, "everyNth");
  if (!Number.isInteger(n) || n < 1)
    throw new EngineError("bad-option", `everyNth: n is ${n}; a whole number from 1 is needed`);
  return g.add(everyNthOp, [a, b, step], { n }, name);
}

/** Inputs: a, b and step. */
export const everyNthOp: Op<{ readonly n: number }> = {
  name: "everyNth",
  shape: ([a]) => a,
  kernel: ({ output, attrs: { n } }) => ({
    source,
    constants: { N: n },
    workgroups: flat(sizeOf(output.shape)),
  }),
  tfjs: (tf, [a, b, step], { n }) => tf.clone((step.dataSync()[0] + 1) % n === 0 ? a : b),
};
