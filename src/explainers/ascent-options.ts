/** @file What can be asked of gradient ascent, and what it answers. Plain data: it crosses threads and is saved as JSON. */

import type { InputArray } from "./input-array.ts";
import type { RunInfo, RunStats } from "./run-info.ts";

export type AscentPreset = "report" | "keras" | "lucid";

/** What is to grow. Of a layer [height, width, channels], a channel's mean or sum over its pixels, one pixel of it, or all of the layer. */
export type Objective = "channel" | "channel-sum" | "neuron" | "direction" | "deep-dream";

export type Optimiser = "plain" | "l2" | "rms" | "momentum" | "adam";

/** A pixel moves by whole steps, a picture is scaled and turned about its middle; all of them anew for each step. */
export interface Transforms {
  /** Most pixels to shift, up or down, left or right. */
  readonly jitter?: number;
  /** Smallest and largest factor. */
  readonly scale?: readonly [least: number, most: number];
  /** Most degrees to turn, either way. */
  readonly rotate?: number;
  /** What lies beyond the picture's edge, 0 (black) to 1 (white). Default: 0.5. */
  readonly pad?: number;
}

export interface AscentOptions {
  /**
   * "report" (default): zeros, 40 steps of 1 along the gradient divided by its root mean square. "keras": noise about gray, L2-normalised
   * gradient, 30 steps of 10, borders of the map cut. "lucid": Fourier image with decorrelated colours, Adam, transforms,
   * 256 steps. Other options change what a preset says.
   */
  readonly preset?: AscentPreset;
  /** Layer by name; "logits" for the scores of the classes before their softmax. Default: the last convolution. */
  readonly layer?: string;
  /** Channels of that layer, or classes. Default: the first 32. */
  readonly filters?: readonly number[];
  readonly objective?: Objective;
  /** Of a direction: a weight for each channel of the layer; each of `filters` is then one run from another start. */
  readonly direction?: readonly number[];
  /** Of a neuron: its row and column. Default: the middle. */
  readonly position?: readonly [row: number, column: number];
  /** Rows and columns at the edge of a map that do not count. Default: 0; of the preset "keras" 2, less for small maps. */
  readonly border?: number;
  /** Further layers and channels that are to grow as well, or shrink, for each of `filters`. */
  readonly also?: readonly { readonly layer: string; readonly filter: number; readonly weight: number }[];
  /** Weight of the diversity between the pictures, which should then be of the same filter: `filters: [5, 5, 5]`. Default: 0. */
  readonly diversity?: number;
  readonly steps?: number;
  /** Size of a step. */
  readonly rate?: number;
  readonly optimiser?: Optimiser;
  /** How a picture is written down: pixels of the model's input, or a Fourier spectrum with decorrelated colours. */
  readonly image?: "pixels" | "fourier";
  /** Where to start. "picture": the one given. An array: the model's input, for all filters or one for each. */
  readonly start?: "zeros" | "gray" | "noise" | "picture" | InputArray;
  readonly transforms?: Transforms;
  /** Weight of the sum of squares of the pixels, taken off the objective. Default: 0. */
  readonly l2?: number;
  /** Weight of the total variation (sum of magnitudes of differences of neighbours), taken off. Default: 0. */
  readonly totalVariation?: number;
  /** Blur the picture every n steps; 0: never. Default: 0. */
  readonly blurEvery?: number;
  /** Keep pixels within the range of the model's input after each step. Default: false. */
  readonly clip?: boolean;
  /** For the first so many steps ReLUs that pass nothing are climbed all the same. Default: 0; of the preset "lucid" 16. */
  readonly redirect?: number;
  /** Contrast of what is shown: the standard deviation after a picture is centred on gray. Default: 0.1; of "keras" 0.15; 0: as it is. */
  readonly contrast?: number;
  /** Steps from one frame to the next. Default: as many as take about 100 ms. */
  readonly stepsPerFrame?: number;
  /** One seed for everything random, 0…2³²−1. Default: 0. */
  readonly seed?: number;
  /** Filters at a time. Default: what `memoryBudget` allows. */
  readonly batch?: number;
  /** Bytes of GPU memory for activations. Default: 256 MiB. */
  readonly memoryBudget?: number;
}

/** One filter's picture so far. */
export interface FilterPicture {
  readonly filter: number;
  /** To be shown, [height, width, channels], 0…255. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** The objective before each step and after the last, as far as it has come. */
  readonly losses: Float32Array<ArrayBuffer>;
  /** The last of `losses`. */
  readonly activation: number;
  /** Place among the filters, by falling activation: 0 is the strongest. */
  readonly rank: number;
  /** It answers nothing, and no step changes that. */
  readonly dead: boolean;
  /** In words, where something is wrong: "filter 7 is dead: …". */
  readonly trouble?: string;
}

export interface AscentResult extends RunInfo {
  readonly method: "ascent";
  readonly layer: string;
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  /** In the order of `filters`. */
  readonly pictures: readonly FilterPicture[];
  /** In the last result: the model's inputs as they were climbed to, [filters, height, width, channels]. */
  readonly values?: Float32Array<ArrayBuffer>;
  /** `done` and `total` count steps. */
  readonly stats: RunStats;
}
