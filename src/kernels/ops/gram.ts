/**
 * @file Which channels answer together, wherever in the image (Gatys et al., 2015, https://arxiv.org/abs/1505.07376): pictures
 * of one filter are kept different by keeping these different (lucid/optvis/objectives.py, diversity).
 */

import source from "../../../shaders/gram.wgsl";
import gradientSource from "../../../shaders/gram-gradient.wgsl";
import { type GraphBuilder, type Op, sizeOf, type Value } from "../../graph/graph.ts";
import { flat } from "../workgroups.ts";
import { imageShape } from "./image-shape.ts";

/** Adds the Gram matrix [c, c] of a [h, w, c]: the mean over all pixels of each product of two channels. Throws EngineError("shape"). */
export function gram(g: GraphBuilder, a: Value, name?: string): Value {
  imageShape(a, "gram");
  return g.add(gramOp, [a], {}, name);
}

export const gramOp: Op<object> = {
  name: "gram",
  shape: ([[, , c]]) => [c, c],
  kernel: ({ inputs: [{ shape }] }) => ({
    source,
    constants: { PIXELS: shape[0] * shape[1], CHANNELS: shape[2] },
    workgroups: flat(shape[2] ** 2),
  }),
  gradient: (g, { inputs: [a] }, dy) => [g.add(gramGradientOp, [a, dy], {})],
  multiplyAdds: ({ inputs: [{ shape }] }) => sizeOf(shape) * shape[2],
  tfjs(tf, [a]) {
    const [h, w, c] = a.shape.slice(-3);
    const pixels = tf.reshape(a, [...a.shape.slice(0, -3), h * w, c]);
    return tf.div(tf.matMul(pixels, pixels, true, false), h * w);
  },
};

/** Inputs: a [h, w, c] and dy [c, c]. */
const gramGradientOp: Op<object> = {
  name: "gramGradient",
  shape: ([a]) => a,
  kernel: ({ inputs: [{ shape }] }) => ({
    source: gradientSource,
    constants: { PIXELS: shape[0] * shape[1], CHANNELS: shape[2] },
    workgroups: flat(sizeOf(shape)),
  }),
  multiplyAdds: ({ inputs: [{ shape }] }) => sizeOf(shape) * shape[2],
  tfjs(tf, [a, dy]) {
    const [h, w, c] = a.shape.slice(-3);
    const pixels = tf.reshape(a, [...a.shape.slice(0, -3), h * w, c]);
    const both = tf.add(tf.matMul(pixels, dy), tf.matMul(pixels, dy, false, true));
    return tf.reshape(tf.div(both, h * w), a.shape);
  },
};
