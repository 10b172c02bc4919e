/** @file `limelight saliency`. */

import { withPicture } from "../../saved/picture.ts";
import { classIndices } from "../class-indices.ts";
import { follow } from "../follow.ts";
import type { Given } from "../options.ts";
import { backendLine, predictionLines } from "../report.ts";
import type { Work } from "../run.ts";
import { imageSource } from "../settings.ts";
import { writeSaliency } from "./files.ts";
import { baselinePicture, saliencyOptions, thresholdOf } from "./options.ts";
import { saliencyLines } from "./report.ts";

export function saliency(given: Given): Work {
  const options = saliencyOptions(given);
  const threshold = thresholdOf(given);
  const none = baselinePicture(given);
  return async ({ engine, model, signal }) => {
    const labels = given.class === undefined ? {} : { labels: classIndices(given.class, model.classes) };
    const picture = await engine.decode(imageSource(given), model);
    const baseline = none === undefined ? {} : { baseline: await engine.decode(none, model) };
    const result = await follow(
      engine.saliency(model, picture, { ...options, ...labels, ...baseline, signal }),
      ({ method, stats: { done, total } }) => `${method}: ${done} of ${total} pictures`,
    );
    if (given.out !== undefined) writeSaliency(given.out, picture, result, threshold);
    return {
      done: result.done,
      json: withPicture(result, picture),
      lines: [
        backendLine(await engine.status()),
        ...predictionLines({ ...result, probabilities: result.prediction }),
        ...saliencyLines(result),
      ],
    };
  };
}
