/** @file `limelight average`. */

import { dataLines, dataSource, openDataSet, skippedLines } from "../data-options.ts";
import { follow } from "../follow.ts";
import type { Given } from "../options.ts";
import { backendLine, closingLines, percent, seconds, throughputLine } from "../report.ts";
import type { Work } from "../run.ts";
import { writeAverage } from "./files.ts";
import { averageOptions } from "./options.ts";

export function average(given: Given): Work {
  const source = dataSource(given);
  return async ({ engine, model, signal }) => {
    const options = averageOptions(given, model);
    const data = await openDataSet(engine, source, signal);
    const result = await follow(
      engine.average(model, data, { ...options, signal }),
      ({ position, selected }) => `average: ${position} of ${selected} pictures`,
    );
    const { classes, cells, picks, position, selected } = result;
    if (given.out !== undefined) {
      const picked = await Promise.all(picks.map(({ sample }) => engine.sample(data, sample)));
      writeAverage(given.out, result, picked);
    }
    return {
      done: result.done,
      json: result,
      lines: [
        backendLine(await engine.status()),
        ...dataLines({ ...data, skipped: { count: 0, rows: [] } }),
        "",
        ...cells.map(
          ({ true: label, predicted, count }) =>
            `${classes[label]} taken for ${classes[predicted]}: mean of ${count}`,
        ),
        ...picks.map(
          ({ sample, coverage }) => `pick: picture ${sample}, ${percent(coverage).trim()} shown so far`,
        ),
        `${result.explained.length} explained, ${position} of ${selected} pictures done with, in ${seconds(result)}`,
        throughputLine(result),
        ...skippedLines(result.skipped),
        ...closingLines(result),
      ],
    };
  };
}
