/** @file Checks shared by the steps that go through several values number by number, or count steps. */

import { EngineError } from "../../errors.ts";
import { sizeOf, type Value } from "../../graph/graph.ts";

/** Throws EngineError("shape") unless all have one shape, and each sample has its own copy of all or of none. */
export function checkAlike(values: readonly Value[], step: string): void {
  const [first, ...others] = values.map(described);
  const other = others.find((words) => words !== first);
  if (other)
    throw new EngineError("shape", `${step}: needs values of one shape, but got ${first} and ${other}`);
}

/** Throws EngineError("shape") unless `step` is one number for all samples. */
export function checkStep({ shape, batched }: Value, op: string): void {
  if (sizeOf(shape) !== 1 || batched)
    throw new EngineError("shape", `${op}: needs one number for all samples as its step, but got [${shape}]`);
}

const described = ({ shape, batched }: Value) => `[${shape}]${batched ? "" : " for all samples"}`;
