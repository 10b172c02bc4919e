/** @file What each pixel of a value sees of the picture: sets of segments, followed from step to step. */

import { NONE } from "../graph/taps.ts";
import type { SetList, View } from "./samples.ts";

/** What the picture's own pixels see: each its segment; nothing where it has none, with a label from `segments` on. */
export function ownSegments(sets: SetList, labels: Uint32Array, segments: number): View {
  const set = new Uint32Array(sets.words);
  const numbers = Uint32Array.from({ length: segments + 1 }, (_, label) => {
    set.fill(0);
    if (label < segments) set[label >> 5] = 1 << (label & 31);
    return sets.add(set);
  });
  return labels.map((label) => numbers[Math.min(label, segments)]);
}

/** What windows see, all that lies under their taps. `table` is [pixels, taps]. */
export function throughWindows(sets: SetList, seen: View, table: Uint32Array, taps: number): View {
  return Uint32Array.from({ length: table.length / taps }, (_, p) =>
    unite(sets, taps, (t) => (table[p * taps + t] === NONE ? -1 : seen[table[p * taps + t]])),
  );
}

/** What is seen by any of several values of the same size. */
export const together = (sets: SetList, views: readonly View[]): View =>
  views.every((view) => view === views[0])
    ? views[0]
    : views[0].map((_, p) => unite(sets, views.length, (i) => views[i][p]));

/** The union of some sets, of which those below 0 do not count. Mostly they are all the same. */
function unite(sets: SetList, count: number, setOf: (i: number) => number): number {
  let [first, i] = [-1, 0];
  for (; i < count; i++) {
    const set = setOf(i);
    if (set < 0 || set === first) continue;
    if (first >= 0) break;
    first = set;
  }
  const union = new Uint32Array(sets.words);
  if (i === count && first >= 0) return first;
  for (i = 0; i < count; i++) {
    const set = setOf(i);
    if (set < 0) continue;
    const words = sets.of(set);
    for (let k = 0; k < words.length; k++) union[k] |= words[k];
  }
  return sets.add(union);
}
