/** @file Which superpixels are coloured, and how strongly. */

import type { ClassExplanation } from "../explainers/lime-options.ts";

/** How an explanation is looked at. It changes no number. */
export interface Look {
  readonly sign: "both" | "raises" | "lowers";
  /** At most so many superpixels are coloured, the strongest first. */
  readonly strongest: number;
  /** Opacity of the strongest, 0…1. */
  readonly tint: number;
}

export const usualLook: Look = { sign: "both", strongest: Number.POSITIVE_INFINITY, tint: 0.8 };

/** A superpixel's place in an explanation. */
export interface Weight {
  readonly segment: number;
  readonly value: number;
  /** Standard error; 0 where every combination was predicted. */
  readonly error: number;
  /** Differs from zero by more than two standard errors. */
  readonly sure: boolean;
}

/** The weights of an explanation, by falling magnitude. */
export function weightsOf({ weights, standardErrors }: ClassExplanation): Weight[] {
  const largest = Math.abs(weights[0]?.[1] ?? 0);
  return weights.map(([segment, value], i) => {
    const error = standardErrors[i] ?? 0;
    // without sampling error only rounding is left, which is no effect either
    return { segment, value, error, sure: Math.abs(value) > Math.max(2 * error, 1e-9 * largest) };
  });
}

/** The range of the legend, on both sides of zero. */
export const rangeOf = (weights: readonly Weight[]): number => Math.abs(weights[0]?.value ?? 0) || 1;

export interface Tint extends Weight {
  /** 0…1 */
  readonly opacity: number;
}

/** The superpixels to colour, the strongest first: those that are sure, of the signs and as many as asked for. */
export function tintsOf(weights: readonly Weight[], { sign, strongest, tint }: Look): Tint[] {
  const range = rangeOf(weights);
  return weights
    .filter(({ sure, value }) => sure && (sign === "both" || value > 0 === (sign === "raises")))
    .slice(0, strongest)
    .map((weight) => ({ ...weight, opacity: opacityOf(weight.value / range) * (tint / usualLook.tint) }));
}

/** From 0.2 to 0.8. Small weights are lifted, so that their sign can be told over a photo. */
const opacityOf = (share: number): number => 0.2 + 0.6 * Math.abs(share) ** 0.6;
