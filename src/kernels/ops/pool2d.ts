/** @file 2-D max and average pooling, through windows or over the whole image. */

import type { Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import source from "../../../shaders/pool2d.wgsl";
import fours from "../../../shaders/pool2d-4.wgsl";
import { EngineError } from "../../errors.ts";
import {
  type GraphBuilder,
  type Node,
  type Op,
  type Shape,
  sizeOf,
  type Tfjs,
  type Value,
  type Weight,
} from "../../graph/graph.ts";
import { NONE, slide, tapsWeight, type Window, whole } from "../../graph/taps.ts";
import { afterWeight } from "./after.ts";
import { multiply, scaled } from "./binary.ts";
import { ones } from "./constants.ts";
import { depthwiseConv2dOp } from "./depthwise-conv2d.ts";
import { inFours } from "./fours.ts";
import { upsampling2d } from "./gather.ts";
import { imageShape } from "./image-shape.ts";
import { maxGradient } from "./max-pool2d-gradient.ts";
import { reshape } from "./reshape.ts";
import { allRows, inverseOf, padTensor, pixels, slidOver } from "./windows.ts";

export interface Pool2dAttrs {
  readonly outputShape: Shape;
  /** Without dilations; "whole": the whole image. */
  readonly window: Window | "whole";
  readonly mean: boolean;
}

/** Adds the largest of each window over x [h, w, c]. */
export const maxPool2d = (g: GraphBuilder, x: Value, window: Window, name?: string): Value =>
  pool(g, x, window, false, name);

/** Adds the mean of each window over x [h, w, c]; what is padded does not count. */
export const averagePool2d = (g: GraphBuilder, x: Value, window: Window, name?: string): Value =>
  pool(g, x, window, true, name);

/** Adds the largest of each channel: [h, w, c] to [c]. */
export const globalMaxPool2d = (g: GraphBuilder, x: Value, name?: string): Value =>
  pool(g, x, "whole", false, name);

/** Adds the mean of each channel: [h, w, c] to [c]. */
export const globalAveragePool2d = (g: GraphBuilder, x: Value, name?: string): Value =>
  pool(g, x, "whole", true, name);

function pool(
  g: GraphBuilder,
  x: Value,
  window: Window | "whole",
  mean: boolean,
  name: string | undefined,
): Value {
  const [h, w, channels] = window === "whole" ? imageShape(x, "pool2d") : slidOver(x, window, "pool2d");
  if (window !== "whole" && window.dilations?.some((d) => d !== 1))
    throw new EngineError("shape", `pool2d: cannot spread its windows (dilations ${window.dilations})`);
  const taps = window === "whole" ? whole(h * w) : slide(x.shape, window);
  const outputShape = window === "whole" ? [channels] : [...taps.size, channels];
  return g.add(pool2dOp, [x, tapsWeight(g, taps)], { outputShape, window, mean }, name);
}

/** Inputs: x and taps [pixels of the output, taps]. */
export const pool2dOp: Op<Pool2dAttrs> = {
  name: "pool2d",
  shape: (_inputs, { outputShape }) => outputShape,
  kernel({ inputs: [x, taps], output, attrs }) {
    const channels = x.shape.at(-1)!;
    const others = { TAPS: taps.shape[1], ...pixels(x, taps), MEAN: Number(attrs.mean) };
    return inFours(sizeOf(output.shape), [source, fours], { CHANNELS: channels }, others);
  },
  gradient: (g, node, dy) => [node.attrs.mean ? meanGradient(g, node, dy) : maxGradient(g, node, dy), null],
  taps: ({ inputs: [, taps] }) => taps,
  tfjs(tf, [x, taps], { window, mean, outputShape }) {
    if (taps.rank === 3) return tf.reshape(pooledRows(tf, x, taps, mean), [taps.shape[0], ...outputShape]);
    if (window === "whole") return mean ? tf.mean(x, [1, 2]) : tf.max(x, [1, 2]);
    const [kernel, strides] = [[...window.kernel], [...window.strides]] as [number, number][];
    const max = (x: Tensor) => tf.maxPool(x as Tensor4D, kernel, strides, "valid");
    const sum = (x: Tensor) => tf.avgPool(x as Tensor4D, kernel, strides, "valid");
    if (!mean) return max(padTensor(tf, x, window, -3.4e38));
    // the mean of what is inside: both means divide by the whole window, which cancels
    return tf.div(sum(padTensor(tf, x, window)), sum(padTensor(tf, onesLike(tf, x), window)));
  },
};

/** [rows, c]. Each window is taken for an image, of one column. */
function pooledRows(tf: Tfjs, x: Tensor, taps: Tensor, mean: boolean): Tensor {
  const count = taps.shape[2]!;
  const rows = allRows(tf, x, taps, mean ? 0 : -3.4e38);
  const windows = tf.reshape(rows, [-1, count, 1, x.shape.at(-1)!]) as Tensor4D;
  if (!mean) return tf.maxPool(windows, [count, 1], 1, "valid");
  const inside = tf.mean(tf.cast(tf.greaterEqual(taps, 0), "float32"), 2); // of the whole window, as is the other mean
  return tf.div(tf.avgPool(windows, [count, 1], 1, "valid"), tf.reshape(inside, [-1, 1, 1, 1]));
}

const onesLike = (tf: Tfjs, x: Tensor) => tf.onesLike(tf.slice(x, [0, 0, 0, 0], [1, -1, -1, 1]));

/** What each window holds is shared out among its pixels. */
function meanGradient(g: GraphBuilder, { inputs: [x, taps], attrs }: Node<Pool2dAttrs>, dy: Value): Value {
  const [h, w, channels] = x.shape;
  if (attrs.window === "whole")
    return upsampling2d(g, reshape(g, scaled(g, dy, 1 / (h * w)), [1, 1, channels]), [h, w]);
  const each = multiply(g, dy, windowShares(g, taps, dy));
  const filter = ones(g, [...attrs.window.kernel, channels, 1]);
  const inputs = [each, inverseOf(g, taps, x), filter, afterWeight(g, channels, undefined)];
  return g.add(depthwiseConv2dOp, inputs, { outputShape: x.shape, window: attrs.window, transposed: true });
}

const shares = new WeakMap<Weight, Map<number, Float32Array<ArrayBuffer>>>();

/** One over the taps inside the image, for each number of the pool's output. */
function windowShares(g: GraphBuilder, taps: Value, { shape }: Value): Value {
  const table = g.weights.get(taps)!;
  const known = shares.get(table) ?? new Map<number, Float32Array<ArrayBuffer>>();
  shares.set(table, known);
  const [channels, count] = [shape[2], taps.shape[1]];
  if (!known.has(channels)) {
    const inside = (q: number) =>
      [...table.subarray(q * count, (q + 1) * count)].filter((pixel) => pixel !== NONE).length;
    known.set(
      channels,
      Float32Array.from({ length: sizeOf(shape) }, (_, i) => 1 / inside(Math.floor(i / channels))),
    );
  }
  return g.weight("shares", shape, known.get(channels)!);
}
