/** @file `limelight confusion`. */

import { dataLines, dataSource, openDataSet } from "../data-options.ts";
import { follow } from "../follow.ts";
import type { Given } from "../options.ts";
import { backendLine } from "../report.ts";
import type { Work } from "../run.ts";
import { writeConfusion } from "./files.ts";
import { confusionOptions } from "./options.ts";
import { confusionLines } from "./report.ts";

export function confusion(given: Given): Work {
  const options = confusionOptions(given);
  const source = dataSource(given);
  return async ({ engine, model, signal }) => {
    const data = await openDataSet(engine, source, signal);
    const result = await follow(
      engine.confusion(model, data, { ...options, signal }),
      ({ samples, selected, accuracy }) =>
        `confusion: ${samples} of ${selected} pictures, ${(100 * accuracy).toFixed(1)} % right`,
    );
    if (given.out !== undefined) writeConfusion(given.out, result);
    return {
      done: result.done,
      json: result,
      lines: [
        backendLine(await engine.status()),
        // what is skipped is said with the result
        ...dataLines({ ...data, skipped: { count: 0, rows: [] } }),
        "",
        ...confusionLines(result),
      ],
    };
  };
}
