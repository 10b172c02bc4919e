/** @file A saved result, of whatever kind: JSON that this page, an element or the terminal wrote. */

import type { AverageResult } from "../data/average-options.ts";
import type { ConfusionResult } from "../data/confusion-options.ts";
import { EngineError } from "../errors.ts";
import type { ActivationsResult } from "../explainers/activations-options.ts";
import type { AscentResult } from "../explainers/ascent-options.ts";
import type { LimeResult } from "../explainers/lime-options.ts";
import { SALIENCY_METHODS, type SaliencyResult } from "../explainers/saliency-options.ts";
import type { Histories } from "../histories/history.ts";
import type { Picture } from "../images/picture.ts";
import type { ModelInfo, Prediction } from "../workers/protocol.ts";
import { flag, list, maybe, number, record, text, whole, wrong } from "./check.ts";
import { type Compared, type CompareResult, isSaliency } from "./compare.ts";
import { readFilters, readLime, readMaps, readSaliency } from "./explanations.ts";
import { readPicture } from "./picture.ts";
import { readConfusion, readCurves, readMeans, readModel, readPrediction } from "./read-tables.ts";

interface Results {
  readonly compare: CompareResult;
  readonly lime: LimeResult;
  readonly saliency: SaliencyResult;
  readonly filters: AscentResult;
  readonly maps: ActivationsResult;
  readonly prediction: Prediction & { readonly done: boolean };
  readonly model: ModelInfo & { readonly done: boolean };
  readonly curves: Histories;
  readonly confusion: ConfusionResult;
  readonly means: AverageResult;
}

export type SavedKind = keyof Results;

export type Saved<Kind extends SavedKind = SavedKind> = {
  [K in Kind]: {
    readonly kind: K;
    readonly result: Results[K];
    readonly picture?: Picture | undefined;
    /** The class that was shown. */
    readonly classIndex?: number | undefined;
    /** How it was looked at, unchecked. */
    readonly look?: unknown;
  };
}[Kind];

const READERS: { readonly [Kind in SavedKind]: (value: unknown) => Results[Kind] } = {
  ...{ lime: readLime, saliency: readSaliency, filters: readFilters, maps: readMaps },
  compare: readCompare,
  ...{ prediction: readPrediction, model: readModel, curves: readCurves, confusion: readConfusion },
  means: readMeans,
};

/**
 * Reads what `JSON.parse` made of a file, which no one vouches for. Throws EngineError("bad-data") with the place in it that is wrong:
 * "not a saved result: segments.labels is a list of 3; a list of 576 is needed".
 */
export function readSaved(value: unknown): Saved {
  const kind = kindOf(value);
  if (!kind)
    throw new EngineError(
      "bad-data",
      "not a saved result: it is JSON, but has neither a method of Limelight's nor a matrix, curves, layers or probabilities",
    );
  const { picture, shown } = value as { picture?: unknown; shown?: unknown };
  const { classIndex, look } = record({ classIndex: maybe(number) })(shown ?? {}, "shown") as {
    classIndex?: number;
    look?: unknown;
  };
  const result = READERS[kind](value);
  const saved = {
    ...{ kind, result, classIndex, look },
    picture: picture === undefined ? undefined : readPicture(picture, "picture"),
  } as Saved;
  restored.set(value as object, saved);
  restored.set(result, saved); // an element that is given what was read already has its picture, too
  return saved;
}

const restored = new WeakMap<object, Saved>();

/**
 * A result for an element that shows this kind: as the engine gave it, or read from what was saved. The same for the same object. Throws
 * EngineError("bad-data").
 */
export function restore<Kind extends SavedKind>(kind: Kind, value: Results[Kind]): Saved<Kind> {
  let saved = restored.get(value);
  if (!saved && isLive(kind, value)) return { kind, result: value } as Saved<Kind>;
  saved ??= readSaved(value);
  if (saved.kind !== kind)
    throw new EngineError(
      "bad-data",
      `a saved result of ${NAMES[saved.kind]}; one of ${NAMES[kind]} is needed`,
    );
  return saved as Saved<Kind>;
}

const NAMES: Readonly<Record<SavedKind, string>> = {
  ...{
    compare: "a comparison",
    lime: "LIME",
    saliency: "saliency",
    filters: "filters",
    maps: "feature maps",
  },
  ...{
    prediction: "a prediction",
    model: "a model",
    curves: "training curves",
    confusion: "a confusion matrix",
    means: "mean maps",
  },
};

/** Whether its arrays are still typed ones: then no file has been between. */
function isLive(kind: SavedKind, value: object): boolean {
  const { segments, attributions, pictures, values, cells, results, rows } = value as {
    readonly results?: readonly Compared[];
    readonly segments?: LimeResult["segments"];
    readonly attributions?: SaliencyResult["attributions"];
    readonly pictures?: AscentResult["pictures"];
    readonly values?: unknown;
    readonly cells?: ConfusionResult["cells"];
    readonly rows?: unknown;
  };
  const first = {
    compare: () => {
      const one = results?.[0] as (Partial<LimeResult> & Partial<SaliencyResult>) | undefined;
      return (
        one?.segments?.labels ??
        Object.values(one?.attributions ?? {})[0]?.map ??
        (results?.length === 0 && new Uint8Array())
      );
    },
    lime: () => segments?.labels,
    saliency: () => Object.values(attributions ?? {})[0]?.map,
    filters: () => (pictures?.length === 0 ? new Uint8Array() : pictures?.[0]?.pixels),
    maps: () => values,
    confusion: () => cells?.[0]?.[0],
    means: () => rows,
    ...{ prediction: () => undefined, model: () => undefined, curves: () => undefined },
  }[kind];
  return ArrayBuffer.isView(first());
}

/** Nothing where it is the result of nothing here. */
export function kindOf(value: unknown): SavedKind | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const has = (...names: readonly string[]) => names.every((name) => name in value);
  const { method } = value as { method?: unknown };
  if (method === "lime" || method === "kernel-shap") return "lime";
  if (SALIENCY_METHODS.some((name) => name === method)) return "saliency";
  if (method === "compare") return "compare";
  if (method === "ascent") return "filters";
  if (method === "activations") return "maps";
  if (has("matrix", "perClass")) return "confusion";
  if (has("cells", "perClass", "picks")) return "means";
  if (has("runs", "warnings")) return "curves";
  if (has("layers", "parameters", "multiplyAdds")) return "model";
  if (method === undefined && (has("probabilities", "classes") || has("prediction", "classes")))
    return "prediction";
  return undefined;
}

function readCompare(value: unknown): CompareResult {
  const one = (given: unknown, at: string): Compared => {
    const kind = kindOf(given);
    if (kind === "lime") return readLime(given);
    return kind === "saliency"
      ? readSaliency(given)
      : wrong(at, given, "a result of LIME or a saliency method");
  };
  const read = record({
    ...{ done: flag, model: text, classes: list(text), warnings: list(text), options: record({}) },
    ...{ classIndex: whole(0, 1_000_000), results: list(one) },
    names: maybe(list(text)),
    stats: record({ done: number, total: number, milliseconds: number }),
  })(value, "");
  if (read.names && read.names.length !== read.results.length)
    wrong("names", read.names, `a list of ${read.results.length}`);
  for (const [i, result] of read.results.entries())
    if (!(isSaliency(result) ? result.attributions : result.explanations)[read.classIndex])
      wrong(`results.${i}`, read.classIndex, "an explanation of the class");
  return read as unknown as CompareResult;
}
