/** @file The classic view of a LIME explanation: the picture with its telling superpixels, and their mask. */

import { EngineError } from "../errors.ts";
import type { Picture } from "../images/picture.ts";
import type { ClassExplanation } from "./lime-options.ts";
import type { Segments } from "./segmentation/segmentation.ts";

export interface ImageAndMaskOptions {
  /** Only superpixels that raise the answer. Default: true, unless `negativeOnly`. */
  readonly positiveOnly?: boolean;
  /** Only superpixels that lower it. Default: false. */
  readonly negativeOnly?: boolean;
  /** Everything else becomes 0. Default: false. */
  readonly hideRest?: boolean;
  /** Most superpixels shown. Default: 5. */
  readonly numFeatures?: number;
  /** Least magnitude of a weight. Default: 0. */
  readonly minWeight?: number;
}

export interface ImageAndMask {
  /** Three channels, in the picture's units. */
  readonly image: Picture;
  /** [height, width]: 1 for the superpixels shown, −1 for those that lower the answer when both kinds are, else 0. */
  readonly mask: Int8Array<ArrayBuffer>;
}

/**
 * As lime's `ImageExplanation.get_image_and_mask` (lime/lime_image.py): with one sign the weights are filtered first
 * and then cut to `numFeatures`; with both, cut first, so that fewer may show, and red or green is turned up in them.
 * Throws EngineError("bad-option") if both signs are asked to be the only one.
 */
export function imageAndMask(
  picture: Picture,
  { labels }: Segments,
  { weights }: ClassExplanation,
  options: ImageAndMaskOptions = {},
): ImageAndMask {
  const {
    negativeOnly = false,
    positiveOnly = !negativeOnly,
    hideRest = false,
    numFeatures = 5,
    minWeight = 0,
  } = options;
  if (positiveOnly && negativeOnly)
    throw new EngineError("bad-option", "positiveOnly and negativeOnly cannot both be true");
  const both = !positiveOnly && !negativeOnly;
  const shown = both
    ? weights.slice(0, numFeatures).filter(([, w]) => Math.abs(w) >= minWeight)
    : weights
        .filter(([, w]) => (positiveOnly ? w > 0 : w < 0) && Math.abs(w) > minWeight)
        .slice(0, numFeatures);
  const signOf = new Map(shown.map(([segment, w]) => [segment, both && w < 0 ? -1 : 1]));

  const { channels } = picture;
  const data = Float64Array.from(
    { length: labels.length * 3 },
    (_, i) => picture.data[channels === 3 ? i : Math.floor(i / 3)],
  );
  const most = data.reduce((a, b) => Math.max(a, b), -Infinity);
  const mask = Int8Array.from(labels, (label) => signOf.get(label) ?? 0);
  for (let p = 0; p < mask.length; p++) {
    if (mask[p] === 0 && hideRest) data.fill(0, p * 3, p * 3 + 3);
    if (mask[p] !== 0 && both) data[p * 3 + (mask[p] < 0 ? 0 : 1)] = most;
  }
  const pixels = picture.data instanceof Uint8Array ? Uint8Array.from(data) : data;
  return { image: { ...picture, channels: 3, data: pixels }, mask };
}
