/** @file How far several methods agree, in one sentence. */

import type { CompareResult } from "../saved/compare.ts";
import { nameOf } from "./compare.ts";
import { agreement, nearest } from "./compare-maps.ts";
import type { Words } from "./strings.ts";

/** From such a mean of all rank correlations on methods agree in part, and well. */
const [PART, WELL] = [0.5, 0.75];

export function compareFinding(words: Words, result: CompareResult): string {
  const near = nearest(agreement(result));
  if (!near) return words.compareNothing;
  const how = near.mean >= WELL ? "well" : near.mean >= PART ? "partly" : "little";
  const [first, second] = [near.first, near.second].map((i) => nameOf(words, result.results[i].method));
  return words.compareFinding(how, first, second, near.value.toFixed(2).replace("-", "−"));
}
