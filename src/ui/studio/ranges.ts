/** @file The least and the most of each number that can be set, in a field or in the address. */

export type Range = readonly [least: number, most: number];

/** Of every view that draws random numbers. */
export const SEEDS: Range = [0, 2 ** 32 - 1];
/** Of LIME and KernelSHAP. */
export const SAMPLES: Range = [2, 1_000_000];
/** Of an attribution method. */
export const DRAWS: Range = [1, 100_000];
/** Of Integrated Gradients. */
export const INTEGRATION_STEPS: Range = [1, 3200];
/** Pictures of a data set that count, and that are picked. */
export const PICTURES: Range = [1, 10_000_000];
export const PICKS: Range = [0, 100];
export const FILTER_COUNT: Range = [1, 256];
export const ASCENT_STEPS: Range = [1, 4096];
