/** @file Functions of TensorFlow.js for ops of several formats, with sizes checked before anything is allocated. */

import type { Tensor } from "@tensorflow/tfjs-core";
import { EngineError } from "../errors.ts";
import { sizeOf, type Tfjs } from "../graph/graph.ts";
import { checkRoom } from "./keras-layer.ts";

/** The function with this name, its first letter aside. */
export const tfjsFunction = (tf: Tfjs, name: string): ((...args: unknown[]) => Tensor) =>
  tf[`${name[0].toLowerCase()}${name.slice(1)}` as keyof Tfjs] as unknown as (...args: unknown[]) => Tensor;

/** Axes, sizes and places are whole; what is not known when the file is read is NaN. Throws EngineError("shape"). */
export function wholeNumbers(list: ArrayLike<number>): number[] {
  const bad = Array.from(list).find((n) => !Number.isNaN(n) && !Number.isSafeInteger(n));
  if (bad !== undefined) throw new EngineError("shape", `${bad} stands where a whole number is expected`);
  return Array.from(list);
}

/** An axis, counted from the end if negative. */
export const fromStart = (axis: number, { rank }: Tensor): number => (axis < 0 ? axis + rank : axis);

/** What is computed of two tensors that are repeated over each other, as by NumPy. Throws EngineError("shape"). */
export function checkPair(a: Tensor, b: Tensor): void {
  const rank = Math.max(a.rank, b.rank);
  const size = ({ shape }: Tensor, i: number) => shape[i - rank + shape.length] ?? 1;
  checkRoom(Array.from({ length: rank }, (_, i) => Math.max(size(a, i), size(b, i))));
}

/** More multiply-adds than this are not for plain JavaScript. */
const MOST_WORK = 2 ** 28;

/** Throws EngineError("shape"). */
export function checkWork(multiplyAdds: number): void {
  if (!(multiplyAdds <= MOST_WORK))
    throw new EngineError("shape", `${multiplyAdds} multiply-adds: too many for TensorFlow.js`);
}

/** A product of matrices, of which there may be many. Throws EngineError("shape"). */
export function checkProduct(a: Tensor, b: Tensor, isTurned = false): void {
  const columns = b.shape.at(isTurned ? -2 : -1) ?? 1;
  checkWork(a.size * columns * Math.max(1, sizeOf(b.shape.slice(0, -2)) / sizeOf(a.shape.slice(0, -2))));
}

/** Throws EngineError("shape"). */
export function einsum(tf: Tfjs, equation: string, inputs: readonly Tensor[]): Tensor {
  const sizes = new Map<string, number>();
  for (const [i, letters] of equation.split("->")[0].split(",").entries())
    for (const [axis, letter] of [...letters.trim()].entries()) sizes.set(letter, inputs[i].shape[axis]);
  checkWork(sizeOf([...sizes.values()]));
  return tf.einsum(equation, ...inputs);
}
