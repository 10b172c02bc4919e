/**
 * @file Graph-based segmentation (Felzenszwalb and Huttenlocher, "Efficient graph-based image segmentation", 2004), equal
 * to scikit-image 0.19 (skimage/segmentation/_felzenszwalb_cy.pyx).
 */

import { argsort } from "./argsort.ts";
import type { Planes } from "./planes.ts";
import { rankRoots } from "./rank-roots.ts";

export interface FelzenszwalbSettings {
  /** Larger gives larger superpixels, in units of 1/255 of colour. */
  readonly scale: number;
  /** Fewest pixels in a superpixel. */
  readonly minSize: number;
}

/** Labels 0…n−1. `image` is blurred already, and in no other colour space than it came. */
export function felzenszwalb(image: Planes, settings: FelzenszwalbSettings): Uint32Array<ArrayBuffer> {
  const pixels = image.height * image.width;
  const { from, to, costs } = edgesOf(image);
  const order = argsort(costs);
  const parents = Uint32Array.from({ length: pixels }, (_, p) => p);
  const sizes = new Uint32Array(pixels).fill(1);
  const inner = new Float64Array(pixels);
  const rootOf = (pixel: number) => {
    let p = pixel;
    while (parents[p] !== p) p = parents[p] = parents[parents[p]];
    return p;
  };
  const join = (a: number, b: number) => {
    const [root, other] = a < b ? [a, b] : [b, a];
    parents[other] = root;
    sizes[root] += sizes[other];
    return root;
  };
  const scale = settings.scale / 255;
  const threshold = (root: number) => Math.fround(inner[root] + scale / sizes[root]); // a float there

  for (const e of order) {
    const [a, b] = [rootOf(from[e]), rootOf(to[e])];
    if (a !== b && costs[e] < Math.min(threshold(a), threshold(b))) inner[join(a, b)] = costs[e];
  }
  for (const e of order) {
    const [a, b] = [rootOf(from[e]), rootOf(to[e])];
    if (a !== b && (sizes[a] < settings.minSize || sizes[b] < settings.minSize)) join(a, b);
  }
  return rankRoots(parents);
}

interface Edges {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** Distance in colour. */
  readonly costs: Float64Array;
}

/** Neighbours to the right, below, below right and above right, each kind in raster order. */
function edgesOf({ height, width, planes: [a, b, c] }: Planes): Edges {
  const most = 4 * height * width;
  const [from, to, costs] = [new Uint32Array(most), new Uint32Array(most), new Float64Array(most)];
  let count = 0;
  const kinds = [
    [0, 1],
    [1, 0],
    [1, 1],
    [-1, 1],
  ]; // prettier-ignore
  for (const [dy, dx] of kinds)
    for (let y = Math.max(0, -dy); y < height - Math.max(0, dy); y++)
      for (let x = 0; x < width - dx; x++) {
        const p = y * width + x;
        const q = p + dy * width + dx;
        const [da, db, dc] = [a[p] - a[q], b[p] - b[q], c[p] - c[q]];
        from[count] = p;
        to[count] = q;
        costs[count++] = Math.sqrt(da * da + db * db + dc * dc);
      }
  return { from, to, costs: costs.subarray(0, count) };
}
