/**
 * @file Quickshift (Vedaldi and Soatto, 2008) as scikit-image 0.19: skimage/segmentation/_quickshift_cy.pyx. In float64:
 * the noise that breaks ties is as small as a float32's last digit.
 */

import { defaultRng } from "../../random/pcg64.ts";

export interface QuickshiftSettings {
  readonly kernelSize: number;
  readonly maxDist: number;
  readonly seed: number;
}

/** Labels 0…n−1 of `image` [height, width, channels], already in its colour space, blurred and multiplied by the ratio. */
export function quickshift(
  image: Float64Array,
  height: number,
  width: number,
  channels: number,
  { kernelSize, maxDist, seed }: QuickshiftSettings,
): Uint32Array<ArrayBuffer> {
  const reach = Math.ceil(3 * kernelSize);
  const rng = defaultRng(seed);
  const densities = Float64Array.from({ length: height * width }, () => rng.normal() * 1e-5);
  const shrink = -0.5 / (kernelSize * kernelSize);
  forNeighbours(image, height, width, channels, reach, (p, _q, distance) => {
    densities[p] += Math.exp(distance * shrink);
  });

  const parent = Uint32Array.from({ length: height * width }, (_, p) => p);
  const closest = new Float64Array(height * width).fill(Number.MAX_VALUE);
  forNeighbours(image, height, width, channels, reach, (p, q, distance) => {
    if (densities[q] > densities[p] && distance < closest[p]) {
      closest[p] = distance;
      parent[p] = q;
    }
  });
  for (let p = 0; p < parent.length; p++) if (Math.sqrt(closest[p]) > maxDist) parent[p] = p;
  for (let moved = true; moved; ) {
    moved = false;
    for (let p = 0; p < parent.length; p++) {
      const grand = parent[parent[p]];
      if (grand !== parent[p]) moved = true;
      parent[p] = grand;
    }
  }
  return ranks(parent);
}

/** Each label as its rank among the labels there are. */
export function ranks(labels: Uint32Array): Uint32Array<ArrayBuffer> {
  const distinct = Uint32Array.from(new Set(labels)).sort();
  const rankOf = new Map(Array.from(distinct, (label, i) => [label, i]));
  return Uint32Array.from(labels, (label) => rankOf.get(label)!);
}

/** Every pixel with every pixel of the window round it, itself included, in raster order; distance squared. */
function forNeighbours(
  image: Float64Array,
  height: number,
  width: number,
  channels: number,
  reach: number,
  visit: (p: number, q: number, distance: number) => void,
): void {
  for (let r = 0; r < height; r++)
    for (let c = 0; c < width; c++) {
      const p = r * width + c;
      const [top, bottom] = [Math.max(r - reach, 0), Math.min(r + reach + 1, height)];
      const [left, right] = [Math.max(c - reach, 0), Math.min(c + reach + 1, width)];
      for (let y = top; y < bottom; y++)
        for (let x = left; x < right; x++) {
          const q = y * width + x;
          let distance = 0;
          for (let k = 0; k < channels; k++) {
            const d = image[p * channels + k] - image[q * channels + k];
            distance += d * d;
          }
          distance += (r - y) * (r - y);
          distance += (c - x) * (c - x);
          visit(p, q, distance);
        }
    }
}
