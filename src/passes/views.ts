/** @file What each pixel of a value sees of the picture: sets of segments, followed from step to step. */

import { type Graph, type GraphBuilder, type Node, sizeOf, type Value } from "../graph/graph.ts";
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

/** How a value depends on the picture, where its pixels see only parts of it. */
export interface Look {
  readonly view: View;
  /** The step that makes it; if through windows, with a table. */
  readonly node: Node;
  /** [pixels, taps], of a step that looks through windows that are more than each pixel itself. */
  readonly table?: Uint32Array | undefined;
}

/**
 * The looks of what `mask` makes, whose pixels see `own`, and of all values that are made of it alone and pixel by pixel or
 * window by window. Equal views are the same array. Tables that steps did without are added to `g`.
 */
export function looksOf(
  g: GraphBuilder,
  graph: Graph,
  mask: Node,
  own: View,
  sets: SetList,
): Map<Value, Look> {
  const looks = new Map<Value, Look>([[mask.output, { node: mask, view: own }]]);
  const views: View[] = []; // without `own`, of which each value has other rows
  const known = (view: View): View => {
    const same = views.find(
      (other) => other.length === view.length && other.every((set, p) => set === view[p]),
    );
    if (!same) views.push(view);
    return same ?? view;
  };
  for (const step of graph.nodes) {
    const seen = step.inputs.filter(({ batched }) => batched).map((input) => looks.get(input)?.view);
    if (!isSeen(seen)) continue;
    const node = step.op.throughTable?.(g, step) ?? step;
    const taps = node.op.taps?.(node);
    const pixels = sizeOf(node.output.shape.slice(0, -1));
    if (taps === "same") {
      if (seen.some((view) => view.length !== pixels)) continue;
      const view = together(sets, seen);
      looks.set(node.output, { node, view: view === own ? own : known(view) });
    } else if (taps) {
      const table = graph.weights.get(taps) ?? g.weights.get(taps);
      if (!(table instanceof Uint32Array)) continue;
      if (taps.shape[1] === 1 && isOwnPixels(table, seen[0])) looks.set(node.output, { node, view: seen[0] });
      else {
        const view = throughWindows(sets, seen[0], table, table.length / pixels);
        looks.set(node.output, { node, view: known(view), table });
      }
    }
  }
  return looks;
}

const isSeen = (views: readonly (View | undefined)[]): views is View[] =>
  views.length > 0 && views.every((view) => view !== undefined);

/** Whether each pixel looks at itself, through a window of 1x1. */
const isOwnPixels = (table: Uint32Array, view: View): boolean =>
  table.length === view.length && table.every((pixel, p) => pixel === p);
