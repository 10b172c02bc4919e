/** @file The words of the views beside LIME: saliency, filters, feature maps. */

import type { AscentPreset } from "../../explainers/ascent-options.ts";
import type { SaliencyMethod, Score } from "../../explainers/saliency-options.ts";
import type { ColourMap } from "../../images/colour-map.ts";
import type { View } from "../studio/views.ts";

/** What a run is counted in. */
export type Unit = "samples" | "pictures" | "steps" | "methods" | "megabytes";

/** Sentences that set a name apart take it as `name`, once, as in `strings.ts`. */
export interface ViewWords {
  readonly viewsLabel: string;
  readonly views: Readonly<Record<View, string>>;
  readonly finished: Readonly<Record<Unit, (count: string, seconds: string) => string>>;
  readonly speed: Readonly<Record<Unit, (count: string) => string>>;

  readonly notRun: string;
  readonly weak: string;
  readonly strong: string;
  readonly colours: string;
  readonly colourMaps: Readonly<Record<ColourMap, string>>;
  readonly overPicture: string;
  readonly mapAlone: string;
  readonly strongestOnly: string;
  readonly opacity: string;
  readonly threshold: string;
  readonly percentile: string;
  readonly heatSummary: (place: string, share: string) => string;
  readonly heatNothing: string;
  readonly heatNotFinite: string;
  readonly maskSummary: (kept: string, threshold: string) => string;

  /** Between a name and what is said about it. */
  readonly colon: string;
  readonly method: string;
  readonly methods: Readonly<Record<SaliencyMethod, string>>;
  /** What the method does, in one sentence. */
  readonly methodTexts: Readonly<Record<SaliencyMethod, string>>;
  readonly explained: string;
  readonly scores: Readonly<Record<Score, string>>;
  readonly asUsual: string;
  readonly layer: string;
  readonly usualLayer: (name: string) => string;
  readonly logits: string;
  readonly baseline: string;
  readonly baselines: Readonly<Record<"black" | "white" | "mean" | "blur", string>>;
  readonly steps: string;
  readonly completeness: string;
  readonly completenessText: (sum: string, difference: string, gap: string) => string;
  readonly mapFinding: (name: string, place: string, share: string) => string;
  readonly mapNothing: (name: string) => string;

  readonly comparedMethods: string;
  readonly compareFinding: (
    how: "little" | "partly" | "well",
    first: string,
    second: string,
    value: string,
  ) => string;
  /** Of two results, by their names. */
  readonly pairFinding: (
    how: "little" | "partly" | "well",
    first: string,
    second: string,
    value: string,
  ) => string;
  readonly compareNothing: string;
  readonly compareTrust: string;
  readonly compareScale: string;
  readonly rankCorrelation: string;
  readonly ofSizes: string;

  readonly filtersTitle: (name: string) => string;
  readonly filtersEmpty: string;
  readonly filtersHow: string;
  readonly filtersTrust: (steps: string) => string;
  readonly filtersStopped: (done: string, all: string) => string;
  readonly filtersRunning: (done: string, all: string) => string;
  readonly filtersDead: (count: number) => string;
  readonly ascentPresets: Readonly<Record<AscentPreset, string>>;
  readonly firstFilter: string;
  readonly filterCount: string;
  readonly filters: string;
  readonly filter: (index: number) => string;
  readonly activation: string;
  readonly activationOf: (index: number, value: string) => string;
  readonly dead: string;
  readonly deadFilter: (index: number) => string;
  readonly order: string;
  readonly orders: Readonly<Record<"index" | "rank", string>>;
  readonly curve: (from: string, to: string, steps: string) => string;

  readonly mapsTitle: (name: string, count: string) => string;
  readonly mapsTrust: (height: number, width: number, empty: number) => string;
  readonly channel: (index: number) => string;
  readonly channelMean: (index: number, value: string) => string;
  readonly scale: string;
  readonly scales: Readonly<Record<"each" | "all", string>>;
  readonly mean: string;
  readonly least: string;
  readonly largest: string;
  readonly zeros: string;
  readonly showMore: (count: string) => string;
}
