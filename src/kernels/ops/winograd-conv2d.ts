/**
 * @file A 3x3 convolution after Winograd as one step, for TensorFlow.js on wasm. What is fast there are products of two
 * matrices and depthwise convolutions of few taps: the transforms are such convolutions, the same for all channels.
 */

import type { Tensor, Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import { type Op, type Shape, sizeOf, type Tfjs } from "../../graph/graph.ts";
import type { Activation } from "./activation.ts";
import { applyAfter } from "./after.ts";
import { MATRICES, positionsOf, type Tile } from "./winograd.ts";

export interface WinogradConv2dAttrs {
  readonly tile: Tile;
  /** Tiles down and across. */
  readonly tiles: readonly [number, number];
  /** Rows above and columns left of the image that the first tile sees. */
  readonly before: readonly [number, number];
  /** [h, w, f]. */
  readonly outputShape: Shape;
  readonly activation?: Activation | undefined;
}

/** Work of one number going through a transform, in multiply-adds: measured on wasm. */
const TRANSFORM = 24;
/** Numbers at all positions of the tiles that are looked at together, about. */
const TOGETHER = 2 ** 22;

/** Inputs: x [h, w, c], after [3, f], and for each position in a tile the transformed filters [c, f]. */
export const winogradConv2dOp: Op<WinogradConv2dAttrs> = {
  name: "winogradConv2d",
  shape: (_inputs, { outputShape }) => outputShape,
  kernel: () => "tfjs",
  multiplyAdds: ({ inputs: [, , w], attrs: { tile, tiles } }) =>
    sizeOf(tiles) * positionsOf(tile) * sizeOf(w.shape),
  work: ({ inputs: [, , w], attrs }) => winogradWork(w.shape[0], w.shape[1], attrs.tile, attrs.tiles),
  tfjs(tf, [x, after, ...filters], attrs) {
    const { tile, tiles, outputShape, activation } = attrs;
    const samples = x.shape[0];
    const each = sizeOf(tiles) * positionsOf(tile) * (x.shape[3]! + outputShape[2]);
    const step = Math.max(1, Math.floor(TOGETHER / each));
    const parts = Array.from({ length: Math.ceil(samples / step) }, (_, i) =>
      tf.tidy(() => {
        const size = Math.min(step, samples - i * step);
        const part = size === samples ? x : samplesFrom(tf, x, i * step, size);
        return applyAfter(tf, sums(tf, part as Tensor4D, filters as Tensor2D[], attrs), after, activation);
      }),
    );
    return parts.length === 1 ? parts[0] : tf.concat(parts, 0);
  },
};

/** Some samples. By gatherND, which copies these alone: slice copies all of x first. */
function samplesFrom(tf: Tfjs, x: Tensor, from: number, count: number): Tensor {
  const at = tf.tensor2d(
    Int32Array.from({ length: count }, (_, i) => from + i),
    [count, 1],
    "int32",
  );
  const found = tf.gatherND(tf.reshape(x, [x.shape[0], -1]), at);
  return tf.reshape(found, [count, ...x.shape.slice(1)]);
}

/** Of one sample, in multiply-adds of a direct convolution. */
export const winogradWork = (
  channels: number,
  filters: number,
  tile: Tile,
  tiles: readonly [number, number],
): number => sizeOf(tiles) * positionsOf(tile) * (channels * filters + TRANSFORM * (channels + filters));

function sums(
  tf: Tfjs,
  x: Tensor4D,
  filters: readonly Tensor2D[],
  { tile, tiles: [down, across], before, outputShape: [h, w, f] }: WinogradConv2dAttrs,
): Tensor {
  const { A, B } = MATRICES[tile];
  const side = tile + 2;
  const [n, height, width, c] = x.shape;
  const tiles = n * down * across;
  const after = [
    Math.max(0, down * tile + 2 - before[0] - height),
    Math.max(0, across * tile + 2 - before[1] - width),
  ];
  const padded = tf.pad(x, [
    [0, 0],
    [before[0], after[0]],
    [before[1], after[1]],
    [0, 0],
  ]); // prettier-ignore
  const products = B.flatMap((line, i) => {
    const lines = depthwise(tf, padded, line, [side, 1], [tile, 1]);
    return B.map((line, j) => {
      const seen = depthwise(tf, lines, line, [1, side], [1, tile]);
      return tf.matMul(tf.reshape(seen, [tiles, c]) as Tensor2D, filters[i * side + j]);
    });
  });
  // positions stand one below another: a tile's are a column of this image
  const columns = tf.reshape(tf.concat(products, 0), [1, side, side * tiles, f]) as Tensor4D;
  const outputs = A.flatMap((line) => {
    const lines = tf.reshape(depthwise(tf, columns, line, [side, 1]), [1, side, tiles, f]) as Tensor4D;
    return A.map((line) => tf.reshape(depthwise(tf, lines, line, [side, 1]), [tiles, f]));
  });
  const at = placesOf(n, [h, w], [down, across], tile);
  const pixels = tf.gatherND(tf.concat(outputs, 0), tf.tensor2d(at, [at.length, 1], "int32"));
  return tf.reshape(pixels, [n, h, w, f]);
}

/** The same few taps for each channel. */
function depthwise(
  tf: Tfjs,
  x: Tensor4D,
  taps: readonly number[],
  window: readonly [number, number],
  strides: [number, number] = [1, 1],
): Tensor4D {
  const channels = x.shape[3];
  const filter = Float32Array.from(
    { length: taps.length * channels },
    (_, i) => taps[Math.floor(i / channels)],
  );
  return tf.depthwiseConv2d(x, tf.tensor4d(filter, [...window, channels, 1]), strides, "valid");
}

/** Where each pixel of n images stands among outputs [tile * tile, n * tiles]. */
function placesOf(
  n: number,
  [h, w]: readonly [number, number],
  [down, across]: readonly [number, number],
  tile: Tile,
): Int32Array {
  const at = new Int32Array(n * h * w);
  for (let sample = 0, i = 0; sample < n; sample++)
    for (let y = 0; y < h; y++)
      for (let x = 0; x < w; x++, i++) {
        const within = (y % tile) * tile + (x % tile);
        at[i] = ((within * n + sample) * down + Math.floor(y / tile)) * across + Math.floor(x / tile);
      }
  return at;
}
