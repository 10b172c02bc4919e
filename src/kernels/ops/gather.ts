/**
 * @file Steps that only move numbers, or leave them out: padding, cropping, nearest-neighbour resizing, permutation,
 * picking. One kernel follows a table that says where each row of the output comes from.
 */

import type { Tensor } from "@tensorflow/tfjs-core";
import source from "../../../shaders/gather.wgsl";
import sourceOfFour from "../../../shaders/gather-4.wgsl";
import { EngineError } from "../../errors.ts";
import {
  type GraphBuilder,
  type Node,
  type Op,
  type Shape,
  sizeOf,
  type Tfjs,
  type Value,
} from "../../graph/graph.ts";
import { NONE, type Padding } from "../../graph/taps.ts";
import { inFours } from "./fours.ts";
import { checkWhole, imageShape } from "./image-shape.ts";
import { sumSources } from "./sum-sources.ts";
import { allRows } from "./windows.ts";

/** What is moved, as TensorFlow.js would say it; the table says the same to our kernel. */
type Move =
  | { readonly kind: "pad"; readonly padding: Padding }
  | { readonly kind: "crop"; readonly from: readonly [number, number] }
  | { readonly kind: "nearest"; readonly rows: readonly number[]; readonly columns: readonly number[] }
  | { readonly kind: "permute"; readonly dims: readonly number[] }
  | { readonly kind: "pick"; readonly indices: readonly number[] }
  | { readonly kind: "rows" };

interface GatherAttrs {
  readonly outputShape: Shape;
  readonly move: Move;
  /** Numbers that move together: the channels of a pixel, or 1. */
  readonly row: number;
}

/** Adds zeros around x [h, w, c]. Throws EngineError("shape") for what is no image or no padding. */
export function zeroPadding2d(g: GraphBuilder, x: Value, padding: Padding, name?: string): Value {
  const [h, w, c] = imageShape(x, "zeroPadding2d");
  checkWhole(padding.flat(), 0, "zeroPadding2d");
  const [[top, bottom], [left, right]] = padding;
  const along = (size: number, before: number, after: number) =>
    range(before + size + after, -before).map((i) => (i >= 0 && i < size ? i : NONE));
  const table = () => grid(along(h, top, bottom), along(w, left, right), w);
  return gather(g, x, [h + top + bottom, w + left + right, c], { kind: "pad", padding }, table, name);
}

/** Adds x [h, w, c] without its edges. Throws EngineError("shape") if nothing would be left. */
export function cropping2d(g: GraphBuilder, x: Value, cropping: Padding, name?: string): Value {
  const [h, w, c] = imageShape(x, "cropping2d");
  checkWhole(cropping.flat(), 0, "cropping2d");
  const [[top, bottom], [left, right]] = cropping;
  const [height, width] = [h - top - bottom, w - left - right];
  if (height < 1 || width < 1)
    throw new EngineError(
      "shape",
      `cropping2d: [[${top}, ${bottom}], [${left}, ${right}]] leaves nothing of ${h}x${w}`,
    );
  const table = () => grid(range(height, top), range(width, left), w);
  return gather(g, x, [height, width, c], { kind: "crop", from: [top, left] }, table, name);
}

/** Adds x [h, w, c] with each pixel repeated `factors` times. */
export function upsampling2d(
  g: GraphBuilder,
  x: Value,
  factors: readonly [number, number],
  name?: string,
): Value {
  const [h, w] = imageShape(x, "upsampling2d");
  checkWhole(factors, 1, "upsampling2d");
  const along = (size: number, factor: number) => range(size * factor).map((i) => Math.floor(i / factor));
  return pickPixels(g, x, along(h, factors[0]), along(w, factors[1]), name);
}

/** Adds x [h, w, c] resized by taking the nearest pixel, as `tf.image.resizeNearestNeighbor`. */
export function resizeNearest(
  g: GraphBuilder,
  x: Value,
  size: readonly [number, number],
  { alignCorners = false, halfPixelCenters = false } = {},
  name?: string,
): Value {
  const [h, w] = imageShape(x, "resizeNearest");
  checkWhole(size, 1, "resizeNearest");
  const along = (from: number, to: number) => {
    const scale = alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
    return range(to).map((i) => {
      const at = halfPixelCenters ? (i + 0.5) * scale : i * scale;
      return Math.min(from - 1, alignCorners ? Math.round(at) : Math.floor(at));
    });
  };
  return pickPixels(g, x, along(h, size[0]), along(w, size[1]), name);
}

/** Adds the pixels of x [h, w, c] in these rows and columns, which may come more than once. */
export function pickPixels(
  g: GraphBuilder,
  x: Value,
  rows: readonly number[],
  columns: readonly number[],
  name?: string,
): Value {
  const [, w, c] = x.shape;
  const move: Move = { kind: "nearest", rows, columns };
  return gather(g, x, [rows.length, columns.length, c], move, () => grid(rows, columns, w), name);
}

/** Adds x with its axes in another order; `dims[i]` is the axis of x that becomes axis i, without the batch. */
export function permute(g: GraphBuilder, x: Value, dims: readonly number[], name?: string): Value {
  if (dims.length !== x.shape.length || [...dims].sort().some((d, i) => d !== i))
    throw new EngineError("shape", `permute: axes [${dims}] are no order of those of [${x.shape}]`);
  const outputShape = dims.map((d) => x.shape[d]);
  const strides = x.shape.map((_, i) => sizeOf(x.shape.slice(i + 1)));
  const table = () =>
    Uint32Array.from({ length: sizeOf(x.shape) }, (_, i) => {
      let [rest, at] = [i, 0];
      for (let axis = dims.length - 1; axis >= 0; axis--) {
        at += (rest % outputShape[axis]) * strides[dims[axis]];
        rest = Math.floor(rest / outputShape[axis]);
      }
      return at;
    });
  return gather(g, x, outputShape, { kind: "permute", dims }, table, name);
}

/** Adds the numbers of x [n] at `indices`. */
export function pick(g: GraphBuilder, x: Value, indices: readonly number[], name?: string): Value {
  const [length] = x.shape;
  const bad = indices.find((i) => !Number.isInteger(i) || i < 0 || i >= length);
  if (x.shape.length !== 1 || bad !== undefined)
    throw new EngineError("shape", `pick: there is no number ${bad ?? indices[0]} in [${x.shape}]`);
  return gather(g, x, [indices.length], { kind: "pick", indices }, () => Uint32Array.from(indices), name);
}

/** `length` whole numbers. */
const range = (length: number, from = 0): number[] => Array.from({ length }, (_, i) => from + i);

/** Where each pixel of a grid lies in an image of width w. */
const grid = (rows: readonly number[], columns: readonly number[], w: number): Uint32Array<ArrayBuffer> =>
  Uint32Array.from(rows.flatMap((y) => columns.map((x) => (y === NONE || x === NONE ? NONE : y * w + x))));

const tables = new Map<string, Uint32Array<ArrayBuffer>>();

/** The same move of the same shape has the same table, so that a device holds it once. */
function gather(
  g: GraphBuilder,
  x: Value,
  outputShape: Shape,
  move: Move,
  makeTable: () => Uint32Array<ArrayBuffer>,
  name?: string,
): Value {
  const key = JSON.stringify([x.shape, outputShape, move]);
  let table = tables.get(key);
  if (!table) {
    if (tables.size >= 256) tables.clear();
    tables.set(key, (table = makeTable()));
  }
  const row = sizeOf(outputShape) / table.length;
  return g.add(gatherOp, [x, g.weight("source", [table.length], table)], { outputShape, move, row }, name);
}

/** A step that reads x's rows of channels in another order: `table` is batched, and has the row of all of x for each row of the output. */
export const gatherRows = (x: Value, table: Value, output: Value): Node => {
  const attrs: GatherAttrs = { outputShape: output.shape, move: { kind: "rows" }, row: x.shape.at(-1)! };
  return { op: gatherOp as Op, attrs, inputs: [x, table], output };
};

/** Inputs: x and the table: for each row of the output, the row of x. */
const gatherOp: Op<GatherAttrs> = {
  name: "gather",
  shape: (_inputs, { outputShape }) => outputShape,
  kernel: ({ inputs: [x, table], output, attrs: { row } }) =>
    inFours(
      sizeOf(output.shape),
      [source, sourceOfFour],
      { ROW: row },
      table.batched
        ? { ROWS: 0xffffffff, SOURCE_ROWS: 0 }
        : { ROWS: table.shape[0], SOURCE_ROWS: sizeOf(x.shape) / row },
    ),
  taps: ({ inputs: [x, table], output, attrs: { row } }) =>
    row === x.shape.at(-1) && row === output.shape.at(-1) && x.shape.length === 3 ? table : undefined,
  gradient: (g, { inputs: [x, table], attrs: { row } }, dy) => [sumSources(g, x, table, row, dy), null],
  tfjs: (tf, [x, table], { outputShape, move }) =>
    table.rank === 2
      ? tf.reshape(allRows(tf, x, table), [table.shape[0], ...outputShape])
      : moveTensor(tf, x, outputShape, move),
};

function moveTensor(tf: Tfjs, x: Tensor, outputShape: Shape, move: Move): Tensor {
  switch (move.kind) {
    case "pad":
      return tf.pad(x, [[0, 0], [...move.padding[0]], [...move.padding[1]], [0, 0]]);
    case "crop":
      return tf.slice(x, [0, ...move.from, 0], [-1, ...outputShape]);
    case "nearest": {
      const rows = tf.gather(x, tf.tensor1d([...move.rows], "int32"), 1);
      return tf.gather(rows, tf.tensor1d([...move.columns], "int32"), 2);
    }
    case "permute":
      return tf.transpose(x, [0, ...move.dims.map((d) => d + 1)]);
    case "pick":
      return tf.gather(x, tf.tensor1d([...move.indices], "int32"), 1);
    case "rows":
      throw new Error("unreachable: rows are moved by a table for each sample");
  }
}
