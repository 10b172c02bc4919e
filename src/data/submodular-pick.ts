/**
 * @file SP-LIME: a few explanations that together show most of what a model looks at. Ribeiro, Singh and Guestrin, KDD 2016, section 4;
 * as `lime/submodular_pick.py`.
 *
 * Pictures have no words in common as texts have: here the features are the cells of a grid over the map.
 */

/** A map [h, w] as the sums of its magnitudes over a grid of `side` by `side` cells; all but the `features` largest are 0. */
export function gridRow(
  map: ArrayLike<number>,
  [height, width]: readonly [number, number],
  side: number,
  features: number,
): Float32Array<ArrayBuffer> {
  const cells = new Float32Array(side * side);
  for (let i = 0; i < height * width; i++) {
    const [y, x] = [Math.floor(i / width), i % width];
    cells[Math.floor((y * side) / height) * side + Math.floor((x * side) / width)] += Math.abs(map[i]);
  }
  const order = [...cells.keys()].sort((a, b) => cells[b] - cells[a]);
  for (const cell of order.slice(features)) cells[cell] = 0;
  return cells;
}

export interface Picked {
  /** The row. */
  readonly row: number;
  /** Share of the importance that is covered by this row and those before it. */
  readonly coverage: number;
}

/**
 * Greedily picks rows of `rows` [n, features]: each time the one that makes the covered features most important, where a feature's
 * importance is the square root of the sum of its magnitudes. Of equal rows the last, as lime picks.
 */
export function submodularPick(rows: readonly ArrayLike<number>[], count: number): Picked[] {
  if (!rows.length) return [];
  const importance = Array.from(rows[0], (_, j) =>
    Math.sqrt(rows.reduce((sum, row) => sum + Math.abs(row[j]), 0)),
  );
  const whole = importance.reduce((a, b) => a + b, 0);
  const covered = new Set<number>();
  const left = new Set(rows.keys());
  const picked: Picked[] = [];
  let total = 0;
  while (picked.length < count && left.size) {
    let best = { row: -1, gain: -1 };
    for (const row of left) {
      let gain = 0;
      for (let j = 0; j < importance.length; j++) if (rows[row][j] && !covered.has(j)) gain += importance[j];
      if (gain >= best.gain) best = { row, gain };
    }
    left.delete(best.row);
    for (let j = 0; j < importance.length; j++) if (rows[best.row][j]) covered.add(j);
    total += best.gain;
    picked.push({ row: best.row, coverage: whole ? total / whole : 0 });
  }
  return picked;
}
