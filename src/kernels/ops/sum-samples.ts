/** @file The sum over the samples of a run: where they take notice of each other. */

import source from "../../../shaders/sum-samples.wgsl";
import { EngineError } from "../../errors.ts";
import { type GraphBuilder, type Op, sizeOf, type Value } from "../../graph/graph.ts";
import { flat } from "../workgroups.ts";

/**
 * Adds the sum of x over the first `samples` samples, one for all. Runs must have that many: what stands behind a smaller
 * batch is nobody's. It has no gradient. Throws EngineError("shape") unless x is each sample's own and `samples` a whole
 * number from 1.
 */
export function sumSamples(g: GraphBuilder, x: Value, samples: number, name?: string): Value {
  if (!x.batched || !Number.isInteger(samples) || samples < 1)
    throw new EngineError(
      "shape",
      `sumSamples: needs a value of each sample, and how many; got ${x.batched ? samples : "one for all"}`,
    );
  return g.add(sumSamplesOp, [x], { samples }, name);
}

export const sumSamplesOp: Op<{ readonly samples: number }> = {
  name: "sumSamples",
  overSamples: true,
  shape: ([x]) => x,
  kernel: ({ output, attrs: { samples } }) => ({
    source,
    constants: { SIZE: sizeOf(output.shape), SAMPLES: samples },
    workgroups: flat(sizeOf(output.shape)),
  }),
  tfjs(tf, [x], { samples }) {
    const [, ...sample] = x.shape;
    return tf.sum(tf.slice(x, Array(x.rank).fill(0), [samples, ...sample]), 0);
  },
};
