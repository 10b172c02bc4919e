/** @file Pictures of an ascent in files. */

import { LOGITS } from "../../explainers/layer.ts";
import { encodePng } from "../../images/encode-png.ts";
import { writeNpy } from "../../images/npy.ts";
import type { Picture } from "../../images/picture.ts";
import { sheet } from "../../images/sheet.ts";
import type { AscentResult, FilterPicture } from "../../index.node.ts";
import { className, openFolder } from "../folder.ts";

/** Everything but the raw values, which are in `ascent.npy`. */
export function ascentJson({ values: _, ...result }: AscentResult): object {
  return result;
}

/**
 * `ascent.png`, all pictures in one sheet, and a PNG for each; `losses.npy` [filters, steps + 1], NaN for steps that were not taken;
 * unless the run was stopped, `ascent.npy` [filters, h, w, c], in units of the model's input. All in the order of the filters.
 */
export function writeAscent(folder: string, result: AscentResult): void {
  const save = openFolder(folder);
  const { pictures, height, width, channels, values } = result;
  const tiles = pictures.map(({ pixels }): Picture => {
    return { height, width, channels, data: pixels, range: [0, 255] };
  });
  save("ascent.png", encodePng(sheet(tiles)));
  namesOf(result).forEach((name, i) => void save(`${name}.png`, encodePng(tiles[i])));

  const { shape, data } = curves(pictures);
  save("losses.npy", writeNpy(shape, data));
  if (values) save("ascent.npy", writeNpy([pictures.length, height, width, channels], values));
}

/** "filter-7", "class-3-happy"; "filter-7-2" where the same comes a second time. */
export function namesOf({ pictures, layer, classes }: AscentResult): string[] {
  const seen = new Map<number, number>();
  return pictures.map(({ filter }) => {
    const times = (seen.get(filter) ?? 0) + 1;
    seen.set(filter, times);
    const name = layer === LOGITS ? `class-${className(filter, classes)}` : `filter-${filter}`;
    return times > 1 ? `${name}-${times}` : name;
  });
}

/** All curves as long as the longest. */
function curves(pictures: readonly FilterPicture[]): {
  shape: [number, number];
  data: Float32Array<ArrayBuffer>;
} {
  const length = Math.max(...pictures.map(({ losses }) => losses.length));
  const data = new Float32Array(pictures.length * length).fill(Number.NaN);
  pictures.forEach(({ losses }, i) => void data.set(losses, i * length));
  return { shape: [pictures.length, length], data };
}
