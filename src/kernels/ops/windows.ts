/** @file What all steps share that look at an image through a window: checks, padding, and how samples are counted. */

import type { Tensor } from "@tensorflow/tfjs-core";
import { type GraphBuilder, type Shape, sizeOf, type Tfjs, type Value } from "../../graph/graph.ts";
import { invert, paddingOf, type Window } from "../../graph/taps.ts";
import { checkWhole, imageShape } from "./image-shape.ts";

/**
 * [h, w, c] of what a window slides over. Throws EngineError("shape") if x is no image, or if a size, stride or
 * dilation is no whole number from 1.
 */
export function slidOver(x: Value, { kernel, strides, dilations = [1, 1] }: Window, step: string): Shape {
  checkWhole(kernel, 1, `${step}: window`);
  checkWhole(strides, 1, `${step}: strides`);
  checkWhole(dilations, 1, `${step}: dilations`);
  return imageShape(x, step);
}

/** Samples of x stand one after another and use one table; or the table has every row of y, and finds it among all of x. */
export const pixels = (x: Value, taps: Value) =>
  x.batched && !taps.batched
    ? { PIXELS: taps.shape[0], SOURCE_PIXELS: sizeOf(x.shape.slice(0, -1)) }
    : { PIXELS: 0xffffffff, SOURCE_PIXELS: 0 };

/**
 * In TensorFlow.js, a function that gives the rows of x [copies, …, c] that a table names, [rows, c]; all `outside` for those below
 * 0, which lie outside. Its own gather takes longer than the convolution that reads what it gives, so the numbers are moved here.
 */
export function rowsOf(tf: Tfjs, x: Tensor, outside = 0): (table: Int32Array) => Tensor {
  const channels = x.shape.at(-1)!;
  const from = copies.get(x) ?? (x.dataSync() as Float32Array);
  copies.set(x, from); // rows that samples share are read by batch after batch
  return (table) => {
    const to = new Float32Array(table.length * channels);
    for (let r = 0, i = 0; r < table.length; r++, i += channels) {
      const start = table[r] * channels;
      if (start < 0) to.fill(outside, i, i + channels);
      else if (channels < 16) for (let c = 0; c < channels; c++) to[i + c] = from[start + c];
      else to.set(from.subarray(start, start + channels), i);
    }
    return tf.tensor(to, [table.length, channels]);
  };
}

const copies = new WeakMap<Tensor, Float32Array>();

/** The rows of x [copies, …, c] under each tap of a table [copies, pixels, taps] that has every row of y, [copies * pixels, c] each. */
export function underTaps(tf: Tfjs, x: Tensor, taps: Tensor, outside = 0): Tensor[] {
  const table = taps.dataSync() as Int32Array;
  const count = taps.shape.at(-1)!;
  const rows = rowsOf(tf, x, outside);
  return Array.from({ length: count }, (_, t) =>
    rows(Int32Array.from({ length: table.length / count }, (_, r) => table[r * count + t])),
  );
}

/** x [batch, h, w, c] with the border that the window wants around it, in TensorFlow.js. */
export function padTensor(tf: Tfjs, x: Tensor, window: Window, value = 0): Tensor {
  const [, h, w] = x.shape;
  const [rows, columns] = paddingOf([h, w], window);
  return tf.pad(x, [[0, 0], [...rows], [...columns], [0, 0]], value);
}

/** The table read from the other end, [pixels of x, taps]: which window has each pixel of x under each tap. */
export function inverseOf(g: GraphBuilder, taps: Value, x: Value): Value {
  const [, count] = taps.shape;
  const rows = sizeOf(x.shape.slice(0, -1));
  return g.weight("windows", [rows, count], invert(g.weights.get(taps) as Uint32Array, count, rows));
}

/** x with by − 1 zeros between its steps along an axis, in TensorFlow.js. */
export function withZerosBetween(tf: Tfjs, x: Tensor, axis: number, by: number): Tensor {
  if (by === 1) return x;
  const steps = x.shape[axis]!;
  const at = Array.from({ length: (steps - 1) * by + 1 }, (_, i) => (i % by === 0 ? i / by : steps));
  const zero = tf.zerosLike(tf.gather(x, [0], axis));
  return tf.gather(tf.concat([x, zero], axis), at, axis);
}
