/**
 * @file Occlusion: by how much does the score fall when a window of the picture is hidden? Zeiler and Fergus, 2014,
 * https://arxiv.org/abs/1311.2901; as Captum 0.8 (captum/attr/_core/occlusion.py, feature_ablation.py): the window moves
 * from the upper left by whole strides until it reaches the other edges, beyond which it may hang over, and a pixel
 * gets the mean of what the windows over it cost.
 */

import { packRows } from "./data-matrix.ts";
import { maskedScores, type Versions } from "./masked-scores.ts";
import type { Found, Method, SaliencySetup } from "./saliency-setup.ts";

/** Values are [height, width, 1] of the model's input; 0 where no window goes, as with strides beyond its size. */
export const occlusion: Method = (setup) => {
  const [h, w] = setup.model.inputShape;
  const { window = Math.max(1, Math.round(Math.min(h, w) / 8)) } = setup.options;
  const { stride = Math.max(1, Math.floor(window / 2)) } = setup.options;
  return ablation(setup, windows(h, w, window, stride));
};

/** Parts of a picture, some of which are hidden together. */
export interface Parts {
  readonly count: number;
  /** [height, width]: the part that each pixel of the model's input belongs to. */
  readonly labels: Uint32Array<ArrayBuffer>;
  readonly groups: number;
  /** Parts that the i-th group hides. */
  group(i: number): readonly number[];
}

/**
 * Hides one group of parts after another. A part gets the mean of what the groups it is in cost; with groups of one
 * this is Captum's feature ablation.
 */
export async function* ablation(setup: SaliencySetup, parts: Parts): AsyncGenerator<Found, void> {
  const { classes, model } = setup;
  const [h, w] = model.inputShape;
  const costs = classes.map(() => new Float64Array(parts.count));
  const times = new Float64Array(parts.count);
  const scores: number[] = [];
  const total = parts.groups + 1; // the first hides nothing

  for await (const { from, to, scoreOf, due, batch, stats } of maskedScores(setup, hiding(parts))) {
    if (from === 0) scores.push(...classes.map((_, k) => scoreOf(0, k)));
    for (let version = Math.max(1, from); version < to; version++) {
      const cost = scores.map((whole, k) => whole - scoreOf(version, k));
      for (const part of parts.group(version - 1)) {
        times[part]++;
        for (const [k, sum] of costs.entries()) sum[part] += cost[k];
      }
    }
    if (!due) continue;
    const values = costs.map((sum) =>
      Float32Array.from(parts.labels, (part) => (times[part] > 0 ? sum[part] / times[part] : 0)),
    );
    yield { shape: [h, w, 1], values, scores, done: to, total, batch, stats };
  }
}

/** Version 0 is the whole picture, version i hides group i − 1. */
const hiding = ({ count, labels, groups, group }: Parts): Versions => ({
  ...{ labels, segments: count, total: groups + 1 },
  keep(from, to) {
    const bits = new Uint8Array((to - from) * count).fill(1);
    for (let version = Math.max(1, from); version < to; version++)
      for (const part of group(version - 1)) bits[(version - from) * count + part] = 0;
    return packRows(bits, count, 0, to - from);
  },
});

/** The edges of all windows cut the picture into parts, and each window hides a rectangle of these. */
function windows(h: number, w: number, window: number, stride: number): Parts {
  const [down, across] = [cut(h, window, stride), cut(w, window, stride)];
  const labels = Uint32Array.from(
    { length: h * w },
    (_, i) => down.pieceOf[Math.floor(i / w)] * across.pieces + across.pieceOf[i % w],
  );
  return {
    count: down.pieces * across.pieces,
    labels,
    groups: down.windows.length * across.windows.length,
    group(i) {
      const rows = down.windows[Math.floor(i / across.windows.length)];
      const columns = across.windows[i % across.windows.length];
      return rows.flatMap((row) => columns.map((column) => row * across.pieces + column));
    },
  };
}

/** Windows along an axis, each as the pieces it covers. */
function cut(size: number, window: number, stride: number) {
  const starts = Array.from({ length: Math.ceil((size - window) / stride) + 1 }, (_, i) => i * stride).filter(
    (start) => start < size,
  );
  const edges = new Set(starts.flatMap((start) => [start, start + window]));
  const pieceOf = new Uint32Array(size);
  for (let i = 1; i < size; i++) pieceOf[i] = pieceOf[i - 1] + Number(edges.has(i));
  const windows = starts.map((start) => [...new Set(pieceOf.subarray(start, start + window))]);
  return { pieces: pieceOf[size - 1] + 1, pieceOf, windows };
}
