/** @file `limelight lime`. */

import { follow } from "../follow.ts";
import type { Given } from "../options.ts";
import { backendLine, predictionLines } from "../report.ts";
import type { Work } from "../run.ts";
import { imageSource } from "../settings.ts";
import { exclude } from "../values.ts";
import { limeJson, writeLime } from "./files.ts";
import { limeOverData } from "./many.ts";
import { limeOptions } from "./options.ts";
import { limeLines } from "./report.ts";

export function lime(given: Given): Work {
  const options = { ...limeOptions(given), keepData: given.out !== undefined };
  exclude(given, "data", "image");
  if (given.data !== undefined) return limeOverData(given, given.data, options);
  return async ({ engine, model, signal }) => {
    const picture = await engine.decode(imageSource(given), model);
    const result = await follow(
      engine.lime(model, picture, { ...options, signal }),
      ({ stats, options: { samples } }) =>
        `${stats.samples} of ${samples} samples, ${Math.round(stats.samplesPerSecond)} per second`,
    );
    if (given.out !== undefined) writeLime(given.out, picture, result);
    return {
      done: result.done,
      json: limeJson(result, picture),
      lines: [
        backendLine(await engine.status()),
        ...predictionLines({ ...result, probabilities: result.prediction }),
        ...limeLines(result),
      ],
    };
  };
}
