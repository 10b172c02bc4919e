/**
 * @file Ops of a TensorFlow graph that only find out shapes: `Shape`, slices of it, and sums with it. They are computed
 * once, when the file is read. The size of the batch is not known then, and stands as NaN.
 */

import { sizeOf } from "../graph/graph.ts";
import { cropping2d } from "../kernels/ops/gather.ts";
import { reshape } from "../kernels/ops/reshape.ts";
import {
  constant,
  type GraphNode,
  type GraphOp,
  isValue,
  type Operand,
  unsupported,
  value,
} from "./tfjs-node.ts";
import type { TfjsWeight } from "./tfjs-weights.ts";

const vector = (numbers: readonly number[]): TfjsWeight => ({
  shape: [numbers.length],
  data: Float32Array.from(numbers),
});

/** A vector of numbers from scalars and vectors in a row. */
export const inRow = (inputs: readonly Operand[], node: GraphNode) =>
  vector(inputs.flatMap((input) => [...constant(input, node).data]));

/** Only constants of at most one axis are joined here. */
export const isSmall = (inputs: readonly Operand[]) =>
  inputs.every((x) => !isValue(x) && x.shape.length <= 1);

const bit = (mask: unknown, i: number) => ((Number(mask ?? 0) >> i) & 1) === 1;

/** Begin and end of every axis, in whole numbers from 0 to its size; of stride 1. */
function ranges(sizes: readonly number[], rest: readonly Operand[], node: GraphNode): [number, number][] {
  const [begin, end, strides] = rest.map((input) => constant(input, node).data);
  const { begin_mask, end_mask, ellipsis_mask, new_axis_mask } = node.attr;
  if (ellipsis_mask || new_axis_mask || strides.some((s) => s !== 1))
    throw unsupported(node, "strides other than 1, new axes or an ellipsis");
  return sizes.map((size, i) => {
    if (i >= begin.length) return [0, size];
    const place = (at: number) => Math.min(size, Math.max(0, at < 0 ? at + size : at));
    const from = bit(begin_mask, i) ? 0 : place(begin[i]);
    if (bit(node.attr.shrink_axis_mask, i)) return [from, from + 1];
    return [from, bit(end_mask, i) ? size : place(end[i])];
  });
}

const stridedSlice: GraphOp = (g, [x, ...rest], node) => {
  if (!isValue(x)) {
    if (x.shape.length !== 1) throw unsupported(node, `a constant of shape [${x.shape}]`);
    const [[from, to]] = ranges(x.shape, rest, node);
    const part = vector([...x.data.slice(from, to)]);
    return bit(node.attr.shrink_axis_mask, 0) ? { ...part, shape: [] } : part;
  }
  const [[first, last], ...own] = ranges([1, ...x.shape], rest, node); // of a batch of one
  const keepsBatch = bit(node.attr.end_mask, 0) || last === 1;
  const [rows, columns, ...others] = own;
  const whole = others.every(([from, to], i) => from === 0 && to === x.shape[i + 2]);
  if (first !== 0 || !keepsBatch || x.shape.length !== 3 || !whole || node.attr.shrink_axis_mask)
    throw unsupported(node, "a slice of other axes than height and width");
  const [h, w] = x.shape;
  return cropping2d(g, x, [
    [rows[0], h - rows[1]],
    [columns[0], w - columns[1]],
  ]); // prettier-ignore
};

/** What is computed of constants alone is one. */
export const folded =
  (compute: (a: number, b: number) => number, op: GraphOp): GraphOp =>
  (g, inputs, node) => {
    if (!isSmall(inputs)) return op(g, inputs, node);
    const [a, b] = inputs as TfjsWeight[];
    const size = Math.max(a.data.length, b.data.length);
    const numbers = Array.from({ length: size }, (_, i) =>
      compute(a.data[a.data.length === 1 ? 0 : i], b.data[b.data.length === 1 ? 0 : i]),
    );
    return { shape: a.shape.length || b.shape.length ? [size] : [], data: Float32Array.from(numbers) };
  };

export const shapeOps: Readonly<Record<string, GraphOp>> = {
  Shape: (_g, [x], node) => vector([Number.NaN, ...value(x, node).shape]),
  StridedSlice: stridedSlice,
  Pack(_g, inputs, node) {
    if (!isSmall(inputs)) throw unsupported(node, "operands that are not constant");
    return inRow(inputs, node);
  },
  GatherV2(_g, [x, at], node) {
    const [from, places] = [constant(x, node), constant(at, node)];
    if (from.shape.length !== 1) throw unsupported(node, `a constant of shape [${from.shape}]`);
    return { shape: places.shape, data: places.data.map((i) => from.data[i] ?? Number.NaN) };
  },
  Prod: (_g, [x], node) => ({
    shape: [],
    data: Float32Array.of(constant(x, node).data.reduce((a, b) => a * b, 1)),
  }),
  ExpandDims(g, [x, axis], node) {
    const at = constant(axis, node).data[0];
    if (!isValue(x)) return { ...x, shape: [1, ...x.shape] };
    const place = at < 0 ? at + x.shape.length + 1 : at - 1;
    if (!(place >= 0 && place <= x.shape.length)) throw unsupported(node, `the axis ${at}`);
    return reshape(g, x, x.shape.toSpliced(place, 0, 1));
  },
  Cast(_g, [x], node) {
    if (isValue(x) && !["DT_FLOAT", "DT_HALF", "1", "19"].includes(String(node.attr.DstT)))
      throw unsupported(node, `the type ${node.attr.DstT}`);
    return x;
  },
  Reshape(g, [x, shape], node) {
    const [batch, ...target] = constant(shape, node).data;
    if (!isValue(x)) {
      const own = [batch, ...target].filter((n) => n !== undefined);
      const known = own.filter((n) => n !== -1).reduce((a, b) => a * b, 1);
      return { ...x, shape: own.map((n) => (n === -1 ? x.data.length / known : n)) };
    }
    const size = sizeOf(x.shape);
    const known = target.filter((n) => n !== -1).reduce((a, b) => a * b, 1);
    const sample = target.map((n) => (n === -1 ? size / known : n));
    // all pixels of all samples in one column, as before a dense layer over channels
    const rows = size / known;
    const isColumn =
      (batch === -1 || Number.isNaN(batch)) && target.length === 1 && target[0] !== -1 && rows > 1;
    return reshape(g, x, isColumn && Number.isInteger(rows) ? [rows, ...sample] : sample);
  },
};
