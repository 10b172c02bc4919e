/**
 * @file The steps of a 3x3 convolution after Winograd: tiles of the image transformed, multiplied position by position,
 * and transformed back. Fewer multiply-adds for more memory (Lavin and Gray, 2016, https://arxiv.org/abs/1509.09308).
 */

import type { Tensor } from "@tensorflow/tfjs-core";
import input2 from "../../../shaders/winograd-input-2.wgsl";
import input3 from "../../../shaders/winograd-input-3.wgsl";
import input4 from "../../../shaders/winograd-input-4.wgsl";
import output2 from "../../../shaders/winograd-output-2.wgsl";
import output3 from "../../../shaders/winograd-output-3.wgsl";
import output4 from "../../../shaders/winograd-output-4.wgsl";
import { type Op, type Shape, sizeOf, type Tfjs } from "../../graph/graph.ts";
import { flat } from "../workgroups.ts";
import { type Activation, activationConstants } from "./activation.ts";
import { applyAfter } from "./after.ts";
import { convolutionKernels } from "./conv2d-kernels.ts";

/** Outputs of a tile along each side; it sees 2 inputs more. */
export type Tile = 2 | 3 | 4;

type Matrix = readonly (readonly number[])[];

/** B' transforms what a tile sees, G the filters, A' goes back to the outputs. */
export const MATRICES: Readonly<
  Record<Tile, { readonly B: Matrix; readonly G: Matrix; readonly A: Matrix }>
> = {
  2: {
    B: [
      [1, 0, -1, 0],
      [0, 1, 1, 0],
      [0, -1, 1, 0],
      [0, 1, 0, -1],
    ],
    G: [
      [1, 0, 0],
      [1 / 2, 1 / 2, 1 / 2],
      [1 / 2, -1 / 2, 1 / 2],
      [0, 0, 1],
    ],
    A: [
      [1, 1, 1, 0],
      [0, 1, -1, -1],
    ],
  },
  3: {
    B: [
      [2, -1, -2, 1, 0],
      [0, -2, -1, 1, 0],
      [0, 2, -3, 1, 0],
      [0, -1, 0, 1, 0],
      [0, 2, -1, -2, 1],
    ],
    G: [
      [1 / 2, 0, 0],
      [-1 / 2, -1 / 2, -1 / 2],
      [-1 / 6, 1 / 6, -1 / 6],
      [1 / 6, 1 / 3, 2 / 3],
      [0, 0, 1],
    ],
    A: [
      [1, 1, 1, 1, 0],
      [0, 1, -1, 2, 0],
      [0, 1, 1, 4, 1],
    ],
  },
  4: {
    B: [
      [4, 0, -5, 0, 1, 0],
      [0, -4, -4, 1, 1, 0],
      [0, 4, -4, -1, 1, 0],
      [0, -2, -1, 2, 1, 0],
      [0, 2, -1, -2, 1, 0],
      [0, 4, 0, -5, 0, 1],
    ],
    G: [
      [1 / 4, 0, 0],
      [-1 / 6, -1 / 6, -1 / 6],
      [-1 / 6, 1 / 6, -1 / 6],
      [1 / 24, 1 / 12, 1 / 6],
      [1 / 24, -1 / 12, 1 / 6],
      [0, 0, 1],
    ],
    A: [
      [1, 1, 1, 1, 1, 0],
      [0, 1, -1, 2, -2, 0],
      [0, 1, 1, 4, 4, 0],
      [0, 1, -1, 8, -8, 1],
    ],
  },
};

const INPUT = { 2: input2, 3: input3, 4: input4 } as const;
const OUTPUT = { 2: output2, 3: output3, 4: output4 } as const;

export const positionsOf = (tile: Tile): number => (tile + 2) ** 2;

/** Work of one number going through a transform, in multiply-adds: measured on a software adapter, as is the next. */
export const TRANSFORM = 16;
/** The same product in many small parts takes so much longer. */
export const SMALL_PARTS = 4 / 3;

export interface WinogradInputAttrs {
  readonly tile: Tile;
  /** Tiles down and across. */
  readonly tiles: readonly [number, number];
  /** Rows above and columns left of the image that the first tile sees. */
  readonly before: readonly [number, number];
}

/** Inputs: x [h, w, c] and taps [tiles, positions]. Output: [tiles, positions, c]. */
export const winogradInputOp: Op<WinogradInputAttrs> = {
  name: "winogradInput",
  shape: ([x], { tile, tiles }) => [sizeOf(tiles), positionsOf(tile), x[2]],
  kernel: ({ inputs: [x], output, attrs: { tile, tiles } }) => ({
    source: INPUT[tile],
    constants: {
      WIDTH: x.shape[2] / 4,
      TILES: sizeOf(tiles),
      SOURCE_PIXELS: x.batched ? x.shape[0] * x.shape[1] : 0,
    },
    workgroups: flat(sizeOf(output.shape) / positionsOf(tile) / 4),
  }),
  work: ({ output }) => TRANSFORM * sizeOf(output.shape),
  tfjs(tf, [x], { tile, tiles, before }) {
    const [n, h, w, c] = x.shape as [number, number, number, number];
    const span = tiles.map((count) => count * tile + 2);
    const padded = tf.pad(x, [
      [0, 0],
      [before[0], Math.max(0, span[0] - before[0] - h)],
      [before[1], Math.max(0, span[1] - before[1] - w)],
      [0, 0],
    ]);
    const seen = [...Array(positionsOf(tile)).keys()].map((p) => {
      const [i, j] = [Math.floor(p / (tile + 2)), p % (tile + 2)];
      const end = [n, i + (tiles[0] - 1) * tile + 1, j + (tiles[1] - 1) * tile + 1, c];
      return tf.stridedSlice(padded, [0, i, j, 0], end, [1, tile, tile, 1]);
    });
    const columns = tf.reshape(tf.stack(seen, 3), [n * sizeOf(tiles), positionsOf(tile), c]);
    const v = tf.matMul(both(tf, MATRICES[tile].B, n * sizeOf(tiles)), columns);
    return tf.reshape(v, [n, sizeOf(tiles), positionsOf(tile), c]);
  },
};

/** Inputs: [tiles, positions, c], taps [tiles, 1] of each on itself, filters [positions, c, f] and after [3, positions * f]. */
export const winogradProductOp: Op<null> = {
  name: "winogradProduct",
  shape: ([v, , w]) => [v[0], v[1], w[2]],
  kernel: (node) => winogradProductOp.kernels!(node, false).find(({ needs }) => !needs)!,
  kernels: ({ inputs: [v, taps, w] }, software) =>
    convolutionKernels(
      {
        x: { ...v, shape: [v.shape[0], v.shape[1] * v.shape[2]] },
        taps,
        filters: w.shape[0] * w.shape[2],
        rows: v.shape[0],
        groups: w.shape[0],
        apart: true,
      },
      software,
    ),
  multiplyAdds: ({ inputs: [v, , w] }) => v.shape[0] * sizeOf(w.shape),
  work: (node) => SMALL_PARTS * winogradProductOp.multiplyAdds!(node),
  tfjs(tf, [v, , w]) {
    const [n, tiles, positions, c] = v.shape as [number, number, number, number];
    const columns = tf.reshape(tf.transpose(v, [2, 0, 1, 3]), [positions, n * tiles, c]);
    const products = tf.reshape(tf.matMul(columns, w), [positions, n, tiles, -1]);
    return tf.transpose(products, [1, 2, 0, 3]);
  },
};

export interface WinogradOutputAttrs {
  readonly tile: Tile;
  /** [h, w, f]. */
  readonly outputShape: Shape;
  readonly activation?: Activation | undefined;
}

/** Inputs: [tiles, positions, f] and after [3, f]. */
export const winogradOutputOp: Op<WinogradOutputAttrs> = {
  name: "winogradOutput",
  shape: (_inputs, { outputShape }) => outputShape,
  kernel: ({ inputs: [m], output, attrs: { tile, activation } }) => ({
    source: OUTPUT[tile],
    constants: {
      WIDTH: m.shape[2] / 4,
      OUT_H: output.shape[0],
      OUT_W: output.shape[1],
      ...activationConstants(activation),
    },
    workgroups: flat((m.shape[0] * m.shape[2]) / 4),
  }),
  work: ({ inputs: [m] }) => TRANSFORM * sizeOf(m.shape),
  tfjs(tf, [m, after], { tile, outputShape: [h, w, f], activation }) {
    const n = m.shape[0];
    const tiles = [Math.ceil(h / tile), Math.ceil(w / tile)];
    const columns = tf.reshape(m, [n * sizeOf(tiles), positionsOf(tile), f]);
    const inner = tf.matMul(both(tf, MATRICES[tile].A, n * sizeOf(tiles)), columns);
    const image = tf.transpose(tf.reshape(inner, [n, ...tiles, tile, tile, f]), [0, 1, 3, 2, 4, 5]);
    const whole = tf.reshape(image, [n, tiles[0] * tile, tiles[1] * tile, f]);
    return applyAfter(tf, tf.slice(whole, [0, 0, 0, 0], [n, h, w, f]), after, activation);
  },
};

/** The matrix along both sides of a tile at once, as one for its numbers in a column. */
function both(tf: Tfjs, matrix: Matrix, copies: number): Tensor {
  const rows = matrix.flatMap((a) => matrix.map((b) => a.flatMap((u) => b.map((v) => u * v))));
  return tf.tile(tf.tensor3d([rows]), [copies, 1, 1]);
}
