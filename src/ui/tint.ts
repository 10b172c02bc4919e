/** @file Which superpixels are coloured, and how strongly. */

import { opacityOf, rangeOf, type Weight } from "../explainers/tint.ts";

/** How an explanation is looked at. It changes no number. */
export interface Look {
  readonly sign: "both" | "raises" | "lowers";
  /** At most so many superpixels are coloured, the strongest first. */
  readonly strongest: number;
  /** Opacity of the strongest, 0…1. */
  readonly tint: number;
}

export const usualLook: Look = { sign: "both", strongest: Number.POSITIVE_INFINITY, tint: 0.8 };

/** A look as a file says it. JSON has no infinity: all superpixels are null there. */
export function readLook(look: unknown): Look | undefined {
  const { sign, strongest, tint } = (look ?? {}) as { readonly [Name in keyof Look]?: unknown };
  const known = (["both", "raises", "lowers"] as const).find((one) => one === sign);
  if (!known || typeof tint !== "number") return undefined;
  return {
    sign: known,
    tint,
    strongest: typeof strongest === "number" ? strongest : Number.POSITIVE_INFINITY,
  };
}

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
