/** @file How far several methods agree, in one sentence. */

import type { CompareResult } from "../../saved/compare.ts";
import type { Words } from "../strings/strings.ts";
import { namesOf } from "./compare.ts";
import { agreement, nearest } from "./compare-maps.ts";

/** From such a mean of all rank correlations on methods agree in part, and well. */
const [PART, WELL] = [0.5, 0.75];

export function compareFinding(words: Words, result: CompareResult): string {
  const near = nearest(agreement(result));
  if (!near) return words.compareNothing;
  const how = near.mean >= WELL ? "well" : near.mean >= PART ? "partly" : "little";
  const names = namesOf(words, result);
  const value = near.value.toFixed(2).replace("-", "−");
  if (result.names && names.length === 2) return words.pairFinding(how, names[0], names[1], value);
  return words.compareFinding(how, names[near.first], names[near.second], value);
}
