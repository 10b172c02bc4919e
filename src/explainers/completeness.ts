/** @file How far an attribution is from adding up to what it explains. */

import type { Attribution } from "./saliency-options.ts";

/** Captum's convergence delta is `sum − difference`; the gap is its size as a share of the difference. */
export function completenessOf(
  values: Float32Array,
  score: number,
  baselineScore: number,
): NonNullable<Attribution["completeness"]> {
  const sum = values.reduce((a, b) => a + b, 0);
  const difference = score - baselineScore;
  const gap = Math.abs(sum - difference) / Math.max(Math.abs(difference), Number.EPSILON);
  return { sum, difference, gap };
}
