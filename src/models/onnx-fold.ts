/** @file Ops on constants: what exporters leave of sizes, axes and weights is computed once, when the file is read. */

import { EngineError } from "../errors.ts";
import { type Shape, sizeOf } from "../graph/graph.ts";
import { repeatedIndex } from "./onnx-layout.ts";
import { axisOf, isConstant, number, type OnnxOp, unsupported, wholes } from "./onnx-node.ts";
import { targetShape, withOnes } from "./onnx-shapes.ts";
import { type Constant, isWholeType } from "./onnx-tensor.ts";

/** Takes this many numbers from what may be made. Throws EngineError("bad-model") where a file asks for too many. */
export type Room = (size: number) => void;

type Fold = (inputs: readonly (Constant | undefined)[], op: OnnxOp, room: Room) => Constant;

function made(shape: Shape, isWhole: boolean, at: (i: number) => number, room: Room): Constant {
  const size = sizeOf(shape);
  if (!shape.every((n) => Number.isInteger(n) && n >= 0))
    throw new EngineError("shape", `a shape of [${shape}]`);
  room(size);
  const data = isWhole ? new Float64Array(size) : new Float32Array(size);
  for (let i = 0; i < size; i++) data[i] = at(i);
  return { shape, data, isWhole };
}

const integers = (list: readonly number[]): Constant => ({
  shape: [list.length],
  data: Float64Array.from(list),
  isWhole: true,
});

function needed(x: Constant | undefined, op: OnnxOp): Constant {
  if (x) return x;
  throw new EngineError("bad-model", `op '${op.name}' (${op.op}): lacks an input`);
}

const list = (x: Constant | undefined) => (x ? [...x.data] : undefined);

const lone = (x: Constant | undefined, op: OnnxOp): number => {
  const { data } = needed(x, op);
  if (data.length !== 1) throw new EngineError("shape", `${data.length} numbers where one is expected`);
  return data[0];
};

/** The same numbers under another shape. */
const reshapedTo = ({ data, isWhole }: Constant, shape: Shape): Constant => ({ shape, data, isWhole });

/** NumPy's rule for two shapes. Throws EngineError("shape"). */
function together(a: Shape, b: Shape): number[] {
  const rank = Math.max(a.length, b.length);
  const [x, y] = [a, b].map((shape) => [...Array(rank - shape.length).fill(1), ...shape]);
  if (x.some((n, i) => n !== y[i] && n !== 1 && y[i] !== 1))
    throw new EngineError("shape", `constants [${a}] and [${b}] do not fit together`);
  return x.map((n, i) => (n === 1 ? y[i] : n));
}

/** Number i of a constant that is repeated over a shape. */
function repeater({ shape, data }: Constant, over: Shape): (i: number) => number {
  const own = [...Array(over.length - shape.length).fill(1), ...shape];
  return (i) => data[repeatedIndex(i, over, own)];
}

const binary =
  (combine: (a: number, b: number, isWhole: boolean) => number, isWhole?: boolean): Fold =>
  ([first, second], op, room) => {
    const [a, b] = [needed(first, op), needed(second, op)];
    const shape = together(a.shape, b.shape);
    const [x, y] = [repeater(a, shape), repeater(b, shape)];
    const whole = a.isWhole && b.isWhole;
    return made(shape, isWhole ?? whole, (i) => combine(x(i), y(i), whole), room);
  };

const unary =
  (f: (v: number) => number): Fold =>
  ([input], op, room) => {
    const { shape, data, isWhole } = needed(input, op);
    return made(shape, isWhole, (i) => f(data[i]), room);
  };

/** What lies in blocks: [before, size, after] of an array around one of its axes. */
const around = (shape: Shape, axis: number) => [
  sizeOf(shape.slice(0, axis)),
  shape[axis],
  sizeOf(shape.slice(axis + 1)),
];

const gather: Fold = ([input, indices], op, room) => {
  const [x, at] = [needed(input, op), needed(indices, op)];
  const axis = axisOf(op, number(op, "axis", 0), x.shape.length);
  const [, size, after] = around(x.shape, axis);
  const places = Array.from(at.data, (i) => axisOf(op, i, size));
  const shape = [...x.shape.slice(0, axis), ...at.shape, ...x.shape.slice(axis + 1)];
  const block = places.length * after;
  return made(
    shape,
    x.isWhole,
    (i) =>
      x.data[(Math.floor(i / block) * size + places[Math.floor((i % block) / after)]) * after + (i % after)],
    room,
  );
};

const slice: Fold = ([input, starts, ends, axesInput, stepsInput], op, room) => {
  const x = needed(input, op);
  const from = list(starts) ?? wholes(op, "starts", []);
  const to = list(ends) ?? wholes(op, "ends", []);
  const axes = list(axesInput) ?? wholes(op, "axes", [...from.keys()]);
  const steps = list(stepsInput) ?? from.map(() => 1);
  let y = x;
  for (const [i, given] of axes.entries()) {
    const axis = axisOf(op, given, x.shape.length);
    const [size, step] = [x.shape[axis], steps[i]];
    if (!Number.isInteger(step) || step === 0) throw unsupported(op, `a step of ${step}`);
    const [least, most] = step > 0 ? [0, size] : [-1, size - 1]; // backwards it may end before the first
    const clamp = (n: number) => Math.min(most, Math.max(least, n < 0 ? n + size : n));
    const [start, end] = [clamp(from[i]), clamp(to[i])];
    const length = Math.max(0, Math.ceil((end - start) / step));
    const { shape, data, isWhole } = y;
    const [, , after] = around(shape, axis);
    const block = length * after;
    const at = (j: number) =>
      (Math.floor(j / block) * size + start + Math.floor((j % block) / after) * step) * after + (j % after);
    y = made(
      shape.map((n, other) => (other === axis ? length : n)),
      isWhole,
      (j) => data[at(j)],
      room,
    );
  }
  return y;
};

const concat: Fold = (inputs, op, room) => {
  const parts = inputs.map((input) => needed(input, op));
  const [first] = parts;
  const axis = axisOf(op, number(op, "axis", 0), first.shape.length);
  const without = ({ shape }: Constant) => String(shape.filter((_, i) => i !== axis));
  if (parts.some((part) => part.shape.length !== first.shape.length || without(part) !== without(first)))
    throw new EngineError(
      "shape",
      `constants [${parts.map(({ shape }) => shape).join("], [")}] do not fit together`,
    );
  const size = parts.reduce((sum, { shape }) => sum + shape[axis], 0);
  const shape = first.shape.map((n, i) => (i === axis ? size : n));
  const y = made(shape, first.isWhole, () => 0, room);
  const [before, , after] = around(shape, axis);
  let at = 0;
  for (let row = 0; row < before; row++)
    for (const part of parts) {
      const block = part.shape[axis] * after;
      y.data.set(part.data.subarray(row * block, (row + 1) * block), at);
      at += block;
    }
  return y;
};

const transpose: Fold = ([input], op, room) => {
  const { shape, data, isWhole } = needed(input, op);
  const axes = wholes(op, "perm", [...shape.keys()].reverse());
  if ([...axes].sort((a, b) => a - b).some((axis, i) => axis !== i) || axes.length !== shape.length)
    throw new EngineError("shape", `[${axes}] is no order of ${shape.length} axes`);
  const sizes = axes.map((axis) => shape[axis]);
  const strides = axes.map((axis) => sizeOf(shape.slice(axis + 1)));
  const source = (i: number) => {
    let [rest, at] = [i, 0];
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      at += (rest % sizes[axis]) * strides[axis];
      rest = Math.floor(rest / sizes[axis]);
    }
    return at;
  };
  return made(sizes, isWhole, (i) => data[source(i)], room);
};

const axesOf = (x: Constant | undefined, op: OnnxOp) => list(x) ?? wholes(op, "axes", undefined);

const squeeze: Fold = ([input, given], op) => {
  const x = needed(input, op);
  const axes = axesOf(given, op)?.map((axis) => axisOf(op, axis, x.shape.length));
  const shape = x.shape.filter((n, axis) => (axes ? !axes.includes(axis) : n !== 1));
  if (sizeOf(shape) !== x.data.length)
    throw new EngineError("shape", `[${x.shape}] cannot become [${shape}]`);
  return reshapedTo(x, shape);
};

const unsqueeze: Fold = ([input, given], op) => {
  const x = needed(input, op);
  const wanted = axesOf(given, op) ?? [];
  const rank = x.shape.length + wanted.length;
  return reshapedTo(
    x,
    withOnes(
      x.shape,
      wanted.map((axis) => axisOf(op, axis, rank)),
    ),
  ); // prettier-ignore
};

const expand: Fold = ([input, size], op, room) => {
  const x = needed(input, op);
  const shape = together(x.shape, list(needed(size, op))!);
  return made(shape, x.isWhole, repeater(x, shape), room);
};

const constantOfShape: Fold = ([size], op, room) => {
  const value = op.attributes.value as Constant | undefined;
  return made(list(needed(size, op))!, value?.isWhole ?? false, () => value?.data[0] ?? 0, room);
};

const constant: Fold = (_, op) => {
  const { value, value_int, value_ints, value_float, value_floats } = op.attributes;
  if (typeof value === "object" && isConstant(value as Constant)) return value as Constant;
  if (typeof value_int === "number") return reshapedTo(integers([value_int]), []);
  if (Array.isArray(value_ints)) return integers(value_ints as number[]);
  const floats =
    typeof value_float === "number" ? [value_float] : (value_floats as readonly number[] | undefined);
  if (!Array.isArray(floats)) throw unsupported(op, "a value that is no dense array of numbers");
  const shape = typeof value_float === "number" ? [] : [floats.length];
  return { shape, data: Float32Array.from(floats), isWhole: false };
};

const cast: Fold = ([input], op, room) => {
  const { shape, data } = needed(input, op);
  const to = number(op, "to", 1);
  const isWhole = isWholeType(to);
  if (isWhole === undefined) throw unsupported(op, `type ${to} of TensorProto as its target`);
  return made(
    shape,
    isWhole,
    to === 9 ? (i) => Number(data[i] !== 0) : isWhole ? (i) => Math.trunc(data[i]) : (i) => data[i],
    room,
  ); // prettier-ignore
};

const range: Fold = ([start, limit, delta], op, room) => {
  const [from, to, step] = [start, limit, delta].map((x) => lone(x, op));
  const size = Math.max(0, Math.ceil((to - from) / step));
  return made([size], needed(start, op).isWhole, (i) => from + i * step, room);
};

const where: Fold = ([condition, first, second], op, room) => {
  const [c, a, b] = [condition, first, second].map((x) => needed(x, op));
  const shape = together(together(c.shape, a.shape), b.shape);
  const [when, yes, no] = [c, a, b].map((x) => repeater(x, shape));
  return made(shape, a.isWhole, (i) => (when(i) ? yes(i) : no(i)), room);
};

export const folds: Readonly<Record<string, Fold>> = {
  Constant: constant,
  ConstantOfShape: constantOfShape,
  Identity: ([x], op) => needed(x, op),
  Cast: cast,
  Gather: gather,
  Slice: slice,
  Concat: concat,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Transpose: transpose,
  Reshape: ([x, shape], op) =>
    reshapedTo(needed(x, op), targetShape(needed(x, op).shape, list(needed(shape, op))!, op)),
  Expand: expand,
  Range: range,
  Where: where,
  Equal: binary((a, b) => Number(a === b), true),
  Add: binary((a, b) => a + b),
  Sub: binary((a, b) => a - b),
  Mul: binary((a, b) => a * b),
  Div: binary((a, b, isWhole) => (isWhole ? Math.trunc(a / b) : a / b)),
  Pow: binary((a, b) => a ** b),
  Max: binary((a, b) => Math.max(a, b)),
  Min: binary((a, b) => Math.min(a, b)),
  Neg: unary((v) => -v),
  Sqrt: unary(Math.sqrt),
  Reciprocal: unary((v) => 1 / v),
  Floor: unary(Math.floor),
  Ceil: unary(Math.ceil),
  Size: ([x], op) => reshapedTo(integers([sizeOf(needed(x, op).shape)]), []),
  Shape: ([x], op) => shapeOf(needed(x, op).shape, op),
};

/** What Shape gives, from `start` to `end`. */
export const shapeOf = (shape: Shape, op: OnnxOp): Constant =>
  integers(shape.slice(number(op, "start", 0), number(op, "end", shape.length)));
