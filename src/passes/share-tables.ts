/** @file Where shared values find their rows: the tables that go with a shared graph (share.ts), for some masks. */

import type { Axis, Value } from "../graph/graph.ts";
import { countRows, everyPlace, type Grouping, type Places, Rows, type View } from "./samples.ts";
import type { Look } from "./views.ts";

type Table = Uint32Array<ArrayBuffer>;

export interface Tables {
  /** For all these samples together. */
  readonly fixed: ReadonlyMap<Value, Table>;
  /** Of batched inputs, for samples from…to of them, sample after sample: made when they are asked for, since they are long. */
  batched(from: number, to: number): ReadonlyMap<Value, Table>;
}

/**
 * Where a value's windows find their rows: those of `from` under the taps of every row of `to`, or of each sample's pixels. Without
 * `from` they find pixels.
 */
export interface Recipe {
  readonly input: Value;
  readonly from: View | undefined;
  /** [pixels, taps] */
  readonly table: Uint32Array;
  readonly pixels: number;
  readonly to?: View;
}

/** The masked pictures, and what values see of their segments. */
interface Masked {
  readonly masked: Value;
  readonly labels: Uint32Array;
  readonly segments: number;
  readonly looks: ReadonlyMap<Value, Look>;
}

/** Nothing where an axis has no room for so many rows. */
export function makeTables(
  { labels, segments, looks, masked }: Masked,
  recipes: readonly Recipe[],
  axes: ReadonlyMap<View, Axis>,
  grouping: Grouping,
): Tables | undefined {
  const { masks } = grouping;
  const kept = (p: number, n: number) =>
    labels[p] >= segments || (masks.bits[n * masks.words + (labels[p] >> 5)] >>> (labels[p] & 31)) & 1;
  const { view: picture } = looks.get(masked)!;
  const rows = new Map([
    [picture, new Rows(picture, grouping, (p, n) => (kept(p, n) ? p : labels.length + p))],
  ]);
  for (const [view, { most }] of axes) {
    if (view === picture) continue;
    if (countRows(view, grouping) > most) return undefined;
    rows.set(view, new Rows(view, grouping));
  }
  const tableOf = ({ from, table, pixels }: Recipe, places: Places): Table =>
    from ? rows.get(from)!.under(table, table.length / pixels, places) : places.pixelOf.slice();
  const [shared, batched] = [recipes.filter(({ to }) => to), recipes.filter(({ to }) => !to)];
  return {
    fixed: new Map(
      shared.map((recipe) => {
        const { to, from, pixels } = recipe;
        const places = to === picture && !from ? everyPlace(pixels, 0, 2) : rows.get(to!)!;
        return [recipe.input, tableOf(recipe, places)];
      }),
    ),
    batched: (from, to) =>
      new Map(batched.map((recipe) => [recipe.input, tableOf(recipe, everyPlace(recipe.pixels, from, to))])),
  };
}
