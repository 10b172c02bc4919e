/** @file A curve that grows by a number a step, on the device: what a loop without read-backs leaves behind. */

import source from "../../../shaders/record.wgsl";
import { EngineError } from "../../errors.ts";
import { type GraphBuilder, type Op, sizeOf, type Value } from "../../graph/graph.ts";
import { flat } from "../workgroups.ts";
import { checkStep } from "./alike.ts";

/**
 * Adds `curve` [steps] with `value` [1] in the place of this step; as it was where it has no such place. `step` is [1],
 * one for all samples, from 0. Throws EngineError("shape") if they do not fit.
 */
export function record(g: GraphBuilder, curve: Value, value: Value, step: Value, name?: string): Value {
  checkStep(step, "record");
  if (curve.shape.length !== 1 || sizeOf(value.shape) !== 1 || curve.batched !== value.batched)
    throw new EngineError(
      "shape",
      `record: needs a curve [steps] and one number, but got [${curve.shape}] and [${value.shape}]`,
    );
  return g.add(recordOp, [curve, value, step], {}, name);
}

/** Inputs: curve, value and step. */
export const recordOp: Op<object> = {
  name: "record",
  shape: ([curve]) => curve,
  kernel: ({ output }) => ({
    source,
    constants: { STEPS: sizeOf(output.shape) },
    workgroups: flat(sizeOf(output.shape)),
  }),
  tfjs(tf, [curve, value, step]) {
    const at = step.dataSync()[0];
    const now = Array.from({ length: curve.shape.at(-1)! }, (_, i) => i === at);
    // chosen, not multiplied: a NaN must not spread over the curve
    return tf.where(tf.tensor(now, [...Array(curve.rank - 1).fill(1), now.length], "bool"), value, curve);
  },
};
