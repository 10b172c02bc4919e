/**
 * @file SLIC (Achanta et al., "SLIC superpixels compared to state-of-the-art superpixel methods", 2012), equal to
 * scikit-image 0.19 (skimage/segmentation/slic_superpixels.py and _slic.pyx).
 */

import { connectLabels } from "./connect-labels.ts";
import type { Planes } from "./planes.ts";

export interface SlicSettings {
  /** About how many superpixels. */
  readonly segments: number;
  /** Rounds of k-means, at least 1. */
  readonly rounds: number;
  /** Whether superpixels are made connected afterwards. */
  readonly connected: boolean;
  /** Smallest and largest connected superpixel, as multiples of the mean size. */
  readonly minSize: number;
  readonly maxSize: number;
  /** The lowest label. */
  readonly startLabel: number;
}

/**
 * Labels from `startLabel` on; without `connected`, those of empty clusters are missing. `image` is stretched to 0…1,
 * in its colour space, blurred, and divided by the compactness already.
 */
export function slic(image: Planes, settings: SlicSettings): Uint32Array<ArrayBuffer> {
  const { height, width } = image;
  const grid = regularGrid(height, width, settings.segments);
  const clusters = clustersOn(grid, height, width);
  const labels = cluster(image, clusters, Math.max(grid.y.step, grid.x.step), settings.rounds);
  if (!settings.connected) return labels.map((label) => label + settings.startLabel);
  const size = (height * width) / clusters.count;
  const [least, most] = [Math.trunc(settings.minSize * size), Math.trunc(settings.maxSize * size)];
  return connectLabels(labels, width, least, most, settings.startLabel);
}

interface Axis {
  readonly start: number;
  readonly step: number;
}

/** About `points` points at equal distances, as `skimage.util.regular_grid` places them in [1, height, width]. */
function regularGrid(height: number, width: number, points: number): { y: Axis; x: Axis } {
  const axis = (step: number): Axis => ({ start: Math.floor(step / 2), step: roundHalfEven(step) });
  if (height * width <= points) return { y: axis(1), x: axis(1) };
  const even = Math.sqrt((height * width) / points);
  if (even <= Math.min(height, width)) return { y: axis(even), x: axis(even) };
  // one line of points along the longer side
  const [short, long] = [axis(Math.min(height, width)), axis(Math.max(height, width) / points)];
  return height <= width ? { y: short, x: long } : { y: long, x: short };
}

function roundHalfEven(v: number): number {
  const low = Math.floor(v);
  return v - low === 0.5 ? low + (low % 2) : Math.round(v);
}

/** Mean place and colour of each cluster; NaN for those without pixels, which then are nearest to none. */
interface Clusters {
  readonly count: number;
  readonly y: Float64Array;
  readonly x: Float64Array;
  readonly colors: readonly [Float64Array, Float64Array, Float64Array];
}

/** Clusters at the points of a grid, all of them black: the first round goes by place, if the picture is dark. */
function clustersOn(grid: { y: Axis; x: Axis }, height: number, width: number): Clusters {
  const columns = Math.ceil((width - grid.x.start) / grid.x.step);
  const count = columns * Math.ceil((height - grid.y.start) / grid.y.step);
  return {
    count,
    y: Float64Array.from({ length: count }, (_, k) => grid.y.start + grid.y.step * Math.floor(k / columns)),
    x: Float64Array.from({ length: count }, (_, k) => grid.x.start + grid.x.step * (k % columns)),
    colors: [new Float64Array(count), new Float64Array(count), new Float64Array(count)],
  };
}

/** k-means in which a cluster only looks at pixels within two steps. Changes `clusters`. */
function cluster(image: Planes, clusters: Clusters, step: number, rounds: number): Uint32Array<ArrayBuffer> {
  const { height, width, planes } = image;
  const [a, b, c] = planes;
  const { count, y: ys, x: xs, colors } = clusters;
  const reach = regularGrid(height, width, count); // of the clusters there are, not of those asked for
  const weight = 1 / Math.fround(step * step);
  const labels = new Uint32Array(height * width);
  const distances = new Float64Array(height * width);

  for (let round = 0; round < rounds; round++) {
    distances.fill(Infinity);
    for (let k = 0; k < count; k++) {
      const [cy, cx, ca, cb, cc] = [ys[k], xs[k], colors[0][k], colors[1][k], colors[2][k]];
      const top = Math.trunc(Math.max(cy - 2 * reach.y.step, 0));
      const bottom = Math.trunc(Math.min(cy + 2 * reach.y.step + 1, height));
      const left = Math.trunc(Math.max(cx - 2 * reach.x.step, 0));
      const right = Math.trunc(Math.min(cx + 2 * reach.x.step + 1, width));
      for (let y = top; y < bottom; y++) {
        const dy = (cy - y) * (cy - y);
        for (let x = left; x < right; x++) {
          const p = y * width + x;
          const dx = cx - x;
          const da = a[p] - ca;
          const db = b[p] - cb;
          const dc = c[p] - cc;
          const distance = (dy + dx * dx) * weight + (da * da + db * db + dc * dc);
          if (!(distance < distances[p])) continue;
          distances[p] = distance;
          labels[p] = k;
        }
      }
    }
    moveToMeans(clusters, labels, width, planes);
  }
  return labels;
}

function moveToMeans(
  { y, x, colors }: Clusters,
  labels: Uint32Array,
  width: number,
  planes: Planes["planes"],
): void {
  const members = new Float64Array(y.length);
  for (const sums of [y, x, ...colors]) sums.fill(0);
  for (let p = 0; p < labels.length; p++) {
    const k = labels[p];
    members[k]++;
    y[k] += Math.floor(p / width);
    x[k] += p % width;
    for (let i = 0; i < 3; i++) colors[i][k] += planes[i][p];
  }
  for (const sums of [y, x, ...colors]) for (let k = 0; k < sums.length; k++) sums[k] /= members[k];
}
