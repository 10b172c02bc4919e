/** @file How far the run of a view is, for the bar at the bottom. */

import { samplesOf } from "../elements/finding.ts";
import type { Words } from "../strings/strings.ts";
import type { Unit } from "../strings/strings-views.ts";
import type { Runs } from "./runs.ts";
import type { Session } from "./session.ts";
import { isRun, type RunView } from "./views.ts";

interface Progress {
  readonly name: string;
  readonly unit: Unit;
  readonly done: number;
  readonly total: number;
  /** Units a second; 0 where that says nothing. */
  readonly speed: number;
  readonly milliseconds: number;
}

/** What is being opened comes first: nothing runs without it. */
function openingOf({ opened, opening, data }: Session): Progress | undefined {
  const come = opened.progress ?? (data.isReading ? data.set : undefined);
  if (!come) return undefined;
  const { bytes, totalBytes = 0 } = come;
  const size = { done: bytes / 1e6, total: Math.max(bytes, totalBytes) / 1e6 };
  const name = opened.progress ? opening : data.set!.name;
  return { name, unit: "megabytes", ...size, speed: 0, milliseconds: 0 };
}

/** An earlier run's numbers say nothing about the one that has just begun. Nothing for a view without a run. */
export function progressOf(words: Words, session: Session): Progress | undefined {
  const opening = openingOf(session);
  if (opening) return opening;
  const { runs, view, settings } = session;
  if (!isRun(view)) return undefined;
  const run = runs[view];
  const isThis = run.state === run.latestState;
  if (view === "lime") {
    const result = isThis ? runs.lime.latest : undefined;
    return {
      name: words.limeMethods[result?.method ?? settings.method],
      ...{ unit: "samples", done: result?.stats.samples ?? 0 },
      total: result ? samplesOf(result) : settings.samples,
      speed: result?.stats.samplesPerSecond ?? 0,
      milliseconds: result?.stats.milliseconds ?? 0,
    };
  }
  const { done = 0, total = 1, milliseconds = 0 } = (isThis && statsOf(runs, view)) || {};
  if (view === "compare")
    return { name: words.views.compare, unit: "methods", done, total, speed: 0, milliseconds };
  const speed = total > 1 && milliseconds > 0 ? (1000 * done) / milliseconds : 0;
  const method = (isThis && runs.saliency.latest?.method) || settings.saliency.method;
  const name = view === "saliency" ? words.methods[method] : words.views[view];
  return { name, unit: view === "filters" ? "steps" : "pictures", done, total, speed, milliseconds };
}

interface Stats {
  readonly done: number;
  readonly total: number;
  readonly milliseconds: number;
}

/** How far the latest result of a view is. */
function statsOf(runs: Runs, view: Exclude<RunView, "lime">): Stats | undefined {
  if (view === "means") {
    const result = runs.means.latest;
    return result && { done: result.position, total: result.selected, milliseconds: result.milliseconds };
  }
  if (view !== "confusion") return runs[view].latest?.stats;
  const result = runs.confusion.latest;
  return result && { done: result.samples, total: result.selected, milliseconds: result.milliseconds };
}
