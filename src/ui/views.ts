/** @file The ways to look at a model: each has its settings, its run and its place on the page. */

export const VIEWS = ["lime", "saliency", "filters", "maps"] as const;

export type View = (typeof VIEWS)[number];
