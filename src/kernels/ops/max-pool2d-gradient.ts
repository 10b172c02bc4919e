/** @file Input gradient of max pooling: each window gives all it gets to its first largest pixel. */

import type { Tensor } from "@tensorflow/tfjs-core";
import source from "../../../shaders/max-pool2d-gradient.wgsl";
import fours from "../../../shaders/max-pool2d-gradient-4.wgsl";
import apart from "../../../shaders/max-pool2d-gradient-apart.wgsl";
import {
  type GraphBuilder,
  type Kernel,
  type Node,
  type Op,
  sizeOf,
  type Tfjs,
  type Value,
  type Variant,
} from "../../graph/graph.ts";
import { paddingOf, type Window } from "../../graph/taps.ts";
import { flat } from "../workgroups.ts";
import { inFours } from "./fours.ts";
import type { Pool2dAttrs } from "./pool2d.ts";
import { inverseOf, padTensor, withZerosBetween } from "./windows.ts";

/** Adds the input gradient of a max pool. */
export function maxGradient(
  g: GraphBuilder,
  { inputs: [x, taps], output, attrs: { window } }: Node<Pool2dAttrs>,
  dy: Value,
): Value {
  const windows = window === "whole" ? taps : inverseOf(g, taps, x); // the whole image is in the only window
  return g.add(maxPool2dGradientOp, [x, output, taps, windows, dy], { window }, `d ${output.name}`);
}

/** Inputs: x, y, taps [pixels of y, taps], windows [pixels of x, taps] and dy. */
const maxPool2dGradientOp: Op<Pick<Pool2dAttrs, "window">> = {
  name: "maxPool2dGradient",
  shape: ([x]) => x,
  kernel: byPixel,
  kernels: (node) => (isApart(node) ? [byWindow(node), { ...byPixel(node), name: "by-pixel" }] : []),
  tfjs: (tf, [x, y, , , dy], { window }) =>
    window === "whole" ? ofWhole(tf, x, dy) : ofWindows(tf, x, y, dy, window),
};

type GradientNode = Node<Pick<Pool2dAttrs, "window">>;

/** Each pixel looks for itself in the windows that it is in. */
function byPixel({ inputs: [x, , taps], output, attrs: { window } }: GradientNode): Kernel {
  const others = {
    TAPS: taps.shape[1],
    PIXELS: sizeOf(x.shape.slice(0, -1)),
    WINDOWS: taps.shape[0],
    WHOLE: Number(window === "whole"),
  };
  return inFours(sizeOf(output.shape), [source, fours], { CHANNELS: x.shape.at(-1)! }, others);
}

/** Each window looks for its largest pixel. */
function byWindow({ inputs: [x, y, taps] }: GradientNode): Variant {
  const CHANNELS = x.shape.at(-1)! / 4;
  const [WINDOWS, TAPS] = taps.shape;
  return {
    name: "by-window",
    source: apart,
    constants: { TAPS, CHANNELS, WINDOWS, PIXELS: sizeOf(x.shape.slice(0, -1)) },
    workgroups: flat(sizeOf(y.shape) / 4),
  };
}

/** Whether every pixel is in just one window, and channels divide by four. */
function isApart({ inputs: [x, , taps], attrs: { window } }: GradientNode): boolean {
  if (window === "whole" || x.shape.at(-1)! % 4 !== 0) return false;
  const { kernel, strides, dilations = [1, 1] } = window;
  const touches = [0, 1].every((i) => strides[i] === kernel[i] && dilations[i] === 1);
  const isPadded = paddingOf(x.shape, window).flat().some(Boolean);
  return touches && !isPadded && sizeOf(taps.shape) === sizeOf(x.shape.slice(0, -1));
}

function ofWhole(tf: Tfjs, x: Tensor, dy: Tensor): Tensor {
  const [n, h, w, c] = x.shape as [number, number, number, number];
  const first = tf.argMax(tf.reshape(x, [n, h * w, c]), 1);
  const chosen = tf.transpose(tf.cast(tf.oneHot(first as never, h * w), "float32"), [0, 2, 1]);
  return tf.reshape(tf.mul(chosen, tf.reshape(dy, [n, 1, c])), x.shape);
}

/** Tap by tap: its own gradient differs from backend to backend where numbers are equal. */
function ofWindows(tf: Tfjs, x: Tensor, y: Tensor, dy: Tensor, window: Window): Tensor {
  const [kernel, strides] = [window.kernel, window.strides];
  const padded = padTensor(tf, x, window, -3.4e38);
  const [, height, width] = padded.shape;
  const [, h, w] = y.shape;
  const [spanH, spanW] = [(h! - 1) * strides[0] + 1, (w! - 1) * strides[1] + 1];
  let free: Tensor = tf.onesLike(y);
  let sum: Tensor = tf.zerosLike(padded);
  for (let ky = 0; ky < kernel[0]; ky++)
    for (let kx = 0; kx < kernel[1]; kx++) {
      const under = tf.stridedSlice(
        padded,
        [0, ky, kx, 0],
        [x.shape[0], ky + spanH, kx + spanW, x.shape[3]!],
        [1, ...strides, 1],
      );
      const wins = tf.mul(tf.cast(tf.equal(under, y), "float32"), free);
      free = tf.sub(free, wins);
      const apart = withZerosBetween(
        tf,
        withZerosBetween(tf, tf.mul(wins, dy), 1, strides[0]),
        2,
        strides[1],
      );
      const after = [height! - ky - spanH, width! - kx - spanW];
      sum = tf.add(
        sum,
        tf.pad(apart, [
          [0, 0],
          [ky, after[0]],
          [kx, after[1]],
          [0, 0],
        ]),
      );
    }
  const [[top], [left]] = paddingOf(x.shape.slice(1, 3), window);
  return tf.slice(sum, [0, top, left, 0], x.shape);
}
