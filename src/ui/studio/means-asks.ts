/** @file What the mean explanation over a data set can be asked, and the options of its run. */

import type { AverageOptions, AverageResult } from "../../data/average-options.ts";
import type { DataSet, Selection } from "../../data/data-set.ts";
import { SALIENCY_METHODS } from "../../explainers/saliency-options.ts";
import type { DataSettings, MeansSettings, Settings } from "../elements/settings-value.ts";
import { asks } from "./saliency-asks.ts";

/** What can explain each picture. */
export const AVERAGED = ["lime", ...SALIENCY_METHODS] as const;

/** How many samples a method takes for each picture where nothing is said. Nothing: it takes none. */
export const samplesFor = (method: MeansSettings["method"]): number | undefined =>
  method === "lime" ? 1000 : asks(method).samples;

/** What counts of a data set; nothing is left of what was chosen from another. */
export function selectionOf({ usages, classes, limit }: DataSettings, set: DataSet): Selection {
  const known = (chosen: readonly string[] | undefined, all: readonly string[]) =>
    chosen && chosen.length < all.length ? chosen.filter((name) => all.includes(name)) : undefined;
  const [ofUsages, ofClasses] = [known(usages, set.usages), known(classes, set.classes)];
  return {
    ...(ofUsages ? { usages: ofUsages } : {}),
    ...(ofClasses ? { classes: ofClasses } : {}),
    ...(limit ? { limit } : {}),
  };
}

/** How many pictures that is. */
export function selectedCount(settings: DataSettings, set: DataSet): number {
  const { usages, classes, limit = Number.POSITIVE_INFINITY } = selectionOf(settings, set);
  const all = set.counts.reduce(
    (sum, row, usage) =>
      usages && !usages.includes(set.usages[usage])
        ? sum
        : row.reduce(
            (most, count, i) => (classes && !classes.includes(set.classes[i]) ? most : most + count),
            sum,
          ),
    0,
  );
  return Math.min(all, limit);
}

/** What explained the pictures of a result. */
export function methodOf({ options }: AverageResult): MeansSettings["method"] {
  const { by, saliency } = options as AverageOptions;
  return by === "lime" ? "lime" : (saliency?.method ?? "gradient");
}

export function averageOptions({ means, data, seed }: Settings, set: DataSet): AverageOptions {
  const { method, of, samples, pick, cell } = means;
  const drawn = samplesFor(method) && samples ? { samples } : {};
  return {
    ...selectionOf(data, set),
    ...(method === "lime"
      ? { by: "lime", lime: { seed, ...drawn } }
      : { by: "saliency", saliency: { method, seed, ...drawn } }),
    ...{ of, pick },
    ...(cell ? { cell } : {}),
  };
}
