/** @file What can be asked about a layer's feature maps, and what comes back. Plain data. */

import type { RunInfo, RunStats } from "./run-info.ts";

export interface ActivationsOptions {
  /** Layer by name. Default: the last convolution. */
  readonly layer?: string;
}

/** What one filter answers to the picture. */
export interface ChannelStatistics {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** Share of exact zeros, 0…1. */
  readonly zeros: number;
}

export interface ActivationsResult extends RunInfo {
  readonly method: "activations";
  /** Class probabilities of the picture. */
  readonly prediction: readonly number[];
  readonly layer: string;
  /** [height, width, channels]; of a dense layer [1, 1, channels]. */
  readonly shape: readonly [height: number, width: number, channels: number];
  /** [height, width, channels] */
  readonly values: Float32Array<ArrayBuffer>;
  /** One for each channel. */
  readonly channels: readonly ChannelStatistics[];
  /** Channels by falling mean. */
  readonly ranked: readonly number[];
  readonly stats: RunStats;
}
