/** @file Classes as people write them. */

import { nearest } from "./nearest.ts";
import { refuse } from "./values.ts";

/** Names that an error lists, at most. */
const LISTED = 20;

/** "3", "3,6" or "happy,sad": indices first, then names, in any case. Throws EngineError("bad-option") for no such class. */
export function classIndices(text: string, classes: readonly string[]): number[] {
  return text.split(",").map((part) => {
    const word = part.trim();
    const index = /^\d+$/.test(word) ? Number(word) : nameIndex(word, classes);
    if (index >= 0 && index < classes.length) return index;
    const like = nearest(word, classes);
    const hint = like ? `; did you mean ${like}?` : `: ${listed(classes)}`;
    return refuse("class", text, `indices from 0 to ${classes.length - 1} and names${hint}`);
  });
}

function listed(classes: readonly string[]): string {
  const more = classes.length - LISTED;
  return `${classes.slice(0, LISTED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

const nameIndex = (word: string, classes: readonly string[]): number =>
  classes.findIndex((name) => name.toLowerCase() === word.toLowerCase());
