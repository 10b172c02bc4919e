/** @file What there is to save of a view. */

import {
  compareSaves,
  confusionSaves,
  curveSaves,
  filterSaves,
  limeSaves,
  mapSaves,
  meanSaves,
  type Saves,
  saliencySaves,
  summarySaves,
} from "../saving/saves.ts";
import type { Words } from "../strings/strings.ts";
import type { Session } from "./session.ts";
import type { Looks } from "./stage.ts";

/** Nothing where there is no result. */
export function savesOf(words: Words, session: Session, looks: Looks): Saves | undefined {
  const { runs, picture, classIndex, model, curves } = session;
  switch (session.view) {
    case "lime": {
      const result = runs.lime.latest;
      const explanation = classIndex === undefined ? undefined : result?.explanations[classIndex];
      if (!result || !picture || classIndex === undefined || !explanation) return undefined;
      return limeSaves(words, { result, picture, classIndex, explanation, look: looks.lime });
    }
    case "saliency": {
      const result = runs.saliency.latest;
      if (!result || classIndex === undefined || !result.attributions[classIndex]) return undefined;
      return saliencySaves(words, result, picture, classIndex, looks.heat);
    }
    case "compare":
      return runs.compare.latest && compareSaves(words, runs.compare.latest, picture);
    case "filters":
      return runs.filters.latest && runs.filters.latest.pictures.length > 0
        ? filterSaves(runs.filters.latest)
        : undefined;
    case "maps":
      return runs.maps.latest && mapSaves(runs.maps.latest, "each");
    case "model":
      return model && summarySaves(model);
    case "curves":
      return curves.latest && curveSaves(curves.latest);
    case "confusion":
      return runs.confusion.latest && confusionSaves(runs.confusion.latest);
    case "means":
      return runs.means.latest && meanSaves(words, runs.means.latest, looks.heat);
  }
}
