/** @file What an explanation says, in one sentence, and how far to trust it. */

import { html } from "lit";
import type { ClassExplanation, LimeResult } from "../../explainers/lime-options.ts";
import { type Weight, weightsOf } from "../../explainers/tint.ts";
import { count, digitsOf } from "../drawing/format.ts";
import { outlinesOf } from "../drawing/outlines.ts";
import { placeAt } from "../drawing/place.ts";
import type { Words } from "../strings/strings.ts";
import { NAME } from "./apart.ts";

export interface Finding {
  /** The sentence, in three: the class's name in the middle is set apart. */
  readonly title: readonly [before: string, name: string, after: string];
  /** On what it rests. */
  readonly trust: string;
}

export type RunState = "idle" | "running" | "done" | "stopped";

/** The finding about the class called `name`. */
export function findingOf(
  words: Words,
  name: string,
  explanation: ClassExplanation,
  result: LimeResult,
  state: RunState,
): Finding {
  const weights = weightsOf(explanation);
  const sure = weights.filter((weight) => weight.sure);
  const done = count(result.stats.samples);
  const all = count(samplesOf(result));
  const sentence = state === "running" ? soFar(words, sure) : conclusion(words, sure, result);
  const [before, after] = sentence.split(NAME);
  return { title: [before, name, after], trust: trust() };

  function trust(): string {
    if (state === "running") return words.settling(done, all);
    if (state === "stopped") return words.stopped(done, all);
    if (result.stats.exact) return words.trustExact(count(result.stats.distinct));
    return words.trust(count(sure.length), count(weights.length));
  }
}

/** The sentence with the class's name set apart. */
export const titleOf = ({ title: [before, name, after] }: Finding) =>
  html`${before}<strong>${name}</strong>${after}`;

/** How many samples a run was asked for. */
export const samplesOf = ({ options, stats }: LimeResult): number => {
  const asked = options.samples;
  return typeof asked === "number" ? asked : stats.samples;
};

function soFar(words: Words, [first]: readonly Weight[]): string {
  return first ? words.soFar(NAME, String(first.segment), first.value > 0) : words.soFarNothing(NAME);
}

/** The strongest that raises, with a second where that is at least half as strong, and the strongest that lowers. */
function conclusion(words: Words, sure: readonly Weight[], { segments }: LimeResult): string {
  const [first, second] = sure.filter(({ value }) => value > 0);
  const against = sure.find(({ value }) => value < 0);
  if (!first && !against) return words.noneSure(NAME);
  const digits = digitsOf(Math.abs(sure[0].value));
  const size = (value: number) => Math.abs(value).toFixed(digits);
  if (!first) return words.lowersMost(NAME, String(against!.segment), size(against!.value)) + words.end;
  const raises =
    second && second.value > first.value / 2
      ? words.raisesTogether(
          NAME,
          String(first.segment),
          String(second.segment),
          size(first.value + second.value),
        )
      : words.raisesMost(NAME, String(first.segment), size(first.value));
  if (!against || -against.value < first.value / 4) return raises + words.end;
  const [x, y] = outlinesOf(segments).of.get(against.segment)?.centre ?? [0, 0];
  const place = words.places[placeAt(x, y, segments)];
  return raises + words.butLowers(String(against.segment), place, size(against.value)) + words.end;
}
