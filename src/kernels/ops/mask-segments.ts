/** @file Perturbed pictures, from one bit per superpixel: they are made where they are used, and never leave the GPU. */

import source from "../../../shaders/mask-segments.wgsl";
import { EngineError } from "../../errors.ts";
import { type GraphBuilder, type Op, sizeOf, type Value } from "../../graph/graph.ts";
import { flat } from "../workgroups.ts";

/**
 * Adds the perturbed pictures. `image` and `hidden` are [h, w, c], `labels` [h, w] (u32; from `segments` on: never
 * hidden), one for all samples; `keep` [ceil(segments / 32)] (u32) has bit i set where superpixel i is kept.
 */
export function maskSegments(
  g: GraphBuilder,
  image: Value,
  hidden: Value,
  labels: Value,
  keep: Value,
  segments: number,
  name?: string,
): Value {
  return g.add(maskSegmentsOp, [image, hidden, labels, keep], { segments }, name);
}

export const maskSegmentsOp: Op<{ readonly segments: number }> = {
  name: "maskSegments",
  shape([image, hidden, labels, keep], { segments }) {
    if (String(image) !== String(hidden) || String(image.slice(0, 2)) !== String(labels))
      throw new EngineError(
        "shape",
        `maskSegments: image [${image}], hidden [${hidden}] and labels [${labels}] differ`,
      );
    if (keep[0] !== Math.ceil(segments / 32))
      throw new EngineError("shape", `maskSegments: ${segments} superpixels do not fit ${keep[0]} words`);
    return image;
  },
  kernel: ({ inputs: [image, , , keep], output, attrs: { segments } }) => ({
    source,
    constants: {
      SIZE: sizeOf(image.shape),
      CHANNELS: image.shape[2],
      SEGMENTS: segments,
      WORDS: keep.shape[0],
    },
    workgroups: flat(sizeOf(output.shape)),
  }),
  tfjs(tf, [image, hidden, labels, keep], { segments }) {
    const words = keep.dataSync();
    const column = Int32Array.from(labels.dataSync(), (label) => Math.min(label >>> 0, segments));
    const [samples, perSample] = keep.shape as [number, number];
    const row = segments + 1; // the last column: never hidden
    const bits = Float32Array.from({ length: samples * row }, (_, i) => {
      const [n, s] = [Math.floor(i / row), i % row];
      return s === segments ? 1 : (words[n * perSample + (s >> 5)] >>> (s & 31)) & 1;
    });
    const at = tf.tensor2d(column, labels.shape as [number, number], "int32");
    const kept = tf.expandDims(tf.gather(tf.tensor2d(bits, [samples, row]), at, 1), 3);
    return tf.where(tf.cast(tf.mul(kept, tf.onesLike(image)), "bool"), image, hidden);
  },
};
