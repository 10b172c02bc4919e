/** @file Whether a run of mean maps that was stopped can go on, also one from a file: with the settings it was asked with. */

import type { AverageOptions, AverageResult } from "../../data/average-options.ts";
import { SALIENCY_METHODS } from "../../explainers/saliency-options.ts";
import { list, maybe, oneOf, record, text, whole } from "../../saved/check.ts";
import type { Settings } from "../elements/settings-value.ts";
import { averageOptions } from "./means-asks.ts";
import { PICKS, SAMPLES, SEEDS } from "./ranges.ts";
import type { Session } from "./session.ts";

/** Whether these options are those of a result. Of one that other options made, too, the engine says so when it is to go on. */
export function isAskedSo({ options }: Pick<AverageResult, "options">, now: AverageOptions): boolean {
  const asked = options as AverageOptions;
  const said = ({ by, saliency, lime, of, pick, cell, usages, classes, limit }: AverageOptions) =>
    JSON.stringify([by, saliency, lime, of, pick, cell, usages, classes, limit]);
  return said(asked) === said(now);
}

/** Why an unfinished result of a file does not go on here; nothing where it does. */
export type NotGoingOn = "model" | "data" | "settings";

export function whyNotGoOn(
  { model, data, settings }: Session,
  result: AverageResult,
): NotGoingOn | undefined {
  if (model?.name !== result.model) return "model";
  if (!data.set?.done || data.set.name !== result.data) return "data";
  const asked = settingsOf(result, settings);
  return asked && isAskedSo(result, averageOptions(asked, data.set)) ? undefined : "settings";
}

/** Takes an unfinished result in place of the view's own, and its settings, and goes on with it. */
export async function goOnWith(session: Session, result: AverageResult): Promise<void> {
  const settings = settingsOf(result, session.settings);
  if (!settings) return;
  session.saved.close();
  session.turnTo("means");
  session.runs.means.show(result);
  session.change(settings);
  await session.explain();
}

const one = (range: readonly [number, number]) => maybe(whole(...range));

const readOptions = record({
  ...{ by: oneOf(["saliency", "lime"]), of: oneOf(["predicted", "true"] as const), pick: whole(...PICKS) },
  saliency: maybe(record({ method: oneOf(SALIENCY_METHODS), seed: one(SEEDS), samples: one(SAMPLES) })),
  lime: maybe(record({ seed: one(SEEDS), samples: one(SAMPLES) })),
  ...{ usages: maybe(list(text)), classes: maybe(list(text)), limit: one([1, 2 ** 32]) },
  cell: maybe(record({ true: whole(0, 1e6), predicted: whole(0, 1e6) })),
});

/** The settings that ask for a result; nothing where this page has none for it. Nobody vouches for its options. */
export function settingsOf({ options }: Pick<AverageResult, "options">, now: Settings): Settings | undefined {
  try {
    const { by, of, pick, saliency, lime, usages, classes, limit, cell } = readOptions(options, "options");
    const { seed = now.seed, samples } = (by === "lime" ? lime : saliency) ?? {};
    const method = by === "lime" ? "lime" : (saliency?.method ?? "gradient");
    return { ...now, seed, means: { method, of, samples, pick, cell }, data: { usages, classes, limit } };
  } catch {
    return undefined;
  }
}
