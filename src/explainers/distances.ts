/** @file How far a perturbed picture is from the whole one, and how much it counts. */

import { EngineError } from "../errors.ts";
import type { Distance } from "./lime-options.ts";

/** Distance of each row of `bits` [rows, features] from the row of all ones, as sklearn's pairwise_distances. */
export function distances(bits: Uint8Array, features: number, metric: Distance): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: bits.length / features }, (_, row) => {
    let kept = 0;
    for (let i = 0; i < features; i++) kept += bits[row * features + i];
    return distance(kept, features, metric);
  });
}

function distance(kept: number, features: number, metric: Distance): number {
  const hidden = features - kept;
  switch (metric) {
    case "cosine":
      return 1 - Math.sqrt(kept / features);
    case "euclidean":
      return Math.sqrt(hidden);
    case "manhattan":
      return hidden;
    case "hamming":
      return hidden / features;
    default:
      throw new EngineError("bad-option", `distance '${metric satisfies never}' is not known`);
  }
}

/** sqrt(exp(-d² / width²)) (lime/lime_image.py, LimeImageExplainer.__init__). */
export const kernelWeight = (distance: number, width: number): number =>
  Math.sqrt(Math.exp(-(distance ** 2) / width ** 2));
