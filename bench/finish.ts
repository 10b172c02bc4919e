/** @file The results of a run from what its suites found, with its table and report. */

import { spread } from "./measure.ts";
import { report } from "./report/report.ts";
import { table } from "./report/table.ts";
import type { Findings, Results } from "./results.ts";

/** What a suite gave: its findings as plain data, and the versions of the engines it used. */
export type Part = Omit<Findings, "row" | "ratio" | "count" | "same"> & {
  readonly versions: Readonly<Record<string, string>>;
};

export type About = Pick<Results, "device" | "command" | "quick" | "commit">;

export function finish(parts: readonly Part[], about: About) {
  const peaks = parts.flatMap(({ peaks }) => peaks);
  const results: Results = {
    date: new Date().toISOString(),
    ...about,
    versions: Object.assign({}, ...parts.map(({ versions }) => versions)),
    ...(peaks.length
      ? {
          peak: {
            gflops: spread(peaks.map(({ gflops }) => gflops)),
            gigabytes: spread(peaks.map(({ gigabytes }) => gigabytes)),
          },
        }
      : {}),
    ratios: Object.assign({}, ...parts.map(({ ratios }) => ratios)),
    counts: Object.assign({}, ...parts.map(({ counts }) => counts)),
    ranges: Object.assign({}, ...parts.map(({ ranges }) => ranges)),
    missing: parts.flatMap(({ missing }) => missing),
    rows: parts.flatMap(({ rows }) => rows),
    curves: parts.flatMap(({ curves }) => curves),
  };
  return { results, table: table(results), report: report(results) };
}
