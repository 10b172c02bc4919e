/** @file Gaussian noise that is made where it is used, from numbers that say which: the same on every backend. */

import source from "../../../shaders/gaussian-noise.wgsl";
import { EngineError } from "../../errors.ts";
import { type GraphBuilder, type Op, type Shape, sizeOf, type Value } from "../../graph/graph.ts";
import { flat } from "../workgroups.ts";

/**
 * Adds numbers of mean 0 and standard deviation 1 in this shape, for each sample its own. `seed` [1] (u32) is one for
 * all samples, `copy` [1] (u32) says of each sample which copy of the noise it gets.
 */
export const gaussianNoise = (
  g: GraphBuilder,
  seed: Value,
  copy: Value,
  shape: Shape,
  name?: string,
): Value => g.add(gaussianNoiseOp, [seed, copy], { shape }, name);

export const gaussianNoiseOp: Op<{ readonly shape: Shape }> = {
  name: "gaussianNoise",
  shape([seed, copy], { shape }) {
    if (sizeOf(seed) !== 1 || sizeOf(copy) !== 1)
      throw new EngineError(
        "shape",
        `gaussianNoise: seed [${seed}] and copy [${copy}] are not one number each`,
      );
    return shape;
  },
  kernel: ({ output }) => ({
    source,
    constants: { SIZE: sizeOf(output.shape) },
    workgroups: flat(sizeOf(output.shape)),
  }),
  tfjs(tf, [seed, copy], { shape }) {
    const size = sizeOf(shape);
    const copies = copy.dataSync();
    const y = new Float32Array(copies.length * size);
    for (let n = 0; n < copies.length; n++)
      for (let i = 0; i < size; i++) y[n * size + i] = gaussian(i, copies[n], seed.dataSync()[0]);
    return tf.tensor(y, [copies.length, ...shape]);
  },
};

/** As in the shader: the same integers, and the same number within the last bits of a float32. */
function gaussian(place: number, copy: number, seed: number): number {
  const start = (v: number) => (Math.imul(v, 1664525) + 1013904223) | 0;
  let [x, y, z] = [start(place), start(copy), start(seed)];
  const mix = () => {
    x = (x + Math.imul(y, z)) | 0;
    y = (y + Math.imul(z, x)) | 0;
    z = (z + Math.imul(x, y)) | 0;
  };
  mix();
  [x, y, z] = [x ^ (x >>> 16), y ^ (y >>> 16), z ^ (z >>> 16)];
  mix();
  const radius = Math.sqrt(-2 * Math.log(((x >>> 8) + 1) / 2 ** 24));
  return radius * Math.cos((2 * Math.PI * (y >>> 8)) / 2 ** 24);
}
