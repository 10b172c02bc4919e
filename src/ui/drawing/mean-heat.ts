/** @file A mean of explanations as a heat map over the mean of its pictures. */

import type { AverageResult, Mean } from "../../data/average-options.ts";
import { displayRange } from "../../explainers/saliency-reduce.ts";
import { colourIndex, colourTable } from "../../images/colour-map.ts";
import type { Picture } from "../../images/picture.ts";
import { type Heat, type HeatLook, suited } from "./heat.ts";
import type { Tile } from "./painter.ts";

export type Shown = Pick<AverageResult, "size" | "signed">;

/** Over the mean picture, or without it. */
export type MeanView = "over" | "alone";

const floats = (numbers: ArrayLike<number>): Float32Array =>
  numbers instanceof Float32Array ? numbers : Float32Array.from(numbers);

/** What has the colours of the two ends. */
export const rangeOfMean = ({ map }: Mean, signed: boolean): readonly [low: number, high: number] =>
  displayRange(floats(map), signed);

/** One range for all of these. */
export function rangeOfMeans(means: readonly Mean[], signed: boolean): readonly [low: number, high: number] {
  const ranges = means.map((mean) => rangeOfMean(mean, signed));
  return [Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))];
}

/** The map, and the mean picture under it. The same picture for the same mean. */
export function heatOfMean(
  mean: Mean,
  { size, signed }: Shown,
  range = rangeOfMean(mean, signed),
): Heat & { readonly picture: Picture } {
  let picture = pictures.get(mean);
  if (!picture) {
    const [height, width] = size;
    picture = { height, width, channels: 1, range: [0, 1], data: Float64Array.from(mean.image) };
    pictures.set(mean, picture);
  }
  return { values: mean.map, size, range, signed, picture };
}

const pictures = new WeakMap<Mean, Picture>();

/** As `drawHeat` draws it, one pixel for each number. `range` is asked for when it is painted. */
export function meanTile(
  { map, image }: Mean,
  { size: [height, width], signed }: Shown,
  range: () => readonly [low: number, high: number],
  view: MeanView,
  { colours, opacity }: HeatLook,
  scale: unknown,
): Tile {
  return {
    ...{ width, height, sources: [map, view, colours, opacity, scale] },
    paint(rgba) {
      const table = colourTable(suited(colours, signed));
      const [low, high] = range();
      const ends = signed && low === high ? ([low - 1, high + 1] as const) : ([low, high] as const);
      const share = view === "over" ? opacity : 1;
      for (let i = 0; i < width * height; i++) {
        const from = 3 * colourIndex(map[i], ends);
        for (let c = 0; c < 3; c++) rgba[4 * i + c] = share * table[from + c] + (1 - share) * 255 * image[i];
      }
    },
  };
}
