/** @file An explanation painted over its picture. */

import type { ClassExplanation } from "../explainers/lime-options.ts";
import type { Segments } from "../explainers/segmentation/segmentation.ts";
import { toBytes, toRgb } from "../images/colour.ts";
import type { Picture } from "../images/picture.ts";

/** Orange raises the answer, blue lowers it: told apart by every kind of colour vision. */
const RAISES = [0xd9, 0x60, 0x0a];
const LOWERS = [0x1a, 0x6e, 0xd6];

/** The picture in colour, each superpixel tinted by its weight; what is within two standard errors of zero stays clear. */
export function paintWeights(picture: Picture, { labels }: Segments, explanation: ClassExplanation): Picture {
  const { data, ...rest } = toBytes(toRgb(picture));
  const { weights, standardErrors } = explanation;
  const largest = Math.abs(weights[0]?.[1] ?? 0) || 1;
  const weightOf = new Map(
    weights.filter(([, weight], i) => Math.abs(weight) > Math.max(2 * standardErrors[i], 1e-9 * largest)),
  );
  const painted = data.map((value, i) => {
    const weight = weightOf.get(labels[Math.floor(i / 3)]);
    if (weight === undefined) return value;
    const opacity = 0.2 + 0.6 * Math.abs(weight / largest) ** 0.6;
    return Math.round(value * (1 - opacity) + (weight > 0 ? RAISES : LOWERS)[i % 3] * opacity);
  });
  return { ...rest, data: painted };
}
