/** @file A graph compiled for as many samples as the device has room for. */

import { EngineError } from "../errors.ts";
import type { Graph } from "../graph/graph.ts";
import type { Backend, Carry, Plan } from "../kernels/backend.ts";

export interface Room {
  /** Most samples that are wanted. */
  readonly most: number;
  /** Bytes for activations. */
  readonly memoryBudget: number;
  readonly carries?: readonly Carry[];
  /** As in CompileOptions. */
  readonly direct?: ReadonlySet<string>;
}

/** A device without room for what the budget allows gets smaller batches. Throws EngineError("out-of-memory") if even one is too much. */
export async function compileWithin(
  backend: Backend,
  graph: Graph,
  { most, memoryBudget, carries = [], direct = new Set() }: Room,
): Promise<Plan> {
  const allowed = Math.min(most, Math.max(1, backend.largestBatch(graph, memoryBudget)));
  for (let maxBatch = allowed; ; maxBatch = Math.ceil(maxBatch / 2)) {
    try {
      return await backend.compile(graph, { maxBatch, carries, direct });
    } catch (error) {
      if (!(error instanceof EngineError && error.code === "out-of-memory") || maxBatch === 1) throw error;
    }
  }
}
