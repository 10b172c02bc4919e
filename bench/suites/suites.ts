/** @file The suites by name. */

import type { Place } from "../place.ts";
import type { Findings } from "../results.ts";
import { ascent } from "./ascent.ts";
import { forward } from "./forward.ts";
import { layers } from "./layers.ts";
import { lime } from "./lime.ts";
import { opening } from "./opening.ts";
import { saliency } from "./saliency.ts";
import { scaling } from "./scaling.ts";
import { segmentation } from "./segmentation.ts";

export const SUITES = {
  ...{ layers, lime, ascent, saliency, segmentation, opening, scaling, forward }, // what takes longest is last
} as const satisfies Readonly<Record<string, (place: Place, findings: Findings) => Promise<void>>>;

export type SuiteName = keyof typeof SUITES;

export type Options = Pick<Place, "quick" | "nets" | "patience" | "until">;
