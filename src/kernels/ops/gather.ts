/**
 * @file Steps that only move numbers, or leave them out: padding, cropping, nearest-neighbour resizing, permutation,
 * picking. One kernel follows a table that says where each row of the output comes from.
 */

import type { Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import source from "../../../shaders/gather.wgsl";
import { EngineError } from "../../errors.ts";
import { type GraphBuilder, type Op, type Shape, sizeOf, type Tfjs, type Value } from "../../graph/graph.ts";
import { NONE, type Padding } from "../../graph/taps.ts";
import { flat } from "../workgroups.ts";

/** What is moved, as TensorFlow.js would say it; the table says the same to our kernel. */
type Move =
  | { readonly kind: "pad"; readonly padding: Padding }
  | { readonly kind: "crop"; readonly from: readonly [number, number] }
  | { readonly kind: "nearest"; readonly rows: readonly number[]; readonly columns: readonly number[] }
  | { readonly kind: "permute"; readonly dims: readonly number[] }
  | { readonly kind: "pick"; readonly indices: readonly number[] };

export interface GatherAttrs {
  readonly outputShape: Shape;
  readonly move: Move;
}

/** Adds zeros around x [h, w, c]. */
export function zeroPadding2d(g: GraphBuilder, x: Value, padding: Padding, name?: string): Value {
  const [[top, bottom], [left, right]] = padding;
  const [h, w, c] = x.shape;
  const along = (size: number, before: number, after: number) =>
    Array.from({ length: before + size + after }, (_, i) =>
      i < before || i >= before + size ? NONE : i - before,
    );
  const table = grid(along(h, top, bottom), along(w, left, right), w);
  return gather(g, x, table, [h + top + bottom, w + left + right, c], { kind: "pad", padding }, name);
}

/** Adds x [h, w, c] without its edges. Throws EngineError("shape") if nothing would be left. */
export function cropping2d(g: GraphBuilder, x: Value, cropping: Padding, name?: string): Value {
  const [[top, bottom], [left, right]] = cropping;
  const [h, w, c] = x.shape;
  const [height, width] = [h - top - bottom, w - left - right];
  if (height < 1 || width < 1)
    throw new EngineError(
      "shape",
      `cropping [[${top}, ${bottom}], [${left}, ${right}]] leaves nothing of ${h}x${w}`,
    );
  const table = grid(range(height, top), range(width, left), w);
  return gather(g, x, table, [height, width, c], { kind: "crop", from: [top, left] }, name);
}

/** Adds x [h, w, c] with each pixel repeated `factors` times. */
export const upsampling2d = (
  g: GraphBuilder,
  x: Value,
  factors: readonly [number, number],
  name?: string,
): Value =>
  nearest(
    g,
    x,
    range(x.shape[0] * factors[0]).map((y) => Math.floor(y / factors[0])),
    range(x.shape[1] * factors[1]).map((i) => Math.floor(i / factors[1])),
    name,
  );

/** Adds x [h, w, c] resized by taking the nearest pixel, as `tf.image.resizeNearestNeighbor`. */
export function resizeNearest(
  g: GraphBuilder,
  x: Value,
  [height, width]: readonly [number, number],
  { alignCorners = false, halfPixelCenters = false } = {},
  name?: string,
): Value {
  const along = (size: number, out: number) => {
    const scale = alignCorners && out > 1 ? (size - 1) / (out - 1) : size / out;
    return range(out).map((i) => {
      const at = halfPixelCenters ? (i + 0.5) * scale : i * scale;
      return Math.min(size - 1, alignCorners ? Math.round(at) : Math.floor(at));
    });
  };
  return nearest(g, x, along(x.shape[0], height), along(x.shape[1], width), name);
}

function nearest(g: GraphBuilder, x: Value, rows: number[], columns: number[], name?: string): Value {
  const [, w, c] = x.shape;
  return gather(
    g,
    x,
    grid(rows, columns, w),
    [rows.length, columns.length, c],
    { kind: "nearest", rows, columns },
    name,
  );
}

/** Adds x with its axes in another order; `dims[i]` is the axis of x that becomes axis i, without the batch. */
export function permute(g: GraphBuilder, x: Value, dims: readonly number[], name?: string): Value {
  if (dims.length !== x.shape.length || [...dims].sort().some((d, i) => d !== i))
    throw new EngineError("shape", `permute: axes [${dims}] are no order of those of [${x.shape}]`);
  const outputShape = dims.map((d) => x.shape[d]);
  const strides = x.shape.map((_, i) => sizeOf(x.shape.slice(i + 1)));
  const table = Uint32Array.from({ length: sizeOf(x.shape) }, (_, i) => {
    let [rest, at] = [i, 0];
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      at += (rest % outputShape[axis]) * strides[dims[axis]];
      rest = Math.floor(rest / outputShape[axis]);
    }
    return at;
  });
  return gather(g, x, table, outputShape, { kind: "permute", dims }, name, 1);
}

/** Adds the numbers of x [n] at `indices`. */
export function pick(g: GraphBuilder, x: Value, indices: readonly number[], name?: string): Value {
  const bad = indices.find((i) => !Number.isInteger(i) || i < 0 || i >= x.shape[0]);
  if (bad !== undefined)
    throw new EngineError("shape", `pick: there is no number ${bad} among ${x.shape[0]}`);
  return gather(g, x, Uint32Array.from(indices), [indices.length], { kind: "pick", indices }, name, 1);
}

const range = (length: number, from = 0): number[] => Array.from({ length }, (_, i) => from + i);

/** Where each pixel of a grid lies in an image of width w. */
const grid = (rows: readonly number[], columns: readonly number[], w: number): Uint32Array<ArrayBuffer> =>
  Uint32Array.from(rows.flatMap((y) => columns.map((x) => (y === NONE || x === NONE ? NONE : y * w + x))));

const gather = (
  g: GraphBuilder,
  x: Value,
  table: Uint32Array<ArrayBuffer>,
  outputShape: Shape,
  move: Move,
  name?: string,
  row = x.shape.at(-1)!,
): Value => {
  const rows = g.weight("source", [table.length], table);
  return g.add(gatherOp, [x, rows], { outputShape, move, row }, name);
};

/** Inputs: x and the table [rows]. */
const gatherOp: Op<GatherAttrs & { readonly row: number }> = {
  name: "gather",
  shape: (_inputs, { outputShape }) => outputShape,
  kernel: ({ inputs: [x, table], output, attrs: { row } }) => ({
    source,
    constants: { ROW: row, ROWS: table.shape[0], SOURCE_ROWS: sizeOf(x.shape) / row },
    workgroups: flat(sizeOf(output.shape)),
  }),
  tfjs: (tf, [x], { outputShape, move }) => moveTensor(tf, x, outputShape, move),
};

function moveTensor(tf: Tfjs, x: Tensor, outputShape: Shape, move: Move): Tensor {
  switch (move.kind) {
    case "pad":
      return tf.pad(x, [[0, 0], [...move.padding[0]], [...move.padding[1]], [0, 0]]);
    case "crop":
      return tf.slice(x as Tensor4D, [0, ...move.from, 0], [-1, ...outputShape] as [
        number,
        number,
        number,
        number,
      ]);
    case "nearest": {
      const rows = tf.gather(x, tf.tensor1d([...move.rows], "int32"), 1);
      return tf.gather(rows, tf.tensor1d([...move.columns], "int32"), 2);
    }
    case "permute":
      return tf.transpose(x, [0, ...move.dims.map((d) => d + 1)]);
    case "pick":
      return tf.gather(x, tf.tensor1d([...move.indices], "int32"), 1);
  }
}
