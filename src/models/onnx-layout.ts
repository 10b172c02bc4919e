/**
 * @file How the numbers of a value lie here, and which axes an ONNX file means by it.
 *
 * A file says [channels, height, width]; images lie as [height, width, channels] here. Turning axes and flattening
 * only change what is known about a value, so they cost nothing until an op needs another order; a dense layer takes
 * its weights in the order in which its input lies.
 */

import { EngineError } from "../errors.ts";
import { type GraphBuilder, type Shape, sizeOf, type Value } from "../graph/graph.ts";
import { permute } from "../kernels/ops/gather.ts";
import { reshape } from "../kernels/ops/reshape.ts";
import type { Constant } from "./onnx-tensor.ts";

export interface Laid {
  readonly value: Value;
  /** Of one sample, as the file means it. */
  readonly shape: Shape;
  /** Which axis of `from`, else of `shape`, is axis i of the numbers as they lie. */
  readonly order: readonly number[];
  /** The shape before it was flattened, or reshaped otherwise: `value` has `shape`, but lies as this did. */
  readonly from?: Shape;
}

const IMAGE = [1, 2, 0];
/** More numbers than this are not moved around. */
const MOST_MOVED = 2 ** 25;

const natural = (rank: number): number[] => Array.from({ length: rank }, (_, i) => i);
const picked = (shape: Shape, axes: readonly number[]): number[] => axes.map((axis) => shape[axis]);
const isSame = (a: readonly number[], b: readonly number[]) => String(a) === String(b);
/** Axes of size one lie anywhere. */
const withoutOnes = (shape: Shape, axes: readonly number[]) => axes.filter((axis) => shape[axis] !== 1);

/** As the file has it. */
export const asItLies = (value: Value): Laid => ({
  value,
  shape: value.shape,
  order: natural(value.shape.length),
});

/** [height, width, channels], for what the file means as [channels, height, width]. */
export const asImage = (value: Value): Laid => ({
  value,
  shape: [value.shape[2], value.shape[0], value.shape[1]],
  order: IMAGE,
});

/** The same layout with other numbers, as from what is done element by element. */
export const inPlace = (x: Laid, value: Value): Laid => ({ ...x, value });

/** The value with its axes in this order. Throws EngineError("shape") for more numbers than are worth moving. */
export function ordered(g: GraphBuilder, x: Laid, order: readonly number[]): Value {
  const { value, shape, order: lies, from } = x;
  if (from) return ordered(g, asItLies(reshape(g, inOrderOfFile(g, value, from, lies), shape)), order);
  const wanted = picked(shape, order);
  if (isSame(withoutOnes(shape, lies), withoutOnes(shape, order)))
    return isSame(value.shape, wanted) ? value : reshape(g, value, wanted);
  return moved(
    g,
    value,
    order.map((axis) => lies.indexOf(axis)),
  ); // prettier-ignore
}

const inOrderOfFile = (g: GraphBuilder, value: Value, shape: Shape, order: readonly number[]): Value =>
  ordered(g, { value: reshape(g, value, picked(shape, order)), shape, order }, natural(shape.length));

function moved(g: GraphBuilder, value: Value, dims: readonly number[]): Value {
  if (sizeOf(value.shape) > MOST_MOVED)
    throw new EngineError("shape", `the axes of [${value.shape}] would have to be turned: too many numbers`);
  return permute(g, value, dims);
}

/** The value as the file has it. */
export const plain = (g: GraphBuilder, x: Laid): Value => ordered(g, x, natural(x.shape.length));

/** The value as [height, width, channels]. Throws EngineError("shape") for what is no image. */
export function image(g: GraphBuilder, x: Laid): Value {
  if (x.shape.length !== 3)
    throw new EngineError("shape", `needs an image [channels, height, width], but the input is [${x.shape}]`);
  return ordered(g, x, IMAGE);
}

/** Without a history: what is not known to lie as one of its own axes does is brought into the file's order. */
export const settled = (g: GraphBuilder, x: Laid): Laid => (x.from ? asItLies(plain(g, x)) : x);

/** All in the layout of the first: axes that a file means alike lie alike. Values must have as many axes. */
export function matched(g: GraphBuilder, values: readonly Laid[]): Laid[] {
  const [first] = values;
  const isAlike = (x: Laid) =>
    isSame(x.order, first.order) &&
    (!first.from || (isSame(x.shape, first.shape) && isSame(x.from!, first.from)));
  if (values.every((x) => Boolean(x.from) === Boolean(first.from) && isAlike(x))) return [...values];
  const { order } = settled(g, first);
  return values.map((x) => ({ value: ordered(g, x, order), shape: x.shape, order }));
}

/** x under another shape. Nothing is moved. Throws EngineError("shape") if the sizes differ. */
export function reshaped(g: GraphBuilder, x: Laid, shape: Shape): Laid {
  if (isSame(x.shape, shape)) return x;
  const from = x.from ?? x.shape;
  const value = reshape(g, x.value, shape);
  if (isSame(withoutOnes(from, x.order), withoutOnes(from, natural(from.length)))) return asItLies(value);
  const [was, is] = [withoutOnes(from, natural(from.length)), withoutOnes(shape, natural(shape.length))];
  if (!isSame(picked(from, was), picked(shape, is))) return { value, shape, order: x.order, from };
  // only ones came or went: the axes are still there
  const kept = withoutOnes(from, x.order).map((axis) => is[was.indexOf(axis)]);
  const order = [...kept, ...natural(shape.length).filter((axis) => shape[axis] === 1)];
  return { value: reshape(g, x.value, picked(shape, order)), shape, order };
}

/** x with its axes turned: axis i of the result is axis `axes[i]`. Nothing is moved. */
export function transposed(g: GraphBuilder, x: Laid, axes: readonly number[]): Laid {
  const { value, shape, order } = settled(g, x);
  return { value, shape: picked(shape, axes), order: order.map((axis) => axes.indexOf(axis)) };
}

/** For each number of a value as it lies, its place in the file's order. */
export function places({ shape, order, from = shape }: Laid): Uint32Array<ArrayBuffer> {
  const strides = from.map((_, axis) => sizeOf(from.slice(axis + 1)));
  const sizes = picked(from, order);
  return Uint32Array.from({ length: sizeOf(from) }, (_, i) => {
    let [rest, at] = [i, 0];
    for (let axis = order.length - 1; axis >= 0; axis--) {
      at += (rest % sizes[axis]) * strides[order[axis]];
      rest = Math.floor(rest / sizes[axis]);
    }
    return at;
  });
}

/** Whether the numbers lie as the file has them. */
export const isPlain = ({ shape, order, from = shape }: Laid): boolean =>
  isSame(withoutOnes(from, order), withoutOnes(from, natural(from.length)));

export type Spread =
  | { readonly kind: "one"; readonly value: number }
  /** One number for each step of the last axis, as the value lies. */
  | { readonly kind: "last"; readonly data: Float32Array<ArrayBuffer> }
  /** One for each number, as the value lies. */
  | { readonly kind: "all"; readonly data: Float32Array<ArrayBuffer> };

/**
 * A constant that is repeated over x, as NumPy would, batch and all. Throws EngineError("shape") where it does not fit,
 * or would repeat x.
 */
export function spreadOver(constant: Constant, x: Laid): Spread {
  const { shape, data } = constant;
  if (data.length === 1 && shape.length <= x.shape.length + 1) return { kind: "one", value: data[0] };
  const full = [...Array(Math.max(0, x.shape.length + 1 - shape.length)).fill(1), ...shape];
  const own = full.slice(1);
  if (full.length !== x.shape.length + 1 || full[0] !== 1 || own.some((n, i) => n !== 1 && n !== x.shape[i]))
    throw new EngineError("shape", `a constant [${shape}] does not fit a value [batch, ${x.shape}]`);
  const last = x.order.at(-1);
  if (!x.from && own.every((n, axis) => n === 1 || axis === last))
    return { kind: "last", data: Float32Array.from(data) };
  if (sizeOf(x.shape) > MOST_MOVED)
    throw new EngineError("shape", `a constant [${shape}] would be repeated over [${x.shape}]: too much`);
  const at = places({ ...x, value: x.value });
  return { kind: "all", data: Float32Array.from(at, (i) => data[repeatedIndex(i, x.shape, own)]) };
}

/** Where number i of an array of this shape finds its own in one that has size one along some axes. */
export function repeatedIndex(i: number, shape: Shape, small: Shape): number {
  let [rest, at, stride] = [i, 0, 1];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    at += (small[axis] === 1 ? 0 : rest % shape[axis]) * stride;
    stride *= small[axis];
    rest = Math.floor(rest / shape[axis]);
  }
  return at;
}
