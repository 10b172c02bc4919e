/** @file Superpixels: plain code on one core, the same with and without a GPU. */

import type { SegmentationOptions } from "../../src/api.ts";
import { defaultSegmentation, segment } from "../../src/explainers/segmentation/segment.ts";
import { NETS } from "../nets/nets.ts";
import { pictureFor } from "../pictures.ts";
import type { Place } from "../place.ts";
import type { Findings } from "../results.ts";
import { measured } from "./turns.ts";

const ALGORITHMS: readonly SegmentationOptions[] = [
  { algorithm: "quickshift", kernel_size: 4, max_dist: 200, ratio: 0.2 },
  { algorithm: "felzenszwalb" },
];

export async function segmentation(place: Place, findings: Findings): Promise<void> {
  for (const net of [NETS["report-cnn"](), NETS["mobilenet-v2"](place.quick)]) {
    const picture = await pictureFor(place, net);
    const { height, width, channels } = picture;
    for (const options of [...ALGORITHMS, defaultSegmentation(height, width, channels)]) {
      const key = `segmentation-${options.algorithm}/${height}x${width}`;
      place.log(key);
      const { count } = segment(picture, options);
      findings.counts[`${key}/segments`] = count;
      const [{ rounds }] = await measured(place, findings, [
        { name: options.algorithm, run: async () => segment(picture, options) },
      ]);
      findings.row({
        suite: "segmentation",
        net: `${height}x${width}`,
        engine: "limelight",
        what: `${options.algorithm}, ${count} superpixels`,
        rounds,
      });
    }
  }
}
