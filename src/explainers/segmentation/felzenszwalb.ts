/** @file Graph-based segmentation (Felzenszwalb and Huttenlocher, 2004) as skimage/segmentation/_felzenszwalb_cy.pyx. */

import { ranks } from "./quickshift.ts";

/** Labels 0…n−1 of `image` [height, width, channels], already blurred. `scale` as scikit-image takes it. */
export function felzenszwalb(
  image: Float64Array,
  height: number,
  width: number,
  channels: number,
  { scale, minSize }: { readonly scale: number; readonly minSize: number },
): Uint32Array<ArrayBuffer> {
  const { from, to, costs } = edges(image, height, width, channels);
  const order = Uint32Array.from(costs, (_, i) => i).sort((a, b) => costs[a] - costs[b] || a - b);
  const root = Uint32Array.from({ length: height * width }, (_, p) => p);
  const size = new Uint32Array(height * width).fill(1);
  const inner = new Float64Array(height * width);
  const find = (p: number) => {
    while (root[p] !== p) p = root[p] = root[root[p]];
    return p;
  };
  /** The smaller index stays the root. */
  const join = (a: number, b: number) => {
    const [low, high] = a < b ? [a, b] : [b, a];
    root[high] = low;
    size[low] += size[high];
    return low;
  };

  const k = scale / 255;
  const threshold = (p: number) => Math.fround(inner[p] + k / size[p]);
  for (const e of order) {
    const [a, b] = [find(from[e]), find(to[e])];
    if (a === b) continue;
    if (costs[e] < Math.min(threshold(a), threshold(b))) inner[join(a, b)] = costs[e];
  }
  for (const e of order) {
    const [a, b] = [find(from[e]), find(to[e])];
    if (a !== b && (size[a] < minSize || size[b] < minSize)) join(a, b);
  }
  return ranks(root.map((_, p) => find(p)));
}

/** Right, down, down-right and up-right neighbours, each in raster order, with their distance in colour. */
function edges(image: Float64Array, height: number, width: number, channels: number) {
  const [from, to]: number[][] = [[], []];
  for (const [dy, dx] of [
    [0, 1],
    [1, 0],
    [1, 1],
    [-1, 1],
  ]) // prettier-ignore
    for (let y = Math.max(0, -dy); y < height - Math.max(0, dy); y++)
      for (let x = 0; x < width - dx; x++) {
        from.push(y * width + x);
        to.push((y + dy) * width + x + dx);
      }
  const costs = Float64Array.from(from, (p, i) => {
    let sum = 0;
    for (let k = 0; k < channels; k++) sum += (image[p * channels + k] - image[to[i] * channels + k]) ** 2;
    return Math.sqrt(sum);
  });
  return { from, to, costs };
}
