/** @file What all steps share that look at an image through a window: checks, padding, and how samples are counted. */

import type { Tensor } from "@tensorflow/tfjs-core";
import { type Shape, sizeOf, type Tfjs, type Value } from "../../graph/graph.ts";
import { paddingOf, type Window } from "../../graph/taps.ts";
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

/** Samples of x stand one after another and use one table; or all share the rows of x, and the table has every row of y. */
export const pixels = (x: Value, taps: Value) =>
  x.batched
    ? { PIXELS: taps.shape[0], SOURCE_PIXELS: sizeOf(x.shape.slice(0, -1)) }
    : { PIXELS: 0xffffffff, SOURCE_PIXELS: 0 };

/** x [batch, h, w, c] with the border that the window wants around it, in TensorFlow.js. */
export function padTensor(tf: Tfjs, x: Tensor, window: Window, value = 0): Tensor {
  const [, h, w] = x.shape;
  const [rows, columns] = paddingOf([h, w], window);
  return tf.pad(x, [[0, 0], [...rows], [...columns], [0, 0]], value);
}
