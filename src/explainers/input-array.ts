/** @file Numbers for a model to read as they are, without its preprocessing. */

import { type Shape, sizeOf } from "../graph/graph.ts";
import { refuse } from "./checks.ts";

export interface InputArray {
  /** [height, width, channels] of the model's input; where many are asked for, with their number in front. */
  readonly shape: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
}

/** One input, or `many` of them where that is allowed. Throws EngineError("bad-option"). */
export function checkInputArray(
  name: string,
  { shape, data }: InputArray,
  inputShape: Shape,
  many?: number,
): void {
  const asked = many === undefined ? "" : `, or [${[many, ...inputShape]}]`;
  const fits = [inputShape, ...(many === undefined ? [] : [[many, ...inputShape]])].some(
    (allowed) => allowed.join() === shape.join() && data.length === sizeOf(allowed),
  );
  if (!fits)
    refuse(name, `an array of shape [${shape}]`, `the shape of the model's input, [${inputShape}]${asked}`);
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) refuse(name, `an array with ${data[bad]} in it`, "finite numbers");
}
