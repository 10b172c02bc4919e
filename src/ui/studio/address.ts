/**
 * @file The page's state as the fragment of its address: what is looked at, what is set, and where model and picture came from.
 * Pictures themselves and files are never in it. Anybody may have written it: what is out of its range counts as not said.
 */

import { SALIENCY_METHODS } from "../../explainers/saliency-options.ts";
import type { SegmentationOptions } from "../../explainers/segmentation/segmentation.ts";
import type { ModelInfo } from "../../workers/protocol.ts";
import { filtersOf, LOGITS } from "../elements/layers.ts";
import { type Settings, usualSettings } from "../elements/settings-value.ts";
import type { Language } from "../strings/strings.ts";
import { COMPARED } from "./compare-fields.ts";
import { AVERAGED } from "./means-asks.ts";
import {
  ASCENT_STEPS,
  DRAWS,
  FILTER_COUNT,
  INTEGRATION_STEPS,
  PICKS,
  type Range,
  SAMPLES,
  SEEDS,
} from "./ranges.ts";
import { SEGMENTATION_FIELDS, SEGMENTATION_START } from "./segmentation-fields.ts";
import { VIEWS, type View } from "./views.ts";

export interface Address {
  readonly view: View;
  readonly settings: Settings;
  /** Name of a bundled picture, or where one was fetched from. */
  readonly image?: string | undefined;
  /** Where the model was fetched from. Nothing: the bundled one. */
  readonly model?: string | undefined;
  readonly language?: Language | undefined;
  readonly theme?: "light" | "dark" | undefined;
}

/** Only what is not as usual. Begins with "#", or is empty. */
export function writeAddress({ view, settings, image, model, language, theme }: Address): string {
  const usual = new Map(entriesOf(usualSettings));
  const all: readonly Entry[] = [
    ...([
      ["view", view === "lime" ? undefined : view],
      ["image", image],
      ["model", model],
    ] as const),
    ...([
      ["lang", language],
      ["theme", theme],
    ] as const),
    ...entriesOf(settings).filter(([key, value]) => value !== usual.get(key)),
  ];
  const said = all.flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
  return said.length > 0 ? `#${new URLSearchParams(said)}` : "";
}

/** What a fragment says; the rest is as in `usual`. */
export function readAddress(fragment: string, usual: Settings = usualSettings): Address {
  const query = new URLSearchParams(fragment.replace(/^#/, ""));
  const one = <const T extends string>(key: string, choices: readonly T[]) =>
    choices.find((choice) => choice === query.get(key));
  return {
    view: one("view", VIEWS) ?? "lime",
    settings: settingsOf(query, usual),
    image: textOf(query, "image"),
    model: webAddress(textOf(query, "model")),
    language: one("lang", ["en", "zh-Hant"]),
    theme: one("theme", ["light", "dark"]),
  };
}

/** An address of the web, or nothing. */
export function webAddress(text: string | undefined): string | undefined {
  const url = text && URL.canParse(text) ? new URL(text) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

/** The settings without a class, layer or filter that the model has not. */
export function fitting(settings: Settings, model: ModelInfo): Settings {
  const { classIndex, saliency, filters, maps } = settings;
  const known = (layer: string | undefined) =>
    model.layers.some(({ name }) => name === layer) ? layer : undefined;
  const layer = filters.layer === LOGITS ? LOGITS : known(filters.layer);
  return {
    ...settings,
    classIndex: classIndex !== undefined && classIndex < model.classes.length ? classIndex : undefined,
    saliency: { ...saliency, layer: known(saliency.layer) },
    filters: { ...filters, layer, first: filters.first < filtersOf(model, layer) ? filters.first : 0 },
    maps: { layer: known(maps.layer) },
  };
}

type Entry = readonly [key: string, value: string | number | undefined];

function entriesOf(settings: Settings): readonly Entry[] {
  const { method, preset, classIndex, segmentation, samples, seed, hideColor } = settings;
  const { saliency, compare, filters, maps, means } = settings;
  const segments = segmentation && segmentation.algorithm !== "labels" ? segmentation : undefined;
  const fields = segments ? SEGMENTATION_FIELDS[segments.algorithm] : [];
  const values = segments as unknown as Readonly<Record<string, number>>;
  return [
    ...([
      ["method", method],
      ["preset", preset],
      ["class", classIndex],
      ["samples", samples],
    ] as const),
    ...([
      ["seed", seed],
      ["hide", hideColor],
      ["segments", segments?.algorithm],
    ] as const),
    ...fields.map(({ name }) => [name, values[name]] as const),
    ...([
      ["saliency", saliency.method],
      ["score", saliency.score],
      ["draws", saliency.samples],
    ] as const),
    ...([
      ["steps", saliency.steps],
      ["saliency-layer", saliency.layer],
    ] as const),
    ["compare", compare.methods.join(" ")],
    ["baseline", typeof saliency.baseline === "string" ? saliency.baseline : undefined],
    ...([
      ["ascent", filters.preset],
      ["filter-layer", filters.layer],
      ["first", filters.first],
    ] as const),
    ...([
      ["filters", filters.count],
      ["ascent-steps", filters.steps],
      ["map-layer", maps.layer],
    ] as const),
    ...([
      ["means", means.method],
      ["means-of", means.of],
      ["means-samples", means.samples],
      ["picks", means.pick],
    ] as const),
  ];
}

function settingsOf(query: URLSearchParams, usual: Settings): Settings {
  const one = <const T extends string>(key: string, choices: readonly T[]) =>
    choices.find((choice) => choice === query.get(key));
  const whole = (key: string, range: Range) => {
    const value = numberOf(query, key, range);
    return Number.isInteger(value) ? value : undefined;
  };
  const shade = SHADES.find((value) => value === numberOf(query, "hide", [-1, 255]));
  return {
    method: one("method", ["lime", "kernel-shap"]) ?? usual.method,
    preset: one("preset", ["limelight", "python"]) ?? usual.preset,
    classIndex: whole("class", [0, 1e6]),
    segmentation: segmentationOf(query),
    samples: whole("samples", SAMPLES) ?? usual.samples,
    seed: whole("seed", SEEDS) ?? usual.seed,
    hideColor: one("hide", ["mean", "blur"]) ?? shade ?? usual.hideColor,
    saliency: {
      method: one("saliency", SALIENCY_METHODS) ?? usual.saliency.method,
      score: one("score", ["logit", "softmax", "cross-entropy"]),
      layer: textOf(query, "saliency-layer"),
      samples: whole("draws", DRAWS),
      steps: whole("steps", INTEGRATION_STEPS),
      baseline: one("baseline", ["black", "white", "mean", "blur"]),
    },
    compare: { methods: comparedOf(query) ?? usual.compare.methods },
    filters: {
      preset: one("ascent", ["report", "keras", "lucid"]) ?? usual.filters.preset,
      layer: textOf(query, "filter-layer"),
      first: whole("first", [0, 1e6]) ?? usual.filters.first,
      count: whole("filters", FILTER_COUNT) ?? usual.filters.count,
      steps: whole("ascent-steps", ASCENT_STEPS),
    },
    maps: { layer: textOf(query, "map-layer") },
    means: {
      method: one("means", AVERAGED) ?? usual.means.method,
      of: one("means-of", ["predicted", "true"]) ?? usual.means.of,
      samples: whole("means-samples", SAMPLES),
      pick: whole("picks", PICKS) ?? usual.means.pick,
    },
    data: {}, // of a data set, which no address has
  };
}

/** What black or white is in some range of pixels. */
const SHADES = [-1, 0, 1, 255];

function segmentationOf(query: URLSearchParams): SegmentationOptions | undefined {
  const algorithm = (["slic", "quickshift", "felzenszwalb", "grid"] as const).find(
    (name) => name === query.get("segments"),
  );
  if (!algorithm) return undefined;
  const fields = SEGMENTATION_FIELDS[algorithm].map(({ name, least, most }) => [
    name,
    numberOf(query, name, [least, most]),
  ]);
  const said = Object.fromEntries(fields.filter(([, value]) => value !== undefined));
  return { ...SEGMENTATION_START[algorithm], ...said };
}

function comparedOf(query: URLSearchParams): Settings["compare"]["methods"] | undefined {
  const names = query.get("compare")?.split(" ");
  return names && COMPARED.filter((method) => names.includes(method));
}

function numberOf(query: URLSearchParams, key: string, [least, most]: Range): number | undefined {
  const text = query.get(key);
  const value = text ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}

/** Names and addresses are not longer than this. */
const MOST_LETTERS = 2000;

function textOf(query: URLSearchParams, key: string): string | undefined {
  const text = query.get(key);
  return text && text.length <= MOST_LETTERS ? text : undefined;
}
