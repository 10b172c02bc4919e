/** @file 2-D convolution, transposed convolution and dense layers: one step, driven by a table of taps. */

import type { Tensor, Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import { EngineError } from "../../errors.ts";
import { type GraphBuilder, type Op, type Shape, sizeOf, type Tfjs, type Value } from "../../graph/graph.ts";
import { invert, paddingOf, slide, tapsWeight, type Window, whole } from "../../graph/taps.ts";
import type { Activation } from "./activation.ts";
import { type AfterOptions, afterWeight, applyAfter, checkUnfused } from "./after.ts";
import { convolutionKernels } from "./conv2d-kernels.ts";
import { type TransposedOptions, transposedWindow } from "./transposed-window.ts";
import { gathering, inverseOf, padTensor, slidOver, withZerosBetween } from "./windows.ts";

export interface Conv2dAttrs {
  /** Of one sample. */
  readonly outputShape: Shape;
  /** What slides over the image [h, w, …] that has the larger grid; "whole": a dense layer. */
  readonly window: Window | "whole";
  readonly groups: number;
  /**
   * The table is inverted and filters are read as [taps, filters / groups, channels]: a transposed convolution, or the
   * input gradient of one that is not.
   */
  readonly transposed: boolean;
  readonly activation?: Activation | undefined;
}

export interface Conv2dOptions extends Omit<Window, "kernel">, AfterOptions {
  readonly groups?: number;
}

/**
 * Adds a convolution of x [h, w, c] by `filter` [kh, kw, c / groups, f]. Throws EngineError("shape") if they do not
 * fit.
 */
export function conv2d(
  g: GraphBuilder,
  x: Value,
  filter: Value,
  options: Conv2dOptions,
  name?: string,
): Value {
  const { bias, activation, groups = 1, ...sliding } = options;
  const [kh, kw, depth, filters] = filter.shape;
  const window: Window = { kernel: [kh, kw], ...sliding };
  const [, , channels] = slidOver(x, window, "conv2d");
  const parts = groups === 1 ? "" : ` in ${groups} groups`;
  if (channels !== depth * groups)
    throw new EngineError(
      "shape",
      `conv2d: input has ${channels} channels, filter [${filter.shape}]${parts} has ${depth * groups}`,
    );
  if (filters % groups !== 0)
    throw new EngineError("shape", `conv2d: ${filters} filters do not go into ${groups} groups`);
  const taps = slide(x.shape, window);
  const attrs = { outputShape: [...taps.size, filters], window, groups, transposed: false, activation };
  return g.add(conv2dOp, [x, tapsWeight(g, taps), filter, afterWeight(g, filters, bias)], attrs, name);
}

/** Adds a dense layer over all of x, row by row; `weights` are [inputs, outputs]. Throws EngineError("shape"). */
export function dense(
  g: GraphBuilder,
  x: Value,
  weights: Value,
  { bias, activation }: AfterOptions = {},
  name?: string,
): Value {
  const [inputs, outputs] = weights.shape;
  if (sizeOf(x.shape) !== inputs)
    throw new EngineError(
      "shape",
      `dense: input [${x.shape}] has ${sizeOf(x.shape)} numbers, weights take ${inputs}`,
    );
  const taps = tapsWeight(g, whole(sizeOf(x.shape.slice(0, -1))));
  const attrs = {
    outputShape: [outputs],
    window: "whole",
    groups: 1,
    transposed: false,
    activation,
  } as const;
  return g.add(conv2dOp, [x, taps, weights, afterWeight(g, outputs, bias)], attrs, name);
}

export interface Conv2dTransposeOptions extends TransposedOptions, AfterOptions {
  readonly groups?: number;
}

/**
 * Adds the transposed convolution of x [h, w, c] by `filter` [kh, kw, f / groups, c], as Keras's Conv2DTranspose. Throws
 * EngineError("shape") if they do not fit.
 */
export function conv2dTranspose(
  g: GraphBuilder,
  x: Value,
  filter: Value,
  options: Conv2dTransposeOptions,
  name?: string,
): Value {
  const { bias, activation, groups = 1, ...sliding } = options;
  const [kh, kw, depth, channels] = filter.shape;
  const filters = depth * groups;
  const [h, w, c] = slidOver(x, { kernel: [kh, kw], ...sliding }, "conv2dTranspose");
  if (c !== channels)
    throw new EngineError(
      "shape",
      `conv2dTranspose: input has ${c} channels, filter [${filter.shape}] has ${channels}`,
    );
  if (c % groups !== 0)
    throw new EngineError("shape", `conv2dTranspose: ${c} channels do not go into ${groups} groups`);
  const { size, window } = transposedWindow([h, w], filter.shape, sliding);
  const { table, count } = slide(size, window);
  const taps = g.weight("taps", [size[0] * size[1], count], invert(table, count, size[0] * size[1]));
  const attrs = { outputShape: [...size, filters], window, groups, transposed: true, activation };
  return g.add(conv2dOp, [x, taps, filter, afterWeight(g, filters, bias)], attrs, name);
}

/** Inputs: x, taps [pixels of the output, taps], filters [..., c, f] and after [3, f]. */
export const conv2dOp: Op<Conv2dAttrs> = {
  name: "conv2d",
  shape: (_inputs, { outputShape }) => outputShape,
  kernel: (node) => conv2dOp.kernels!(node, false).find(({ needs }) => !needs)!,
  kernels({ inputs: [x, taps, w, after], output, attrs }, software) {
    const { window, groups, transposed, activation } = attrs;
    const [filters, isDense] = [after.shape[1], window === "whole"];
    const rows = sizeOf(output.shape) / filters;
    const few = rows === 1 && !output.along;
    const layer = { x, taps, filters, rows, few, groups, transposed, isDense, activation, half: w.half };
    return convolutionKernels(layer, software);
  },
  gradient(g, { inputs: [x, taps, w, after], output, attrs }, dy) {
    checkUnfused(g, after, attrs.activation, "conv2d");
    const { outputShape: _, ...same } = attrs;
    const inputs = [dy, inverseOf(g, taps, x), w, afterWeight(g, x.shape.at(-1)!, undefined)];
    const dx = { ...same, outputShape: x.shape, transposed: !attrs.transposed };
    return [g.add(conv2dOp, inputs, dx, `d ${output.name}`), null, null, null];
  },
  taps: ({ inputs: [, taps] }) => taps,
  multiplyAdds({ inputs: [x, , w], output, attrs }) {
    if (attrs.window === "whole") return sizeOf(w.shape);
    const grid = (attrs.transposed ? x : output).shape; // where the filter is laid
    return sizeOf(grid.slice(0, -1)) * sizeOf(w.shape);
  },
  tfjs(tf, [x, taps, w, after], { activation, ...attrs }) {
    const sum = taps.rank === 3 ? tappedSums(tf, x, taps, w, attrs) : sums(tf, x, w, attrs);
    return applyAfter(tf, sum, after, activation);
  },
};

function sums(
  tf: Tfjs,
  x: Tensor,
  w: Tensor,
  { window, groups, transposed, outputShape }: Conv2dAttrs,
): Tensor {
  if (window === "whole") {
    const rows = tf.reshape(x, [x.shape[0], -1]) as Tensor2D;
    return tf.reshape(tf.matMul(rows, w as Tensor2D, false, transposed), [x.shape[0], ...outputShape]);
  }
  const convolve = transposed ? spread(tf, window, outputShape) : slid(tf, window);
  if (groups === 1) return convolve(x, w);
  const [xs, ws] = [tf.split(x, groups, 3), tf.split(w, groups, 3)];
  return tf.concat(
    xs.map((part, i) => convolve(part, ws[i])),
    3,
  );
}

/** Numbers of a matrix of windows, at most. */
const MOST_WINDOWS = 2 ** 20;

/** Windows as the rows of a matrix, some at a time, times the filters. */
function tappedSums(
  tf: Tfjs,
  x: Tensor,
  taps: Tensor,
  w: Tensor,
  { groups, transposed, outputShape }: Conv2dAttrs,
): Tensor {
  const [channels, count] = [x.shape.at(-1)!, taps.shape[2]!];
  const each = tf.reshape(w, [count, -1, w.shape.at(-1)!]);
  const turned = transposed ? tf.transpose(each, [0, 2, 1]) : each;
  // TensorFlow.js packs filters once for as long as they are the same numbers: splitting would copy them
  const filters = (groups === 1 ? [turned] : tf.split(turned, groups, 2)).map(
    (own) => tf.reshape(own, [-1, own.shape[2]!]) as Tensor2D,
  );
  const { at, rows } = gathering(tf, x, taps);
  const step = count * Math.max(1, Math.floor(MOST_WINDOWS / (count * channels)));
  const sums = Array.from({ length: Math.ceil(at.length / step) }, (_, i) => {
    const part = at.subarray(i * step, (i + 1) * step);
    return tf.tidy(() => {
      const windows = tf.reshape(rows(part), [-1, count, channels]);
      const products = (groups === 1 ? [windows] : tf.split(windows, groups, 2)).map((own, k) =>
        tf.matMul(tf.reshape(own, [-1, filters[k].shape[0]]) as Tensor2D, filters[k]),
      );
      return groups === 1 ? products[0] : tf.concat(products, 1);
    });
  });
  return tf.reshape(tf.concat(sums, 0), [taps.shape[0], ...outputShape]);
}

type Convolve = (x: Tensor, w: Tensor) => Tensor;

function slid(tf: Tfjs, window: Window): Convolve {
  const { strides, dilations = [1, 1] } = window;
  return (x, w) =>
    tf.conv2d(
      padTensor(tf, x, window) as Tensor4D,
      w as Tensor4D,
      [...strides] as [number, number],
      "valid",
      "NHWC",
      [...dilations] as [number, number],
    );
}

/** The other way round. TensorFlow.js has no dilations there: the filter is dilated instead. */
function spread(tf: Tfjs, window: Window, outputShape: Shape): Convolve {
  const { strides, dilations = [1, 1] } = window;
  const [[top, bottom], [left, right]] = paddingOf(outputShape, window);
  const [h, w] = [outputShape[0] + top + bottom, outputShape[1] + left + right];
  return (x, filter) => {
    const wide = withZerosBetween(
      tf,
      withZerosBetween(tf, filter, 0, dilations[0]),
      1,
      dilations[1],
    ) as Tensor4D;
    const size: [number, number, number, number] = [x.shape[0], h, w, filter.shape[2]!];
    const full = tf.conv2dTranspose(x as Tensor4D, wide, size, [...strides] as [number, number], "valid");
    return tf.slice(full, [0, top, left, 0], [-1, outputShape[0], outputShape[1], -1]);
  };
}
