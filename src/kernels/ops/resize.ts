/** @file Resizing x [h, w, c] by weighted sums along rows and columns: area averaging and bilinear interpolation. */

import type { Tensor } from "@tensorflow/tfjs-core";
import source from "../../../shaders/resize.wgsl";
import { type GraphBuilder, type Op, type Shape, sizeOf, type Tfjs, type Value } from "../../graph/graph.ts";
import { flat } from "../workgroups.ts";
import { checkWhole, imageShape } from "./image-shape.ts";
import { throughTable } from "./resize-rows.ts";

/** For each output pixel along one axis: the first input pixel it looks at, and the weights from there on. */
export interface AxisWeights {
  readonly first: readonly number[];
  readonly weights: readonly (readonly number[])[];
}

export interface ResizeAttrs {
  readonly outputShape: Shape;
  readonly rows: AxisWeights;
  readonly columns: AxisWeights;
}

/**
 * Adds x at another size: each output pixel is the mean of the box of input it covers, parts of pixels counted as
 * parts; along an axis that grows, bilinear with half-pixel centres.
 */
export function resizeArea(g: GraphBuilder, x: Value, size: readonly [number, number], name?: string): Value {
  const [h, w] = imageShape(x, "resizeArea");
  checkWhole(size, 1, "resizeArea");
  return resize(g, x, areaWeights(h, size[0]), areaWeights(w, size[1]), name);
}

export interface BilinearOptions {
  /** Corners fall on corners. Default: false. */
  readonly alignCorners?: boolean;
  /** Pixels are squares with their value in the middle, as in TensorFlow 2. Default: false. */
  readonly halfPixelCenters?: boolean;
}

/** Adds x resized as TensorFlow's ResizeBilinear does. */
export function resizeBilinear(
  g: GraphBuilder,
  x: Value,
  size: readonly [number, number],
  options: BilinearOptions = {},
  name?: string,
): Value {
  const [h, w] = imageShape(x, "resizeBilinear");
  checkWhole(size, 1, "resizeBilinear");
  return resize(g, x, bilinear(h, size[0], options), bilinear(w, size[1], options), name);
}

/** Weights of area averaging from `size` pixels to `out`. */
export function areaWeights(size: number, out: number): AxisWeights {
  if (out >= size) return bilinear(size, out, { halfPixelCenters: true });
  const scale = size / out;
  const first = Array.from({ length: out }, (_, o) => Math.floor(o * scale + 1e-9));
  const weights = first.map((from, o) => {
    const [start, end] = [o * scale, (o + 1) * scale];
    const last = Math.min(size, Math.ceil(end - 1e-9));
    return Array.from({ length: last - from }, (_, i) => {
      const covered = Math.min(end, from + i + 1) - Math.max(start, from + i);
      return covered / scale;
    });
  });
  return { first, weights };
}

function bilinear(
  size: number,
  out: number,
  { alignCorners = false, halfPixelCenters = false }: BilinearOptions,
): AxisWeights {
  const scale = alignCorners && out > 1 ? (size - 1) / (out - 1) : size / out;
  const at = Array.from({ length: out }, (_, o) =>
    Math.min(size - 1, Math.max(0, halfPixelCenters ? (o + 0.5) * scale - 0.5 : o * scale)),
  );
  const first = at.map((p) => Math.min(Math.floor(p), Math.max(0, size - 2)));
  return { first, weights: at.map((p, o) => (size === 1 ? [1] : [1 - (p - first[o]), p - first[o]])) };
}

/** Adds x [h, w, c] with the same weighted sums along all columns, and the same along all rows. */
export function resize(
  g: GraphBuilder,
  x: Value,
  rows: AxisWeights,
  columns: AxisWeights,
  name?: string,
): Value {
  const outputShape = [rows.first.length, columns.first.length, x.shape[2]];
  return g.add(
    resizeOp,
    [x, axisWeight(g, rows), axisWeight(g, columns)],
    { outputShape, rows, columns },
    name,
  );
}

/** The same weights from the other end: for each input pixel, the output pixels that look at it. */
function turned({ first, weights }: AxisWeights, size: number): AxisWeights {
  const lookers = Array.from({ length: size }, () => new Map<number, number>());
  first.forEach((from, o) => {
    weights[o].forEach((weight, i) => {
      if (weight !== 0) lookers[from + i].set(o, weight);
    });
  });
  const starts = lookers.map((outputs) => Math.min(first.length - 1, ...outputs.keys()));
  return {
    first: starts,
    weights: lookers.map((outputs, i) => {
      const last = Math.max(starts[i], ...outputs.keys());
      return Array.from({ length: last - starts[i] + 1 }, (_, j) => outputs.get(starts[i] + j) ?? 0);
    }),
  };
}

function axisWeight(g: GraphBuilder, { first, weights }: AxisWeights): Value {
  const reach = Math.max(...weights.map(({ length }) => length));
  const table = new Float32Array(first.length * (1 + reach));
  for (const [o, from] of first.entries()) table.set([from, ...weights[o]], o * (1 + reach));
  return g.weight("axis", [first.length, 1 + reach], table);
}

/** Inputs: x, rows [out h, 1 + reach], columns [out w, 1 + reach]. */
export const resizeOp: Op<ResizeAttrs> = {
  name: "resize",
  shape: (_inputs, { outputShape }) => outputShape,
  kernel: ({ inputs: [x, rows, columns], output }) => ({
    source,
    constants: {
      IN_H: x.shape[0],
      IN_W: x.shape[1],
      OUT_H: output.shape[0],
      OUT_W: output.shape[1],
      CHANNELS: x.shape[2],
      ROW_REACH: rows.shape[1] - 1,
      COLUMN_REACH: columns.shape[1] - 1,
    },
    workgroups: flat(sizeOf(output.shape)),
  }),
  gradient(g, { inputs: [x], attrs: { rows, columns } }, dy) {
    const [h, w] = x.shape;
    return [resize(g, dy, turned(rows, h), turned(columns, w)), null, null];
  },
  throughTable,
  multiplyAdds: ({ inputs: [, rows, columns], output }) =>
    sizeOf(output.shape) * (rows.shape[1] - 1) * (columns.shape[1] - 1),
  tfjs(tf, [x], { rows, columns }) {
    const [, h, w] = x.shape;
    const tall = alongAxis(tf, matrix(tf, rows, h), x, [0, 2, 3, 1]);
    return alongAxis(tf, matrix(tf, columns, w), tall, [0, 1, 3, 2]);
  },
};

/** [size, out] */
function matrix(tf: Tfjs, { first, weights }: AxisWeights, size: number): Tensor {
  const dense = new Float32Array(size * first.length);
  first.forEach((from, o) => {
    weights[o].forEach((weight, i) => {
      if (weight !== 0) dense[(from + i) * first.length + o] = weight;
    });
  });
  return tf.tensor2d(dense, [size, first.length]);
}

/** x with one axis multiplied by a matrix; `order` brings that axis to the end. */
function alongAxis(tf: Tfjs, by: Tensor, x: Tensor, order: number[]): Tensor {
  const turned = tf.transpose(x, order);
  const shape = turned.shape;
  const flatRows = tf.reshape(turned, [-1, shape[3]!]);
  const product = tf.reshape(tf.matMul(flatRows as never, by as never), [...shape.slice(0, 3), by.shape[1]!]);
  return tf.transpose(
    product,
    order.map((_, axis) => order.indexOf(axis)),
  );
}
