/** @file Feature maps in files. */

import { colourIndex, colourTable } from "../../images/colour-map.ts";
import { encodePng } from "../../images/encode-png.ts";
import { writeNpy } from "../../images/npy.ts";
import type { Picture } from "../../images/picture.ts";
import { sheet } from "../../images/sheet.ts";
import type { ActivationsResult } from "../../index.node.ts";
import { openFolder } from "../folder.ts";
import type { SheetOptions } from "./options.ts";

/** `activations.png`, all channels in one sheet, and `activations.npy` [h, w, c]. */
export function writeActivations(folder: string, result: ActivationsResult, options: SheetOptions): void {
  const save = openFolder(folder);
  const order = options.order === "ranked" ? result.ranked : result.channels.keys();
  const tiles = [...order].map((channel) => paintChannel(result, channel, rangeOf(result, channel, options)));
  save("activations.png", encodePng(sheet(tiles)));
  save("activations.npy", writeNpy(result.shape, result.values));
}

/** The ends of the colours: of a channel, or of all of them. */
function rangeOf({ channels }: ActivationsResult, channel: number, { normalise }: SheetOptions): Range {
  const counted = normalise === "each" ? [channels[channel]] : channels;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { min, max } of counted) [low, high] = [Math.min(low, min), Math.max(high, max)];
  return [low, high];
}

type Range = readonly [low: number, high: number];

/** In viridis; where all numbers are one, the colour of the low end. */
function paintChannel({ shape, values }: ActivationsResult, channel: number, range: Range): Picture {
  const [height, width, channels] = shape;
  const table = colourTable("viridis");
  const data = new Uint8Array(height * width * 3);
  for (let i = 0; i < height * width; i++) {
    const at = 3 * colourIndex(values[i * channels + channel], range);
    data.set(table.subarray(at, at + 3), 3 * i);
  }
  return { height, width, channels: 3, data, range: [0, 255] };
}
