/** @file Ops of ONNX that only give a value another shape, or nothing new at all. */

import { EngineError } from "../errors.ts";
import { type Shape, sizeOf } from "../graph/graph.ts";
import { concatenate } from "../kernels/ops/concatenate.ts";
import { slice } from "../kernels/ops/slice.ts";
import { type Laid, matched, reshaped, settled, transposed } from "./onnx-layout.ts";
import {
  axisOf,
  constant,
  type GraphOp,
  laid,
  number,
  type OnnxOp,
  sampleAxis,
  unsupported,
  wholes,
  wholesFrom,
} from "./onnx-node.ts";
import { isWholeType } from "./onnx-tensor.ts";

/** The shape that Reshape asks for: −1 is what is left over, 0 the axis of the input. Throws EngineError("shape"). */
export function targetShape(from: Shape, wanted: readonly number[], op: OnnxOp): number[] {
  const keepsZero = number(op, "allowzero", 0) !== 0;
  const copied = wanted.map((n, i) => (n === 0 && !keepsZero ? (from[i] ?? 0) : n));
  const known = sizeOf(copied.filter((n) => n !== -1));
  const shape = copied.map((n) => (n === -1 ? sizeOf(from) / known : n));
  if (!shape.every((n) => Number.isInteger(n) && n >= 0) || sizeOf(shape) !== sizeOf(from))
    throw new EngineError("shape", `[${from}] cannot become [${wanted}]`);
  return shape;
}

const reshape =
  (batch: number): GraphOp =>
  (g, [input, given], op) => {
    const x = laid(input, op);
    const wanted = wholesFrom(given, op, "shape") ?? [];
    const [first, ...rest] = targetShape([batch, ...x.shape], wanted, op);
    if (first !== batch) throw unsupported(op, `a shape [${wanted}] that mixes samples`);
    return reshaped(g, x, rest);
  };

/** From `axis` on everything becomes one; what is before it must be the batch alone. */
const flatten: GraphOp = (g, [input], op) => {
  const x = laid(input, op);
  const axis = number(op, "axis", 1);
  const before = axis < 0 ? axis + x.shape.length + 1 : axis;
  if (before < 1 || sizeOf(x.shape.slice(0, before - 1)) !== 1) throw unsupported(op, `axis ${axis}`);
  return reshaped(g, x, [sizeOf(x.shape)]);
};

const transpose: GraphOp = (g, [input], op) => {
  const x = laid(input, op);
  const rank = x.shape.length + 1;
  const order = wholes(op, "perm", [...Array(rank).keys()].reverse());
  if ([...order].sort((a, b) => a - b).some((axis, i) => axis !== i) || order.length !== rank)
    throw new EngineError("shape", `[${order}] is no order of ${rank} axes`);
  if (order[0] !== 0) throw unsupported(op, `an order [${order}] that moves the batch`);
  return transposed(
    g,
    x,
    order.slice(1).map((axis) => axis - 1),
  );
};

const squeeze: GraphOp = (g, [input, given], op) => {
  const x = laid(input, op);
  const axes = wholesFrom(given, op, "axes")?.map((axis) => sampleAxis(op, axis, x));
  const bad = axes?.find((axis) => x.shape[axis] !== 1);
  if (bad !== undefined) throw new EngineError("shape", `axis ${bad + 1} of [batch, ${x.shape}] is not 1`);
  return reshaped(
    g,
    x,
    x.shape.filter((n, axis) => (axes ? !axes.includes(axis) : n !== 1)),
  );
};

const unsqueeze: GraphOp = (g, [input, given], op) => {
  const x = laid(input, op);
  const wanted = wholesFrom(given, op, "axes") ?? [];
  const rank = x.shape.length + 1 + wanted.length;
  const axes = wanted.map((axis) => axisOf(op, axis, rank));
  if (axes.includes(0)) throw unsupported(op, "an axis before the batch");
  return reshaped(g, x, withOnes([1, ...x.shape], axes).slice(1));
};

/** A shape with axes of size one put in at these places of the result. */
export function withOnes(shape: Shape, axes: readonly number[]): number[] {
  const rest = [...shape];
  return Array.from({ length: shape.length + axes.length }, (_, axis) =>
    axes.includes(axis) ? 1 : (rest.shift() ?? 1),
  );
}

const concat: GraphOp = (g, inputs, op) => {
  const settledInputs = inputs.map((input) => settled(g, laid(input, op)));
  const [first] = settledInputs;
  if (settledInputs.some(({ shape }) => shape.length !== first.shape.length))
    throw new EngineError("shape", "the values have different numbers of axes");
  const axis = sampleAxis(op, number(op, "axis", 1), first);
  const { order } = first;
  const values = matched(g, settledInputs).map(({ value }) => value);
  const value = concatenate(g, values, order.indexOf(axis));
  const size = settledInputs.reduce((sum, { shape }) => sum + shape[axis], 0);
  return { value, shape: first.shape.map((n, i) => (i === axis ? size : n)), order };
};

/** One part; the sizes of all are an attribute, or an input in newer versions, else they are alike. */
const split: GraphOp = (g, [input, given], op) => {
  const x = settled(g, laid(input, op));
  const axis = sampleAxis(op, number(op, "axis", 0), x);
  const { index, count } = op.part!;
  const sizes = wholesFrom(given, op, "split") ?? alike(x.shape[axis], count, op);
  const total = sizes.reduce((sum, n) => sum + n, 0);
  if (sizes.length !== count || total !== x.shape[axis] || !sizes.every((n) => Number.isInteger(n) && n > 0))
    throw new EngineError(
      "shape",
      `axis ${axis + 1} of [batch, ${x.shape}] cannot be split into ${count} parts of sizes [${sizes}]`,
    );
  const from = sizes.slice(0, index).reduce((sum, n) => sum + n, 0);
  const size = sizes[index];
  const value = slice(g, x.value, { axis: x.order.indexOf(axis), from, size });
  return { value, shape: x.shape.map((n, i) => (i === axis ? size : n)), order: x.order };
};

/** Since version 18 the last part may be smaller. */
function alike(total: number, count: number, op: OnnxOp): number[] {
  const size = op.opset < 18 ? total / count : Math.ceil(total / count);
  return Array.from({ length: count }, (_, i) => Math.min(size, total - i * size));
}

const same: GraphOp = (_g, [x], op): Laid => laid(x, op);

const cast: GraphOp = (_g, [x], op) => {
  const to = number(op, "to", 1);
  if (isWholeType(to) !== false) throw unsupported(op, `type ${to} of TensorProto as its target`);
  return laid(x, op);
};

const dropout: GraphOp = (_g, [x, , training], op) => {
  if (training && constant(training, op).data[0]) throw unsupported(op, "training_mode");
  return laid(x, op);
};

/** `batch`: the size that the file fixes for it, else 1. */
export const shapes = (batch: number): Readonly<Record<string, GraphOp>> => ({
  Reshape: reshape(batch),
  Flatten: flatten,
  Transpose: transpose,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Concat: concat,
  Split: split,
  Identity: same,
  LogSoftmax: same, // only at the end, where a softmax of it is one of its input
  Cast: cast,
  Dropout: dropout,
});
