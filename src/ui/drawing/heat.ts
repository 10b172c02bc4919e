/** @file How a map of numbers over a picture is looked at. It changes no number. */

import type { ColourMap } from "../../images/colour-map.ts";

/** One number for each pixel of a picture, or of a coarser one. */
export interface Heat {
  /** [height, width], row by row. */
  readonly values: ArrayLike<number>;
  readonly size: readonly [height: number, width: number];
  /** What has the colours of the two ends. */
  readonly range: readonly [low: number, high: number];
  /** Numbers below zero take away, so that the middle of the colours is zero. */
  readonly signed: boolean;
}

/** Over the picture; without it; or the picture alone, dark where the map is weak. */
export type HeatView = "over" | "alone" | "mask";

export interface HeatLook {
  /** Nothing: what suits the map. */
  readonly colours: ColourMap | undefined;
  /** Of the map over the picture, 0…1. */
  readonly opacity: number;
  /** A mask leaves what is at least so strong, 0…1. */
  readonly threshold: number;
}

export const usualHeatLook: HeatLook = { colours: undefined, opacity: 0.65, threshold: 0.5 };

/** Whether a file's word for a look is one. */
export const isHeatLook = (look: unknown): look is HeatLook => {
  const { opacity, threshold } = (look ?? {}) as Partial<HeatLook>;
  return typeof opacity === "number" && typeof threshold === "number";
};

/** The colours that suit a map, the usual ones first. */
export const coloursFor = (signed: boolean): readonly ColourMap[] =>
  signed ? ["blue-orange", "purple-orange", "blue-red", "jet"] : ["inferno", "viridis", "cividis", "jet"];

/** The colours chosen, where they suit the map. */
export function suited(colours: ColourMap | undefined, signed: boolean): ColourMap {
  const may = coloursFor(signed);
  return colours && may.includes(colours) ? colours : may[0];
}

/** How strong a number is as a share of the end of the range, whichever way: 0…1, more beyond the end. */
export function strengthOf(
  value: number,
  { range: [low, high], signed }: Pick<Heat, "range" | "signed">,
): number {
  const strength = signed
    ? Math.abs(value) / Math.max(Math.abs(low), Math.abs(high))
    : (value - low) / (high - low);
  return strength > 0 ? strength : 0; // of no number, too
}

/** Share of the pixels that a mask leaves. */
export function keptShare(heat: Heat, threshold: number): number {
  let kept = 0;
  for (let i = 0; i < heat.values.length; i++) if (strengthOf(heat.values[i], heat) >= threshold) kept++;
  return heat.values.length > 0 ? kept / heat.values.length : 0;
}
