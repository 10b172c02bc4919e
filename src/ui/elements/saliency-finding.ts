/** @file What an attribution method says of a class, in one sentence, and how it came to that. */

import { html } from "lit";
import type { Attribution, SaliencyResult } from "../../explainers/saliency-options.ts";
import { percent } from "../drawing/format.ts";
import { heaviestPlace } from "../drawing/place.ts";
import type { Words } from "../strings/strings.ts";
import { withName } from "./apart.ts";

export function saliencyFinding(
  words: Words,
  name: string,
  { map }: Attribution,
  [height, width]: readonly [height: number, width: number],
) {
  const apart = html`<strong>${name}</strong>`;
  const found = heaviestPlace(map, { height, width });
  if (!found) return withName(words.mapNothing, apart);
  return withName((at) => words.mapFinding(at, words.places[found.place], percent(found.share)), apart);
}

export const saliencyTrust = (words: Words, { method }: SaliencyResult): string =>
  `${words.methods[method]}${words.colon}${words.methodTexts[method]}`;
