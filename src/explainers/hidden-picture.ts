/** @file What hidden superpixels show. */

import type { Picture } from "../images/picture.ts";
import { gaussian } from "./segmentation/gaussian.ts";
import type { Segments } from "./segmentation/segmentation.ts";

/**
 * The picture as if every superpixel were hidden, [height, width, channels], in the picture's own units. Labels are
 * whole numbers below `count`.
 *
 * "mean": each superpixel's mean colour; with `truncate`, cut to whole numbers as lime does when the picture is in
 * bytes (NumPy assigns a float to uint8). "blur": a Gaussian of a twelfth of the longer side. A number: that value.
 */
export function hiddenPicture(
  { data, height, width, channels }: Picture,
  { labels, count }: Segments,
  color: "mean" | "blur" | number,
  truncate: boolean,
): Float32Array<ArrayBuffer> {
  if (typeof color === "number") return new Float32Array(data.length).fill(color);
  if (color === "blur") {
    const sigma = Math.max(height, width) / 12;
    return Float32Array.from(gaussian(Float64Array.from(data), height, width, channels, sigma));
  }
  const sums = new Float64Array(count * channels);
  const counts = new Float64Array(count);
  for (let p = 0; p < labels.length; p++) {
    counts[labels[p]]++;
    for (let c = 0; c < channels; c++) sums[labels[p] * channels + c] += data[p * channels + c];
  }
  return Float32Array.from({ length: data.length }, (_, i) => {
    const label = labels[Math.floor(i / channels)];
    const mean = sums[label * channels + (i % channels)] / counts[label];
    return truncate ? Math.trunc(mean) : mean;
  });
}
