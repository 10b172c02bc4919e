/** @file A result in files: one of JSON, or a folder of pictures and arrays. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodePng } from "../images/encode-png.ts";
import { writeNpy } from "../images/npy.ts";
import type { Picture } from "../images/picture.ts";
import { imageAndMask, type LimeResult } from "../index.node.ts";
import { paintWeights } from "./overlay.ts";

/** Plain JSON: the label map row by row as a list, and no data matrix. */
export function limeJson({ data: _, segments, ...result }: LimeResult): object {
  return { ...result, segments: { ...segments, labels: [...segments.labels] } };
}

/** "-" is standard output. */
export function writeJson(out: string, value: object): void {
  const text = `${JSON.stringify(value, undefined, 1)}\n`;
  if (out === "-") process.stdout.write(text);
  else writeFileSync(out, text);
}

/**
 * For each explained class four PNG pictures: signed weights; and as in lime's `get_image_and_mask`, on gray what
 * raises it, what lowers it, and the strongest of both. `segments.npy` [h, w]; unless the run was stopped, `data.npy`
 * [rows, superpixels] and `predictions.npy` [rows, explained classes], in the order of `options.labels`.
 */
export function writeFolder(folder: string, picture: Picture, result: LimeResult): void {
  mkdirSync(folder, { recursive: true });
  const save = (name: string, bytes: Uint8Array) => writeFileSync(join(folder, name), bytes);
  const { segments, explanations, classes, data } = result;

  for (const [index, explanation] of Object.entries(explanations)) {
    const name = `${index}-${fileName(classes[Number(index)])}`;
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

const fileName = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 40);
