/** @file What hidden superpixels show. */

import { EngineError } from "../errors.ts";
import type { Picture } from "../images/picture.ts";
import { gaussian } from "./segmentation/gaussian.ts";
import type { Segments } from "./segmentation/segmentation.ts";

/** Superpixels to hide. */
export interface Hide {
  readonly segments: Segments;
  /** Their labels. */
  readonly hidden: readonly number[];
  /** What they show, as `LimeOptions.hideColor`. Default: "mean". */
  readonly color?: "mean" | "blur" | number;
}

/** The picture with these superpixels hidden. Throws EngineError("bad-option") if the label map is of another size. */
export function withHidden(picture: Picture, { segments, hidden, color = "mean" }: Hide): Picture {
  const { height, width, channels, data } = picture;
  if (segments.height !== height || segments.width !== width || segments.labels.length !== height * width)
    throw new EngineError(
      "bad-option",
      `the superpixels are of a picture of ${segments.width}x${segments.height}, this one is ${width}x${height}`,
    );
  const rankOf = new Map([...new Set(segments.labels)].map((label, rank) => [label, rank]));
  const labels = Uint32Array.from(segments.labels, (label) => rankOf.get(label)!);
  const none = hiddenPicture(picture, { ...segments, labels, count: rankOf.size }, color, false);
  const isHidden = new Set(hidden);
  const shown = Float64Array.from(data, (value, i) =>
    isHidden.has(segments.labels[Math.floor(i / channels)]) ? none[i] : value,
  );
  return { ...picture, data: shown };
}

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
