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
  const view = new Uint32Array(table.length / taps);
  const union = new Uint32Array(sets.words);
  for (let p = 0, i = 0; p < view.length; p++) {
    union.fill(0);
    for (let t = 0, last = -1; t < taps; t++, i++) {
      if (table[i] === NONE || seen[table[i]] === last) continue; // neighbours mostly see the same
      last = seen[table[i]];
      sets.unite(union, last);
    }
    view[p] = sets.add(union);
  }
  return view;
}

/** What is seen by any of several values of the same size. */
export function together(sets: SetList, views: readonly View[]): View {
  if (views.every((view) => view === views[0])) return views[0];
  const union = new Uint32Array(sets.words);
  return views[0].map((_, p) => {
    union.fill(0);
    for (const view of views) sets.unite(union, view[p]);
    return sets.add(union);
  });
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
