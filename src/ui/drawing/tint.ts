/** @file Which superpixels are coloured, and how strongly. */

import { opacityOf, rangeOf, type Weight } from "../../explainers/tint.ts";

/** How an explanation is looked at. It changes no number. */
export interface Look {
  readonly sign: "both" | "raises" | "lowers";
  /** At most so many superpixels are coloured, the strongest first. */
  readonly strongest: number;
  /** Only those of at least this share of the largest weight, 0…1. */
  readonly least: number;
  /** Opacity of the strongest, 0…1. */
  readonly tint: number;
}

export const usualLook: Look = { sign: "both", strongest: Number.POSITIVE_INFINITY, least: 0, tint: 0.8 };

/** A look as a file says it. JSON has no infinity: all superpixels are null there. */
export function readLook(look: unknown): Look | undefined {
  const { sign, strongest, least, tint } = (look ?? {}) as { readonly [Name in keyof Look]?: unknown };
  const known = (["both", "raises", "lowers"] as const).find((one) => one === sign);
  if (!known || typeof tint !== "number") return undefined;
  return {
    sign: known,
    tint,
    least: typeof least === "number" ? least : 0,
    strongest: typeof strongest === "number" ? strongest : Number.POSITIVE_INFINITY,
  };
}

export interface Tint extends Weight {
  /** 0…1 */
  readonly opacity: number;
}

/** The superpixels to colour, the strongest first: those that are sure, of the signs and as many as asked for. */
export function tintsOf(weights: readonly Weight[], { sign, strongest, least, tint }: Look): Tint[] {
  const range = rangeOf(weights);
  return weights
    .filter(
      ({ sure, value }) =>
        sure && Math.abs(value) >= least * range && (sign === "both" || value > 0 === (sign === "raises")),
    )
    .slice(0, strongest)
    .map((weight) => ({ ...weight, opacity: opacityOf(weight.value / range) * (tint / usualLook.tint) }));
}
