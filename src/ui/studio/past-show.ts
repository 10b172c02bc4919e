/** @file Shows an earlier result again, or two of them compared. */

import { type Compared, type CompareResult, isSaliency } from "../../saved/compare.ts";
import type { Saved } from "../../saved/read.ts";
import type { Run } from "../elements/run.ts";
import { forAnotherModel } from "../elements/settings-value.ts";
import type { Words } from "../strings/strings.ts";
import { fetchPicked } from "./data-work.ts";
import type { Gone } from "./open-saved.ts";
import { nameBeside, sourceOf, timeOf } from "./past-changes.ts";
import type { PastRun } from "./past-runs.ts";
import type { Session } from "./session.ts";
import { isOfPicture } from "./views.ts";

/**
 * Shows a result as it was, and sets what was set for it. It is the view's own again if what it is about is still open; else it is
 * shown in place of that, with the reason.
 */
export function showAgain(words: Words, session: Session, run: PastRun): void {
  const { pictures, runs, saved, settings } = session;
  const note = goneOf(session, run);
  session.turnTo(run.view);
  if (note) {
    session.change({ ...forAnotherModel(run.settings), classIndex: settings.classIndex });
    const name = [run.model.name, sourceOf(words, run), timeOf(run)].filter(Boolean).join(", ");
    saved.show({ origin: "past", names: [name], note, results: [run.saved] });
    return;
  }
  saved.close();
  session.whatIf.clear();
  const { picture, result } = run.saved;
  if (isOfPicture(run.view) && picture && run.image && run.prediction) {
    if (pictures.picture !== picture) runs.clearPicture(); // the others are about another one
    pictures.put(pictures.list.indexOf(run.image), picture, run.prediction);
  }
  (runs[run.view] as unknown as Run<{ readonly done: boolean }>).show(result as { readonly done: boolean });
  if (run.saved.kind === "means") void fetchPicked(session, run.saved.result);
  if (run.settings !== settings) session.change(run.settings);
}

/** What of a result's model, picture and data is not open any more. Nothing where all is. */
export function goneOf({ model, images, data }: Session, run: PastRun): Gone | undefined {
  if (run.model !== model) return run.model.name === model?.name ? "reading" : "model";
  if (run.data !== undefined && run.data !== data.set) return "data";
  return run.image !== undefined && !images.includes(run.image) ? "picture" : undefined;
}

/** Shows two results of one view: what explains one class of one picture with its correlation, all else side by side. */
export function compareTwo(words: Words, session: Session, pair: readonly PastRun[]): void {
  const [first, second] = [...pair].sort((a, b) => a.began.getTime() - b.began.getTime());
  const names = [nameBeside(words, second, first), nameBeside(words, first, second)];
  const [a, b] = [first.saved, second.saved];
  const isExplained = isExplanation(a) && isExplanation(b);
  const classIndex = isExplained ? commonClass(a, b) : undefined;
  if (!isExplained || classIndex === undefined || first.image !== second.image) {
    const note = !isExplained ? undefined : first.image !== second.image ? "pictures" : "classes";
    session.saved.show({ origin: "compared", names, note, results: [a, b] });
    return;
  }
  const result: CompareResult = {
    ...{ method: "compare", done: true, model: second.model.name, classes: b.result.classes, classIndex },
    ...{ options: {}, results: [a.result, b.result], names, warnings: [] },
    stats: { done: 2, total: 2, milliseconds: 0 },
  };
  session.saved.show({
    origin: "compared",
    names,
    results: [{ kind: "compare", result, picture: b.picture }],
  });
}

const isExplanation = (saved: Saved): saved is Saved<"lime" | "saliency"> =>
  saved.kind === "lime" || saved.kind === "saliency";

const explained = (result: Compared) => (isSaliency(result) ? result.attributions : result.explanations);

/** A class that both explain, by the same index and name: one that was shown, if that is one. */
function commonClass(a: Saved<"lime" | "saliency">, b: Saved<"lime" | "saliency">): number | undefined {
  return [b.classIndex, a.classIndex, ...Object.keys(explained(b.result)).map(Number)].find(
    (index) =>
      index !== undefined &&
      explained(a.result)[index] !== undefined &&
      explained(b.result)[index] !== undefined &&
      a.result.classes[index] === b.result.classes[index],
  );
}
