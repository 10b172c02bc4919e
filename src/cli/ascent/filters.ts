/** @file Filters as people write them. */

import { refuse } from "../values.ts";

/** More than any layer has; a slip of the finger should not fill the memory. */
const MOST = 2 ** 16;

/** "0-31" or "0,3,7-9" as [0, 1, …, 31] or [0, 3, 7, 8, 9], in this order, repeats kept. Throws EngineError("bad-option"). */
export function readFilters(text: string): number[] {
  const fail = () => refuse("filters", text, "numbers and ranges such as 0,3,7-9");
  return text.split(",").flatMap((part) => {
    const [, first, last = first] = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(part) ?? fail();
    const count = Number(last) - Number(first) + 1;
    if (count < 1 || count > MOST) fail();
    return Array.from({ length: count }, (_, i) => Number(first) + i);
  });
}
