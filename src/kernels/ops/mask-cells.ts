/** @file Pictures of which parts fade, from a few cells each: they are made where they are used, and never leave the GPU. */

import type { Tensor } from "@tensorflow/tfjs-core";
import source from "../../../shaders/mask-cells.wgsl";
import { EngineError } from "../../errors.ts";
import { type GraphBuilder, type Op, sizeOf, type Tfjs, type Value } from "../../graph/graph.ts";
import { flat } from "../workgroups.ts";

interface MaskCellsAttrs {
  /** Pixels that the cells are stretched over. */
  readonly over: readonly [height: number, width: number];
}

/**
 * Adds the faded pictures: hidden + mask * (image - hidden). `image` and `hidden` are [h, w, c], one for all samples; `cells`
 * [rows, columns], 0 (hidden) to 1 (kept), are stretched bilinearly over `over` pixels, [h, w] or more; `shift` [2] says
 * at which of those rows and columns the picture starts.
 */
export function maskCells(
  g: GraphBuilder,
  image: Value,
  hidden: Value,
  cells: Value,
  shift: Value,
  over: readonly [height: number, width: number],
  name?: string,
): Value {
  return g.add(maskCellsOp, [image, hidden, cells, shift], { over }, name);
}

export const maskCellsOp: Op<MaskCellsAttrs> = {
  name: "maskCells",
  shape([image, hidden, cells, shift], { over }) {
    if (String(image) !== String(hidden) || image.length !== 3)
      throw new EngineError("shape", `maskCells: image [${image}] and hidden [${hidden}] differ`);
    if (cells.length !== 2 || sizeOf(shift) !== 2 || over[0] < image[0] || over[1] < image[1])
      throw new EngineError(
        "shape",
        `maskCells: cells [${cells}] over [${over}] pixels, shifted by [${shift}], do not cover [${image}]`,
      );
    return image;
  },
  kernel: ({ inputs: [image, , cells], output, attrs: { over } }) => ({
    source,
    constants: {
      ...{ H: image.shape[0], W: image.shape[1], CHANNELS: image.shape[2] },
      ...{ ROWS: cells.shape[0], COLUMNS: cells.shape[1], TALL: over[0], WIDE: over[1] },
    },
    workgroups: flat(sizeOf(output.shape)),
  }),
  multiplyAdds: ({ output }) => 4 * sizeOf(output.shape),
  tfjs(tf, [image, hidden, cells, shift], { over }) {
    const [height, width] = image.shape;
    const [samples, rows, columns] = cells.shape as [number, number, number];
    const shifts = shift.dataSync();
    const down = matrices(tf, samples, height, rows, over[0], (n) => shifts[2 * n]);
    const across = matrices(tf, samples, width, columns, over[1], (n) => shifts[2 * n + 1]);
    const tall = tf.matMul(down as never, cells as never);
    const mask = tf.expandDims(tf.matMul(tall, across as never, false, true), 3);
    const faded = tf.add(hidden, tf.mul(mask, tf.sub(image, hidden)));
    const whole = tf.cast(tf.mul(tf.greaterEqual(mask, 1), tf.onesLike(image)), "bool");
    return tf.where(whole, tf.mul(tf.onesLike(mask), image), faded);
  },
};

/** For each sample what each of `size` pixels takes of each cell, [samples, size, cells]. */
function matrices(
  tf: Tfjs,
  samples: number,
  size: number,
  cells: number,
  over: number,
  shift: (sample: number) => number,
): Tensor {
  const dense = new Float32Array(samples * size * cells);
  for (let n = 0; n < samples; n++) {
    const { first, next, share } = stretched(cells, over, shift(n), size);
    for (let i = 0; i < size; i++) {
      const row = (n * size + i) * cells;
      dense[row + first[i]] += 1 - share[i];
      dense[row + next[i]] += share[i];
    }
  }
  return tf.tensor3d(dense, [samples, size, cells]);
}

/**
 * `cells` along an axis stretched over `over` pixels, of which `size` are looked at from `shift` on: for each the two cells it
 * lies between, and how far it is on the way from the first to the next.
 */
export function stretched(cells: number, over: number, shift: number, size: number) {
  const first = new Uint32Array(size);
  const next = new Uint32Array(size);
  const share = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const place = Math.min(cells - 1, Math.max(0, ((i + shift + 0.5) * cells) / over - 0.5));
    first[i] = Math.floor(place);
    next[i] = Math.min(cells - 1, first[i] + 1);
    share[i] = place - first[i];
  }
  return { first, next, share };
}
