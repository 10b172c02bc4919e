/** @file What `limelight activations` can be asked. */

import type { ActivationsOptions } from "../../explainers/activations-options.ts";
import type { Given, OptionSpec } from "../options.ts";
import { defined, wordOf } from "../values.ts";

const NORMALISE = ["each", "all"] as const;
const ORDER = ["ranked", "index"] as const;

export const ACTIVATIONS_OPTIONS: readonly OptionSpec[] = [
  { name: "layer", takes: "NAME", help: "default: the last convolution of more than one pixel" },
  {
    name: "normalise",
    takes: NORMALISE.join("|"),
    help: "range of the colours: of each channel (default), or one for all",
  },
  {
    name: "order",
    takes: ORDER.join("|"),
    help: "channels by falling mean (default), or as they are numbered",
  },
  {
    name: "out",
    takes: "DIR",
    help: "activations.png, all channels in one sheet, and activations.npy [h, w, c]",
  },
];

/** The engine checks the layer. */
export const activationsOptions = ({ layer }: Given): ActivationsOptions => defined({ layer });

/** How the sheet shows the channels. */
export interface SheetOptions {
  readonly normalise: (typeof NORMALISE)[number];
  readonly order: (typeof ORDER)[number];
}

export const sheetOptions = (given: Given): SheetOptions => ({
  normalise: wordOf(given, "normalise", NORMALISE) ?? "each",
  order: wordOf(given, "order", ORDER) ?? "ranked",
});
