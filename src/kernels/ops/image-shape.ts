/** @file Checks shared by the steps that change the size of an image. */

import { EngineError } from "../../errors.ts";
import type { Shape, Value } from "../../graph/graph.ts";

/** [h, w, c] of an image. Throws EngineError("shape") for a value that is none. */
export function imageShape({ shape }: Value, step: string): Shape {
  if (shape.length !== 3)
    throw new EngineError("shape", `${step}: needs an image [h, w, c], but the input is [${shape}]`);
  return shape;
}

/** Throws EngineError("shape") unless all are whole numbers, and none is below `least`. */
export function checkWhole(numbers: readonly number[], least: 0 | 1, step: string): void {
  if (numbers.some((n) => !Number.isInteger(n) || n < least))
    throw new EngineError(
      "shape",
      `${step}: needs whole numbers from ${least}, but got ${numbers.join(", ")}`,
    );
}
