/** @file How earlier results differ from each other, in words. */

import { nameOf } from "../elements/compare.ts";
import { imageName } from "../elements/image-name.ts";
import type { Words } from "../strings/strings.ts";
import type { PastRun } from "./past-runs.ts";

/** Signs of an option's value that are shown. */
const MOST_SIGNS = 40;

/** The options that the other run had not, or otherwise. Seeds are told apart, and which classes follows from the picture. */
export function changesFrom(
  other: PastRun,
  run: PastRun,
): readonly (readonly [name: string, value: string])[] {
  const [before, now] = [textsOf(other), textsOf(run)];
  return [...new Set([...before.keys(), ...now.keys()])]
    .filter((name) => before.get(name) !== now.get(name))
    .map((name) => [name, short(now.get(name) ?? "–")]);
}

/** Nothing where no number is random. */
export function seedOf({ view, settings }: PastRun): number | undefined {
  return view === "maps" || view === "confusion" ? undefined : settings.seed;
}

/** "14:03:22" */
export const timeOf = ({ began }: PastRun): string => began.toTimeString().slice(0, 8);

/** Of the picture or the data set. Empty where there is neither. */
export const sourceOf = (words: Words, { image, data }: PastRun): string =>
  image ? imageName(words, image) : (data?.name ?? "");

/** What a run is called beside another: its method, and what is otherwise than there. */
export function nameBeside(words: Words, other: PastRun, run: PastRun): string {
  const { kind, result } = run.saved;
  const method =
    kind === "lime" || kind === "saliency" ? nameOf(words, result.method) : words.views[run.view];
  const seed = seedOf(run);
  const parts = [
    ...(run.image !== other.image || run.data !== other.data ? [sourceOf(words, run)] : []),
    ...(run.model !== other.model ? [run.model.name] : []),
    ...changesFrom(other, run).flatMap(([name, value]) => (name === "method" ? [] : `${name} ${value}`)),
    ...(seed !== undefined && seed !== seedOf(other) ? [words.seedIs(seed)] : []),
  ];
  return [method, ...(parts.length > 0 ? parts : [timeOf(run)])].join(", ");
}

const texts = new WeakMap<PastRun, ReadonlyMap<string, string>>();

/** A run's options as used, each as text. */
function textsOf(run: PastRun): ReadonlyMap<string, string> {
  const known = texts.get(run);
  if (known) return known;
  const { method, options } = run.saved.result as { method?: string; options?: object };
  const { seed, segmentationSeed, labels, ...all } = { ...(method ? { method } : {}), ...options } as Record<
    string,
    unknown
  >;
  const made = new Map(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, textOf(value)]])),
  );
  texts.set(run, made);
  return made;
}

const textOf = (value: unknown): string =>
  typeof value === "string"
    ? value
    : JSON.stringify(value, (_, at) => (ArrayBuffer.isView(at) ? Array.from(at as Uint8Array) : at));

const short = (text: string): string =>
  text.length > MOST_SIGNS ? `${text.slice(0, MOST_SIGNS - 1)}…` : text;
