/** @file `limelight ascent`. */

import { LOGITS } from "../../explainers/layer.ts";
import { classIndices } from "../class-indices.ts";
import { follow } from "../follow.ts";
import type { Given } from "../options.ts";
import { backendLine } from "../report.ts";
import type { Work } from "../run.ts";
import { imageSource } from "../settings.ts";
import { ascentJson, writeAscent } from "./files.ts";
import { ascentOptions } from "./options.ts";
import { ascentLines } from "./report.ts";

export function ascent(given: Given): Work {
  const options = ascentOptions(given);
  return async ({ engine, model, signal }) => {
    const results = engine.ascent(model, {
      ...options,
      ...(given.class === undefined
        ? {}
        : { layer: LOGITS, filters: classIndices(given.class, model.classes) }),
      ...(options.start === "picture" ? { picture: imageSource(given) } : {}),
      signal,
    });
    const result = await follow(results, ({ stats: { done, total } }) => `step ${done} of ${total}`);
    if (given.out !== undefined) writeAscent(given.out, result);
    return {
      done: result.done,
      json: ascentJson(result),
      lines: [backendLine(await engine.status()), ...ascentLines(result)],
    };
  };
}
