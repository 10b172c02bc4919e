/** @file A random move of a picture, anew for each step, without a word from the processor. */

import source from "../../../shaders/random-transform.wgsl";
import type { GraphBuilder, Op, Value } from "../../graph/graph.ts";

export interface RandomTransform {
  /** Most pixels to shift, up or down, left or right: whole ones. */
  readonly jitter: number;
  /** Smallest and largest factor. */
  readonly scale: readonly [least: number, most: number];
  /** Most degrees to turn, either way. */
  readonly rotate: number;
}

/** Adds [rows, columns, scale, angle in radians], one for all samples, drawn from `seed` [1] (u32) and `step` [1]. */
export const randomTransform = (g: GraphBuilder, seed: Value, step: Value, attrs: RandomTransform): Value =>
  g.add(randomTransformOp, [seed, step], attrs);

const radians = (degrees: number) => (degrees * Math.PI) / 180;

export const randomTransformOp: Op<RandomTransform> = {
  name: "randomTransform",
  shape: () => [4],
  kernel: ({ attrs: { jitter, scale, rotate } }) => ({
    source,
    constants: { JITTER: jitter, LEAST: scale[0], MOST: scale[1], ROTATE: radians(rotate) },
    workgroups: () => [1, 1, 1],
  }),
  tfjs(tf, [seed, step], { jitter, scale: [least, most], rotate }) {
    const [s, n] = [seed.dataSync()[0], step.dataSync()[0]];
    const bits = (k: number) => hash(s ^ hash((n * 4 + k) | 0)) >>> 8;
    const uniform = (k: number) => bits(k) / 2 ** 24;
    const shift = (k: number) => (bits(k) % (2 * jitter + 1)) - jitter;
    const angle = (2 * uniform(3) - 1) * radians(rotate);
    return tf.tensor1d([shift(0), shift(1), least + (most - least) * uniform(2), angle]);
  },
};

/** As in the shader, in 32-bit integers. */
function hash(counter: number): number {
  const state = (Math.imul(counter, 747796405) + 2891336453) >>> 0;
  const word = Math.imul((state >>> ((state >>> 28) + 4)) ^ state, 277803737) >>> 0;
  return ((word >>> 22) ^ word) >>> 0;
}
