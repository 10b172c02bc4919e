/** @file Images turned, scaled and shifted about their middle: what makes ascent find pictures that survive it. */

import type { Tensor } from "@tensorflow/tfjs-core";
import source from "../../../shaders/warp.wgsl";
import gradientSource from "../../../shaders/warp-gradient.wgsl";
import { EngineError } from "../../errors.ts";
import { type GraphBuilder, type Op, type Shape, sizeOf, type Tfjs, type Value } from "../../graph/graph.ts";
import { flat } from "../workgroups.ts";
import { imageShape } from "./image-shape.ts";

export interface WarpOptions {
  /** What lies outside the image. */
  readonly fill: number;
}

/**
 * Adds x [h, w, c] resampled: pixel q looks at middle + R(angle) (q − middle) / scale + shift, and takes what stands there
 * by bilinear interpolation. `draw` [4] is the same for all samples: shift of rows and of columns in pixels, scale (above 1
 * enlarges), angle in radians (above 0 turns the picture clockwise). Whole shifts copy whole pixels. The gradient by x is
 * the adjoint; `draw` has none. Throws EngineError("shape") if they do not fit.
 */
export function warp(g: GraphBuilder, x: Value, draw: Value, { fill }: WarpOptions, name?: string): Value {
  imageShape(x, "warp");
  if (sizeOf(draw.shape) !== 4 || draw.batched)
    throw new EngineError("shape", `warp: needs four numbers for all samples, but got [${draw.shape}]`);
  return g.add(warpOp, [x, draw], { fill }, name);
}

/** Inputs: x and draw. */
export const warpOp: Op<WarpOptions> = {
  name: "warp",
  shape: ([x]) => x,
  kernel: ({ inputs: [x], attrs: { fill } }) => ({
    source,
    constants: { ...sizes(x.shape), FILL: fill },
    workgroups: flat(sizeOf(x.shape)),
  }),
  gradient: (g, { inputs: [, draw] }, dy) => [g.add(warpGradientOp, [dy, draw], {}), null],
  multiplyAdds: ({ output }) => 4 * sizeOf(output.shape),
  tfjs(tf, [x, draw], { fill }) {
    const [h, w] = x.shape.slice(-3);
    const { places, weights } = looks(h, w, draw.dataSync());
    return weighted(tf, x, fill, places, weights);
  },
};

/** Inputs: dy and draw. */
export const warpGradientOp: Op<object> = {
  name: "warpGradient",
  shape: ([dy]) => dy,
  kernel: ({ inputs: [dy] }) => ({
    source: gradientSource,
    constants: sizes(dy.shape),
    workgroups: flat(sizeOf(dy.shape)),
  }),
  gradient: (g, { inputs: [, draw] }, d) => [warp(g, d, draw, { fill: 0 }), null],
  multiplyAdds: ({ output }) => 4 * sizeOf(output.shape),
  tfjs(tf, [dy, draw]) {
    const [h, w] = dy.shape.slice(-3);
    const { places, weights } = turnedRound(looks(h, w, draw.dataSync()), h * w);
    return weighted(tf, dy, 0, places, weights);
  },
};

const sizes = ([h, w, c]: Shape) => ({ H: h, W: w, CHANNELS: c });

/** For each pixel of one image, so many pixels of another: [columns][pixels]. A place that is no pixel is h * w. */
interface Sums {
  readonly places: readonly Int32Array[];
  readonly weights: readonly Float32Array[];
}

const columnsOf = (count: number, pixels: number): Sums => ({
  places: Array.from({ length: count }, () => new Int32Array(pixels).fill(pixels)),
  weights: Array.from({ length: count }, () => new Float32Array(pixels)),
});

/** The four pixels around the place that each pixel looks at. */
function looks(
  h: number,
  w: number,
  [down, right, scale, angle]: ArrayLike<number> & Iterable<number>,
): Sums {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [middleRow, middleColumn] = [(h - 1) / 2, (w - 1) / 2];
  const sums = columnsOf(4, h * w);
  for (let q = 0; q < h * w; q++) {
    const y = (Math.floor(q / w) - middleRow) / scale;
    const x = ((q % w) - middleColumn) / scale;
    const row = middleRow + cos * y - sin * x + down;
    const column = middleColumn + sin * y + cos * x + right;
    for (let k = 0; k < 4; k++) {
      const [atRow, atColumn] = [Math.floor(row) + (k >> 1), Math.floor(column) + (k & 1)];
      const weight = Math.max(0, 1 - Math.abs(row - atRow)) * Math.max(0, 1 - Math.abs(column - atColumn));
      sums.weights[k][q] = weight;
      if (weight !== 0 && atRow >= 0 && atRow < h && atColumn >= 0 && atColumn < w)
        sums.places[k][q] = atRow * w + atColumn;
    }
  }
  return sums;
}

/** The same from the other end: for each pixel, those that look at it. */
function turnedRound({ places, weights }: Sums, pixels: number): Sums {
  const counts = new Int32Array(pixels + 1);
  for (const column of places) for (const p of column) counts[p]++;
  const most = counts.subarray(0, pixels).reduce((a, b) => Math.max(a, b), 1);
  const turned = columnsOf(most, pixels);
  counts.fill(0);
  for (const [k, column] of places.entries())
    for (const [q, p] of column.entries()) {
      if (p === pixels) continue;
      turned.places[counts[p]][p] = q;
      turned.weights[counts[p]++][p] = weights[k][q];
    }
  return turned;
}

/** Sums of pixels of x [..., h, w, c], a column of them at a time; places without a pixel hold `fill`. */
function weighted(
  tf: Tfjs,
  x: Tensor,
  fill: number,
  places: Sums["places"],
  weights: Sums["weights"],
): Tensor {
  const [h, w, c] = x.shape.slice(-3);
  const pixels = tf.reshape(x, [-1, h * w, c]);
  const padded = tf.concat([pixels, tf.fill([pixels.shape[0]!, 1, c], fill)], 1);
  const sum = places
    .map((at, k) =>
      tf.mul(tf.gather(padded, tf.tensor1d(at, "int32"), 1), tf.tensor3d(weights[k], [1, h * w, 1])),
    )
    .reduce((a, b) => tf.add(a, b));
  return tf.reshape(sum, x.shape);
}
