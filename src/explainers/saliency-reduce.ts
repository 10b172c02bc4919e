/** @file From numbers for each channel of each pixel to a map that can be shown. */

import type { ChannelReduction } from "./saliency-options.ts";

type Numbers = Float32Array<ArrayBuffer>;

/** [pixels, channels] to [pixels]. */
export function reduceChannels(values: Float32Array, channels: number, how: ChannelReduction): Numbers {
  return Float32Array.from({ length: values.length / channels }, (_, pixel) => {
    let reduced = 0;
    for (let c = 0; c < channels; c++) {
      const value = values[pixel * channels + c];
      if (how === "max") reduced = Math.max(reduced, Math.abs(value));
      else reduced += how === "signed" ? value : Math.abs(value);
    }
    return how === "mean" ? reduced / channels : reduced;
  });
}

/**
 * A map [h, w] of another size, with straight lines between the middles of its pixels and nothing beyond the outer ones: as
 * `torch.nn.functional.interpolate(mode="bilinear", align_corners=False)` and `tf.image.resize`.
 */
export function resizeMap(
  map: Float32Array<ArrayBuffer>,
  [h, w]: readonly [number, number],
  [height, width]: readonly [number, number],
): Numbers {
  if (h === height && w === width) return map;
  const [rows, columns] = [along(h, height), along(w, width)];
  return Float32Array.from({ length: height * width }, (_, i) => {
    const [top, bottom, down] = rows[Math.floor(i / width)];
    const [left, right, across] = columns[i % width];
    const row = (y: number) => map[y * w + left] * (1 - across) + map[y * w + right] * across;
    return row(top) * (1 - down) + row(bottom) * down;
  });
}

/** For each pixel of the new size its two neighbours, and how far it is from the first to the second. */
const along = (from: number, to: number) =>
  Array.from({ length: to }, (_, i): [before: number, after: number, share: number] => {
    const at = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
    const before = Math.floor(at);
    return [before, Math.min(from - 1, before + 1), at - before];
  });

/**
 * What to show as the ends of a colour map, so that a few outliers do not leave the rest dark: the least and the 99th
 * percentile (PAIR's saliency/core/visualization.py), or where signed the 99th percentile of the magnitudes to either side, so that
 * zero lies in the middle (PAIR takes that of the signed numbers, and zero off the middle). Where 99 % are one number, the largest takes
 * the place of the percentile. What is not finite does not count.
 */
export function displayRange(map: Float32Array, signed: boolean): [low: number, high: number] {
  const numbers = map.filter(Number.isFinite).map((value) => (signed ? Math.abs(value) : value));
  if (numbers.length === 0) return [0, 0];
  numbers.sort();
  const low = signed ? 0 : numbers[0];
  const percentile = quantile(numbers, 0.99);
  const high = percentile > low ? percentile : numbers[numbers.length - 1];
  return [signed ? -high : low, high];
}

/** Of ascending numbers, as `numpy.quantile`. */
function quantile(sorted: Float32Array, q: number): number {
  const at = q * (sorted.length - 1);
  const before = Math.floor(at);
  const after = Math.min(sorted.length - 1, before + 1);
  return sorted[before] + (sorted[after] - sorted[before]) * (at - before);
}
