/**
 * @file Quickshift (Vedaldi and Soatto, "Quick shift and kernel methods for mode seeking", 2008), equal to scikit-image
 * 0.19 (skimage/segmentation/_quickshift_cy.pyx).
 *
 * All of it in float64: the noise that breaks ties is no larger than the last digit of a float32 density.
 */

import { defaultRng } from "../../random/pcg64.ts";
import type { Planes } from "./planes.ts";
import { rankRoots } from "./rank-roots.ts";

export interface QuickshiftSettings {
  /** Width of the Gaussian of the density, in pixels, at least 1. Three of them are looked at on every side. */
  readonly kernelSize: number;
  /** Longest link between two pixels, in colour and place. */
  readonly maxDist: number;
  /** Seed of the noise. */
  readonly seed: number;
}

/**
 * Every pixel is linked to the nearest one in a window that is denser; labels 0…n−1 are the trees of these links, by
 * their roots in raster order. `image` is in its colour space, blurred and weighted against place already.
 */
export function quickshift(image: Planes, settings: QuickshiftSettings): Uint32Array<ArrayBuffer> {
  const reach = Math.ceil(3 * settings.kernelSize);
  const densities = densityOf(image, settings, reach);
  return rankRoots(linkUphill(image, densities, settings.maxDist, reach));
}

/**
 * Noise, and a Gaussian of the distance to every pixel of the window. Each pair is looked at once, from its first
 * pixel: a sum still meets its terms in raster order, so it rounds as if every window were summed by itself.
 */
function densityOf(
  { height, width, planes: [a, b, c] }: Planes,
  { kernelSize, seed }: QuickshiftSettings,
  reach: number,
): Float64Array {
  const rng = defaultRng(seed);
  const densities = new Float64Array(height * width);
  for (let p = 0; p < densities.length; p++) densities[p] = 1e-5 * rng.normal();

  const factor = -0.5 / (kernelSize * kernelSize);
  for (let p = 0; p < densities.length; p++) {
    const [row, column] = [Math.floor(p / width), p % width];
    const bottom = Math.min(row + reach, height - 1);
    const right = Math.min(column + reach, width - 1);
    let density = densities[p] + 1; // the pixel itself: exp(0)
    for (let y = row; y <= bottom; y++) {
      const dy = y - row;
      for (let x = y === row ? column + 1 : Math.max(column - reach, 0); x <= right; x++) {
        const q = y * width + x;
        const da = a[p] - a[q];
        const db = b[p] - b[q];
        const dc = c[p] - c[q];
        const dx = x - column;
        const term = Math.exp((da * da + db * db + dc * dc + dy * dy + dx * dx) * factor);
        density += term;
        densities[q] += term;
      }
    }
    densities[p] = density;
  }
  return densities;
}

/** For each pixel the nearest one that is denser, the first in raster order of equals; itself where there is none near. */
function linkUphill(
  { height, width, planes: [a, b, c] }: Planes,
  densities: Float64Array,
  maxDist: number,
  reach: number,
): Uint32Array {
  const parents = new Uint32Array(height * width);
  for (let p = 0; p < parents.length; p++) {
    const [row, column] = [Math.floor(p / width), p % width];
    const [top, bottom] = [Math.max(row - reach, 0), Math.min(row + reach, height - 1)];
    const [left, right] = [Math.max(column - reach, 0), Math.min(column + reach, width - 1)];
    let nearest = p;
    let least = Infinity;
    for (let y = top; y <= bottom; y++) {
      const dy = y - row;
      if (dy * dy >= least) continue; // too far for any colour
      for (let x = left; x <= right; x++) {
        const q = y * width + x;
        if (densities[q] <= densities[p]) continue;
        const da = a[p] - a[q];
        const db = b[p] - b[q];
        const dc = c[p] - c[q];
        const dx = x - column;
        const distance = da * da + db * db + dc * dc + dy * dy + dx * dx;
        if (distance >= least) continue;
        least = distance;
        nearest = q;
      }
    }
    parents[p] = Math.sqrt(least) > maxDist ? p : nearest;
  }
  return parents;
}
