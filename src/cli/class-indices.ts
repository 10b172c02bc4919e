/** @file Classes as people write them. */

import { nearest } from "./nearest.ts";
import { refuse } from "./values.ts";

/** "3", "3,6" or "happy,sad": indices first, then names, in any case. Throws EngineError("bad-option") for no such class. */
export function classIndices(text: string, classes: readonly string[]): number[] {
  return text.split(",").map((part) => {
    const word = part.trim();
    const index = /^\d+$/.test(word) ? Number(word) : nameIndex(word, classes);
    if (index >= 0 && index < classes.length) return index;
    const like = nearest(word, classes);
    const names = `indices from 0 to ${classes.length - 1} and names`;
    return refuse("class", text, `${names}${like ? `; did you mean ${like}?` : ""}`);
  });
}

const nameIndex = (word: string, classes: readonly string[]): number =>
  classes.findIndex((name) => name.toLowerCase() === word.toLowerCase());
