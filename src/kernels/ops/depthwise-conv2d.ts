/** @file Depthwise 2-D convolution: each channel is filtered on its own. */

import type { Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import source from "../../../shaders/depthwise-conv2d.wgsl";
import fours from "../../../shaders/depthwise-conv2d-4.wgsl";
import fourRows from "../../../shaders/depthwise-conv2d-four-rows.wgsl";
import { EngineError } from "../../errors.ts";
import {
  type GraphBuilder,
  type Kernel,
  type Node,
  type Op,
  type Shape,
  sizeOf,
  type Tfjs,
  type Value,
  type Variant,
} from "../../graph/graph.ts";
import { paddingOf, slide, tapsWeight, type Window } from "../../graph/taps.ts";
import { flat } from "../workgroups.ts";
import { type Activation, activationConstants } from "./activation.ts";
import { type AfterOptions, afterWeight, applyAfter, checkUnfused } from "./after.ts";
import { inverseOf, padTensor, pixels, slidOver, underTaps, withZerosBetween } from "./windows.ts";

export interface DepthwiseConv2dAttrs {
  readonly outputShape: Shape;
  readonly window: Window;
  /** The table is inverted, and each channel of the output sums over its multiplier: the input gradient of one that is not. */
  readonly transposed: boolean;
  readonly activation?: Activation | undefined;
}

export interface DepthwiseConv2dOptions extends Omit<Window, "kernel">, AfterOptions {}

/**
 * Adds a depthwise convolution of x [h, w, c] by `filter` [kh, kw, c, multiplier]; y has c * multiplier channels.
 * Throws EngineError("shape") if they do not fit.
 */
export function depthwiseConv2d(
  g: GraphBuilder,
  x: Value,
  filter: Value,
  { bias, activation, ...sliding }: DepthwiseConv2dOptions,
  name?: string,
): Value {
  const [kh, kw, channels, multiplier] = filter.shape;
  const window: Window = { kernel: [kh, kw], ...sliding };
  const [, , c] = slidOver(x, window, "depthwiseConv2d");
  if (c !== channels) {
    const message = `depthwiseConv2d: input has ${c} channels, filter [${filter.shape}] has ${channels}`;
    throw new EngineError("shape", message);
  }
  const taps = slide(x.shape, window);
  const filters = channels * multiplier;
  const inputs = [x, tapsWeight(g, taps), filter, afterWeight(g, filters, bias)];
  const attrs = { outputShape: [...taps.size, filters], window, transposed: false, activation };
  return g.add(depthwiseConv2dOp, inputs, attrs, name);
}

/** Inputs: x, taps [pixels of the output, taps], filters [kh, kw, c, multiplier] and after [3, c * multiplier]. */
export const depthwiseConv2dOp: Op<DepthwiseConv2dAttrs> = {
  name: "depthwiseConv2d",
  shape: (_inputs, { outputShape }) => outputShape,
  kernel: (node) => (isInFours(node) ? inOneRow(node) : inOnes(node)),
  kernels: (node) => (isInFours(node) ? [inFourRows(node), inOneRow(node)] : []),
  gradient(g, { inputs: [x, taps, w, after], output, attrs }, dy) {
    checkUnfused(g, after, attrs.activation, "depthwiseConv2d");
    const inputs = [dy, inverseOf(g, taps, x), w, afterWeight(g, x.shape[2], undefined)];
    const dx = { outputShape: x.shape, window: attrs.window, transposed: true };
    return [g.add(depthwiseConv2dOp, inputs, dx, `d ${output.name}`), null, null, null];
  },
  slowInRows: ["wasm", "cpu"], // TensorFlow.js has no fast way to take rows for one
  taps: ({ inputs: [, taps], attrs }) => (attrs.transposed ? undefined : taps),
  multiplyAdds: ({ inputs: [x, taps], output, attrs: { transposed } }) =>
    sizeOf((transposed ? x : output).shape) * taps.shape[1],
  tfjs(tf, [x, taps, w, after], { activation, ...attrs }) {
    const sums =
      taps.rank === 3 ? tapped(tf, x, taps, w, attrs) : (attrs.transposed ? spread : slid)(tf, x, w, attrs);
    return applyAfter(tf, sums, after, activation);
  },
};

type DepthwiseNode = Node<DepthwiseConv2dAttrs>;

const isInFours = ({ inputs: [, , w] }: DepthwiseNode): boolean => w.shape[3] === 1 && w.shape[2] % 4 === 0;

const inOnes = (node: DepthwiseNode): Kernel => ({
  source,
  constants: {
    MULTIPLIER: node.inputs[2].shape[3],
    TRANSPOSED: Number(node.attrs.transposed),
    ...sizes(node, 1),
  },
  workgroups: flat(sizeOf(node.output.shape)),
});

const inOneRow = (node: DepthwiseNode): Variant => ({
  name: "one-row",
  source: fours,
  constants: sizes(node, 4),
  workgroups: flat(sizeOf(node.output.shape) / 4),
});

const inFourRows = (node: DepthwiseNode): Variant => {
  const [rows, channels] = [sizeOf(node.output.shape.slice(0, -1)), node.output.shape.at(-1)!];
  return {
    name: "four-rows",
    source: fourRows,
    constants: sizes(node, 4),
    workgroups: (batch) => flat(channels / 4)(Math.ceil((rows * batch) / 4)),
  };
};

const sizes = ({ inputs: [x, taps, w], attrs }: DepthwiseNode, width: number) => ({
  TAPS: taps.shape[1],
  CHANNELS: w.shape[2] / width,
  ...pixels(x, taps),
  ...activationConstants(attrs.activation),
});

/** As the kernel does it, tap by tap. */
function tapped(tf: Tfjs, x: Tensor, taps: Tensor, w: Tensor, { outputShape }: DepthwiseConv2dAttrs): Tensor {
  const [channels, multiplier] = w.shape.slice(2) as [number, number];
  const filters = tf.unstack(tf.reshape(w, [taps.shape[2]!, channels, multiplier]));
  const products = underTaps(tf, x, taps).map((rows, t) => tf.mul(tf.expandDims(rows, 2), filters[t]));
  const sum = products.reduce((a, b) => tf.add(a, b)); // [rows, channels, multiplier]
  return tf.reshape(sum, [taps.shape[0], ...outputShape]);
}

function slid(tf: Tfjs, x: Tensor, w: Tensor, { window }: DepthwiseConv2dAttrs): Tensor {
  return filtered(tf, padTensor(tf, x, window), w, window.strides, window.dilations);
}

const filtered = (
  tf: Tfjs,
  x: Tensor,
  w: Tensor,
  strides: Window["strides"],
  dilations: Window["strides"] = [1, 1],
): Tensor =>
  tf.depthwiseConv2d(x as Tensor4D, w as Tensor4D, [...strides] as [number, number], "valid", "NHWC", [
    ...dilations,
  ] as [number, number]);

/** The other way round, for which TensorFlow.js has no wasm kernel: filters turned round, over x with zeros between. */
function spread(tf: Tfjs, x: Tensor, w: Tensor, { window, outputShape }: DepthwiseConv2dAttrs): Tensor {
  const { kernel, strides, dilations = [1, 1] } = window;
  const [[top, bottom], [left, right]] = paddingOf(outputShape, window);
  const along = (axis: 0 | 1, padding: number): [number, number] => {
    const before = (kernel[axis] - 1) * dilations[axis];
    const spreadTo = (x.shape[axis + 1]! - 1) * strides[axis] + 1;
    return [before, outputShape[axis] + padding - spreadTo];
  };
  const apart = withZerosBetween(tf, withZerosBetween(tf, x, 1, strides[0]), 2, strides[1]);
  const padded = tf.pad(apart, [[0, 0], along(0, top + bottom), along(1, left + right), [0, 0]]);
  const [channels, multiplier] = w.shape.slice(2) as [number, number];
  const turned = tf.reverse(w, [0, 1]);
  const parts = Array.from({ length: multiplier }, (_, m) => {
    const own = Array.from({ length: channels }, (_, c) => c * multiplier + m);
    const part = multiplier === 1 ? padded : tf.gather(padded, own, 3);
    return filtered(tf, part, tf.slice(turned, [0, 0, 0, m], [-1, -1, -1, 1]), [1, 1], dilations);
  });
  const sum = parts.reduce((a, b) => tf.add(a, b));
  return tf.slice(sum, [0, top, left, 0], [-1, outputShape[0], outputShape[1], -1]);
}
