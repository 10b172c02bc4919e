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

interface Gathering {
  /** The table, with a row of `outside` for taps that lie outside. */
  readonly at: Int32Array;
  /** Rows of x, [rows, c]. */
  rows(at: Int32Array): Tensor;
}

/**
 * In TensorFlow.js, the rows of x [copies, …, c] that a batched table names, to be had part by part. By gatherND, which moves
 * whole rows: gather takes longer than the convolution that reads them.
 */
export function gathering(tf: Tfjs, x: Tensor, taps: Tensor, outside = 0): Gathering {
  const table = taps.dataSync() as Int32Array;
  const channels = x.shape.at(-1)!;
  const inside = tf.reshape(x, [-1, channels]);
  const count = inside.shape[0]!;
  const isInside = table.every((row) => row >= 0);
  const source = isInside ? inside : tf.concat([inside, tf.fill([1, channels], outside)], 0);
  return {
    at: isInside ? table : table.map((row) => (row < 0 ? count : row)),
    rows: (at) => tf.gatherND(source, tf.tensor2d(at, [at.length, 1], "int32")),
  };
}

/** All of them. */
export function allRows(tf: Tfjs, x: Tensor, taps: Tensor, outside = 0): Tensor {
  const { at, rows } = gathering(tf, x, taps, outside);
  return rows(at);
}

/** The rows under each tap of a table [copies, pixels, taps] that has every row of y, [copies * pixels, c] each. */
export function underTaps(tf: Tfjs, x: Tensor, taps: Tensor, outside = 0): Tensor[] {
  const { at, rows } = gathering(tf, x, taps, outside);
  const count = taps.shape.at(-1)!;
  return Array.from({ length: count }, (_, t) =>
    rows(Int32Array.from({ length: at.length / count }, (_, r) => at[r * count + t])),
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
