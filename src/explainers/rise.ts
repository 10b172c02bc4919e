/**
 * @file RISE: which pixels were there when the score was high? Petsiuk, Das and Saenko, 2018,
 * https://arxiv.org/abs/1806.07421. Of a grid of cells a random share is kept; the grid is stretched bilinearly over one cell more
 * than the picture takes, and shifted by less than a cell. With M such masks and f the score, a pixel p gets
 *
 *   sum of f(picture * M_i) M_i(p) / (samples * keep)
 *
 * As the authors' explanations.py, which rounds cells up to whole pixels (the paper: down), but for the half cell along
 * the outer edges: scikit-image mirrors there, we go on straight.
 */

import { maskCells, stretched } from "../kernels/ops/mask-cells.ts";
import { RandomState } from "../random/random-state.ts";
import { maskedScores, type Versions } from "./masked-scores.ts";
import type { Method } from "./saliency-setup.ts";

/** Values are [height, width, 1] of the model's input. The same seed gives the same masks, whatever the batch. */
export const rise: Method = async function* (setup) {
  const { samples = 2000, cells = 7, keep = 0.5, seed = 0 } = setup.options;
  const { classes, model } = setup;
  const grid = gridOver(model.inputShape[0], model.inputShape[1], cells);
  const masks = drawMasks(grid, samples, keep, seed);
  const sums = classes.map(() => new Float64Array(grid.down * grid.across * cells * cells));
  const scores: number[] = [];
  const total = samples + 1; // the first is the whole picture

  for await (const { from, to, scoreOf, due, batch, stats } of maskedScores(setup, fading(grid, masks))) {
    if (from === 0) scores.push(...classes.map((_, k) => scoreOf(0, k)));
    for (let version = Math.max(1, from); version < to; version++) {
      const mask = version - 1;
      const kept = masks.cells.subarray(mask * cells * cells, (mask + 1) * cells * cells);
      const at = (masks.shifts[2 * mask] * grid.across + masks.shifts[2 * mask + 1]) * kept.length;
      for (const [k, sum] of sums.entries()) {
        const score = scoreOf(version, k);
        for (let i = 0; i < kept.length; i++) sum[at + i] += score * kept[i];
      }
    }
    if (!due || to === 1) continue;
    const values = sums.map((sum) => Float32Array.from(spread(grid, sum), (v) => v / ((to - 1) * keep)));
    yield { shape: [grid.h, grid.w, 1], values, scores, done: to, total, batch, stats };
  }
};

interface Grid {
  /** Pixels of the picture. */
  readonly h: number;
  readonly w: number;
  /** Cells along each side. */
  readonly cells: number;
  /** Pixels of a cell: there are as many shifts. */
  readonly down: number;
  readonly across: number;
  /** Pixels that the cells are stretched over. */
  readonly over: readonly [height: number, width: number];
}

function gridOver(h: number, w: number, cells: number): Grid {
  const [down, across] = [Math.ceil(h / cells), Math.ceil(w / cells)];
  return { h, w, cells, down, across, over: [(cells + 1) * down, (cells + 1) * across] };
}

interface Masks {
  /** [samples, cells, cells]: 1 keeps, 0 hides. */
  readonly cells: Uint8Array<ArrayBuffer>;
  /** [samples, 2]: rows down, columns across. */
  readonly shifts: Uint32Array<ArrayBuffer>;
}

/** From one random stream, mask after mask: first the cells, then the shifts. */
function drawMasks({ cells, down, across }: Grid, samples: number, keep: number, seed: number): Masks {
  const random = new RandomState(seed);
  const masks = {
    cells: new Uint8Array(samples * cells * cells),
    shifts: new Uint32Array(samples * 2),
  };
  for (let n = 0; n < samples; n++) {
    for (let i = 0; i < cells * cells; i++)
      masks.cells[n * cells * cells + i] = Number(random.uint32() < keep * 2 ** 32);
    masks.shifts[2 * n] = random.randint(down);
    masks.shifts[2 * n + 1] = random.randint(across);
  }
  return masks;
}

/** Version 0 is the whole picture, version i fades by mask i − 1. */
const fading = ({ cells, over }: Grid, masks: Masks): Versions => ({
  total: masks.shifts.length / 2 + 1,
  add(g, image, hidden) {
    const grid = g.input("cells", [cells, cells]);
    const shift = g.input("shift", [2]);
    return {
      masked: maskCells(g, image, hidden, grid, shift, over),
      write(plan, from, to) {
        plan.write(grid, rows(masks.cells, cells * cells, from, to, 1));
        plan.write(shift, rows(masks.shifts, 2, from, to, 0));
      },
    };
  },
});

/** Rows from…to, of which row 0 is all `first` and the others those of `data` in order. */
function rows(data: ArrayLike<number>, length: number, from: number, to: number, first: number) {
  const at = (from - 1) * length;
  return Float32Array.from({ length: (to - from) * length }, (_, i) => (at + i < 0 ? first : data[at + i]));
}

/**
 * Sums over masks of one shift each, [down, across, cells, cells], to their sum over all masks as they lie over the picture, [h,
 * w]. Stretching is linear, so that it need be done but once for each shift: along the rows, then down the columns.
 */
function spread({ h, w, cells, down, across, over }: Grid, sums: Float64Array): Float64Array {
  const along = Array.from({ length: across }, (_, shift) => stretched(cells, over[1], shift, w));
  const map = new Float64Array(h * w);
  for (let dy = 0; dy < down; dy++) {
    const wide = new Float64Array(cells * w);
    for (const [dx, { first, next, share }] of along.entries())
      for (let row = 0; row < cells; row++) {
        const at = ((dy * across + dx) * cells + row) * cells;
        for (let x = 0; x < w; x++)
          wide[row * w + x] += between(sums[at + first[x]], sums[at + next[x]], share[x]);
      }
    const { first, next, share } = stretched(cells, over[0], dy, h);
    for (let y = 0; y < h; y++)
      for (let x = 0; x < w; x++)
        map[y * w + x] += between(wide[first[y] * w + x], wide[next[y] * w + x], share[y]);
  }
  return map;
}

const between = (a: number, b: number, share: number): number => a + share * (b - a);
