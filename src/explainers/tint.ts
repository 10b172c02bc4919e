/** @file How an explanation is coloured: the same on a page, in a saved picture and from the terminal. */

import type { ClassExplanation } from "./lime-options.ts";

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

/** From 0.2 to 0.8. Small weights are lifted, so that their sign can be told over a photo. */
export const opacityOf = (share: number): number => 0.2 + 0.6 * Math.abs(share) ** 0.6;

/** Orange raises the answer, blue lowers it: told apart by every kind of colour vision. The same in every theme. */
export const RAISES = "#d9600a";
export const LOWERS = "#1a6ed6";
