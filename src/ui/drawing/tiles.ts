/** @file The picture of a filter, and of a feature map, as pixels of a canvas. */

import type { ActivationsResult } from "../../explainers/activations-options.ts";
import type { AscentResult, FilterPicture } from "../../explainers/ascent-options.ts";
import { colourIndex, colourTable } from "../../images/colour-map.ts";
import type { Tile } from "./painter.ts";

export function filterTile({ pixels }: FilterPicture, { width, height, channels }: AscentResult): Tile {
  return {
    ...{ width, height, sources: [pixels] },
    paint(rgba) {
      for (let i = 0; i < width * height; i++)
        for (let c = 0; c < 3; c++) rgba[4 * i + c] = pixels[i * channels + (c < channels ? c : 0)];
    },
  };
}

/** One channel of a layer in gray, black and white being the ends of `range`. */
export function mapTile(
  { values, shape: [height, width, channels] }: ActivationsResult,
  channel: number,
  range: readonly [low: number, high: number],
): Tile {
  return {
    ...{ width, height, sources: [values, channel, ...range] },
    paint(rgba) {
      const gray = colourTable("gray");
      for (let i = 0; i < width * height; i++)
        rgba.fill(gray[3 * colourIndex(values[i * channels + channel], range)], 4 * i, 4 * i + 3);
    },
  };
}

/** What is black and white: of one map its own least and largest, or those of all. */
export function rangeOfMap(
  { channels }: ActivationsResult,
  channel: number,
  scale: "each" | "all",
): readonly [low: number, high: number] {
  if (scale === "each") return [channels[channel].min, channels[channel].max];
  return [Math.min(...channels.map(({ min }) => min)), Math.max(...channels.map(({ max }) => max))];
}
