/** @file `limelight activations`. */

import { follow } from "../follow.ts";
import type { Given } from "../options.ts";
import { backendLine, predictionLines } from "../report.ts";
import type { Work } from "../run.ts";
import { imageSource } from "../settings.ts";
import { writeActivations } from "./files.ts";
import { activationsOptions, sheetOptions } from "./options.ts";
import { activationsLines } from "./report.ts";

export function activations(given: Given): Work {
  const options = activationsOptions(given);
  const onSheet = sheetOptions(given);
  return async ({ engine, model, signal }) => {
    const results = engine.activations(model, imageSource(given), { ...options, signal });
    const result = await follow(results, ({ layer }) => layer);
    if (given.out !== undefined) writeActivations(given.out, result, onSheet);
    return {
      done: result.done,
      json: result,
      lines: [
        backendLine(await engine.status()),
        ...predictionLines({ ...result, probabilities: result.prediction }),
        ...activationsLines(result),
      ],
    };
  };
}
