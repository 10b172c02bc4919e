/** @file An explanation painted over its picture. */

import type { ClassExplanation } from "../../explainers/lime-options.ts";
import type { Segments } from "../../explainers/segmentation/segmentation.ts";
import { LOWERS, opacityOf, RAISES, rangeOf, weightsOf } from "../../explainers/tint.ts";
import { toBytes, toRgb } from "../../images/colour.ts";
import type { Picture } from "../../images/picture.ts";

/** The picture in colour, each superpixel tinted by its weight; what is within two standard errors of zero stays clear. */
export function paintWeights(picture: Picture, { labels }: Segments, explanation: ClassExplanation): Picture {
  const { data, ...rest } = toBytes(toRgb(picture));
  const weights = weightsOf(explanation);
  const range = rangeOf(weights);
  const weightOf = new Map(weights.filter(({ sure }) => sure).map(({ segment, value }) => [segment, value]));
  const painted = data.map((value, i) => {
    const weight = weightOf.get(labels[Math.floor(i / 3)]);
    if (weight === undefined) return value;
    const opacity = opacityOf(weight / range);
    return Math.round(value * (1 - opacity) + channel(weight > 0 ? RAISES : LOWERS, i % 3) * opacity);
  });
  return { ...rest, data: painted };
}

/** Red, green or blue of "#rrggbb", 0…255. */
const channel = (colour: string, c: number): number =>
  Number.parseInt(colour.slice(1 + 2 * c, 3 + 2 * c), 16);
