/** @file Weighted sums over all samples, added to what earlier runs summed up: only the end of it need be read. */

import source from "../../../shaders/accumulate.wgsl";
import { EngineError } from "../../errors.ts";
import { type GraphBuilder, type Op, sizeOf, type Value } from "../../graph/graph.ts";
import { flat } from "../workgroups.ts";

/**
 * Adds total + the sum over the samples of weights * x, for each of K sums: [K, ...shape of x], one for all samples.
 * `total` [K, ...shape of x] is one for all samples, `weights` [K] an input, written for as many samples as a run may
 * have: 0 past those it has. A sample of weight 0 is not looked at, whatever it holds.
 */
export const accumulate = (g: GraphBuilder, total: Value, x: Value, weights: Value, name?: string): Value =>
  g.add(accumulateOp, [total, x, weights], {}, name);

export const accumulateOp: Op<object> = {
  name: "accumulate",
  overSamples: true,
  shape([total, x, weights]) {
    if (weights.length !== 1 || String(total) !== String([...weights, ...x]))
      throw new EngineError(
        "shape",
        `accumulate: [${x}] with weights [${weights}] cannot be added to [${total}]`,
      );
    return total;
  },
  kernel({ inputs: [total, x, weights] }) {
    const workgroups = flat(sizeOf(total.shape))(1);
    return {
      source,
      constants: { SIZE: sizeOf(x.shape), SUMS: weights.shape[0] },
      workgroups: () => workgroups,
    };
  },
  multiplyAdds: ({ inputs: [, x] }) => sizeOf(x.shape),
  /** In plain loops: a matrix product would read what has weight 0. */
  tfjs(tf, [total, x, weights]) {
    const [samples, sums] = weights.shape;
    const [numbers, shares] = [x.dataSync(), weights.dataSync()];
    const y = Float64Array.from(total.dataSync());
    const size = y.length / sums;
    for (let n = 0; n < samples; n++)
      for (let k = 0; k < sums; k++) {
        const weight = shares[n * sums + k];
        if (weight !== 0) for (let i = 0; i < size; i++) y[k * size + i] += weight * numbers[n * size + i];
      }
    return tf.tensor(Float32Array.from(y), total.shape);
  },
};
