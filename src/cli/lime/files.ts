/** @file A LIME result in files. */

import { encodePng } from "../../images/encode-png.ts";
import { writeNpy } from "../../images/npy.ts";
import type { Picture } from "../../images/picture.ts";
import { imageAndMask, type LimeResult } from "../../index.node.ts";
import { withPicture } from "../../saved/picture.ts";
import { className, openFolder } from "../folder.ts";
import { paintWeights } from "./overlay.ts";

/** The label map row by row, and the picture, but no data matrix. */
export const limeJson = ({ data: _, ...result }: LimeResult, picture: Picture): object =>
  withPicture(result, picture);

/**
 * For each explained class four PNG pictures: signed weights; and as in lime's `get_image_and_mask`, on gray what
 * raises it, what lowers it, and the strongest of both. `segments.npy` [h, w]; unless the run was stopped, `data.npy`
 * [rows, superpixels] and `predictions.npy` [rows, explained classes], in the order of `options.labels`.
 */
export function writeLime(folder: string, picture: Picture, result: LimeResult): void {
  const save = openFolder(folder);
  const { segments, explanations, classes, data } = result;

  for (const [index, explanation] of Object.entries(explanations)) {
    const name = className(Number(index), classes);
    const view = (options: object) =>
      encodePng(imageAndMask(picture, segments, explanation, { hideRest: true, ...options }).image);
    save(`${name}-weights.png`, encodePng(paintWeights(picture, segments, explanation)));
    save(`${name}-raises.png`, view({ positiveOnly: true }));
    save(`${name}-lowers.png`, view({ positiveOnly: false, negativeOnly: true }));
    save(`${name}-both.png`, view({ positiveOnly: false }));
  }

  save("segments.npy", writeNpy([segments.height, segments.width], segments.labels));
  if (!data) return;
  const labels = Object.keys(explanations).length;
  const order = (result.options.labels as readonly number[]) ?? [];
  save("data.npy", writeNpy([data.rows, data.features], data.bits));
  const predictions = new Float64Array(data.rows * labels);
  order.forEach((index, k) => {
    for (let row = 0; row < data.rows; row++) predictions[row * labels + k] = data.predictions[index][row];
  });
  save("predictions.npy", writeNpy([data.rows, labels], predictions));
}
