/** @file The ways to look at a model: each has its settings, its run and its place on the page. */

export const VIEWS = [
  "lime",
  "saliency",
  "compare",
  "filters",
  "maps",
  "model",
  "curves",
  "confusion",
  "means",
] as const;

export type View = (typeof VIEWS)[number];

/** Those that the engine works for. The others show what is there already. */
export type RunView = Exclude<View, "model" | "curves">;

/** How the views belong together: they explain, look inside, or evaluate. */
export const FIRST_OF_GROUP: readonly View[] = ["filters", "curves"];

export const isRun = (view: View): view is RunView => view !== "model" && view !== "curves";

/** Explains a picture; the others are of the model alone, or of a data set. */
export const isOfPicture = (view: View): boolean => ["lime", "saliency", "compare", "maps"].includes(view);

/** Goes over a data set. */
export const isOfData = (view: View): boolean => view === "confusion" || view === "means";

/** Takes long enough that it waits for Run. */
export const isLong = (view: View): boolean => view === "filters" || isOfData(view);
