/** @file An attribution in files. */

import { encodePng } from "../../images/encode-png.ts";
import { writeNpy } from "../../images/npy.ts";
import type { Picture } from "../../images/picture.ts";
import type { SaliencyResult } from "../../index.node.ts";
import { className, openFolder } from "../folder.ts";
import { jetMap, maskBelow, overPicture } from "./views.ts";

/** The explained classes, in the order in which they were asked. */
export function classesOf({ attributions, options }: SaliencyResult): number[] {
  const asked = (options.labels as readonly number[] | undefined) ?? Object.keys(attributions).map(Number);
  return [...new Set(asked)].filter((index) => attributions[index] !== undefined);
}

/**
 * For each explained class three PNG pictures, as large as the picture: the heat map over it, the map alone in jet, and the picture
 * where the map is at least at `threshold`; and the map as .npy [h, w], of the size of the model's input. `<method>.npy` has the
 * values as they were computed: [h, w, c]; of several classes [classes, h, w, c], in the order of `options.labels`.
 */
export function writeSaliency(
  folder: string,
  picture: Picture,
  result: SaliencyResult,
  threshold: number,
): void {
  const save = openFolder(folder);
  const { size, attributions, classes, method } = result;
  const indices = classesOf(result);
  for (const index of indices) {
    const attribution = attributions[index];
    const name = className(index, classes);
    save(`${name}-heat.png`, encodePng(overPicture(picture, attribution, size)));
    save(`${name}-jet.png`, encodePng(jetMap(picture, attribution, size)));
    save(`${name}-masked.png`, encodePng(maskBelow(picture, attribution, size, threshold)));
    save(`${name}-map.npy`, writeNpy(size, attribution.map));
  }

  const [{ shape, values }] = indices.map((index) => attributions[index]);
  if (indices.length === 1) {
    save(`${method}.npy`, writeNpy(shape, values));
    return;
  }
  const all = new Float32Array(indices.length * values.length);
  indices.forEach((index, k) => void all.set(attributions[index].values, k * values.length));
  save(`${method}.npy`, writeNpy([indices.length, ...shape], all));
}
