/** @file Options of the commands that go over a data set, and how it is opened. */

import type { DataSet, Engine, Selection } from "../index.node.ts";
import { follow } from "./follow.ts";
import type { Given, OptionSpec } from "./options.ts";
import { defined, numberOf, refuse } from "./values.ts";

export const DATA: readonly OptionSpec[] = [
  {
    name: "data",
    takes: "PATH[,PATH]",
    help: "many pictures: FER-2013 CSV, folder of them or of classes' folders, zip, CSV of file and label, .npz, or two .npy",
  },
  { name: "usage", takes: "A[,B…]", help: "only these usages: PrivateTest, test, …" },
  { name: "true-class", takes: "A[,B…]", help: "only pictures of these classes of the data set" },
  { name: "limit", takes: "N", help: "only the first N of what is selected" },
];

/** Throws EngineError("bad-option") where there is no `--data`. */
export function dataSource({ data }: Given): string {
  return data ?? refuse("data", "", "a file or a folder: see --help");
}

export const selectionOf = (given: Given): Selection =>
  defined({
    usages: given.usage?.split(","),
    classes: given["true-class"]?.split(","),
    limit: numberOf(given, "limit"),
  });

export function openDataSet(engine: Engine, source: string, signal: AbortSignal): Promise<DataSet> {
  return follow(engine.openData(source, { signal }), ({ bytes, totalBytes, samples, skipped }) => {
    const read = totalBytes ? `${Math.round((100 * bytes) / totalBytes)} %` : `${Math.round(bytes / 1e6)} MB`;
    return `reading: ${read}, ${samples} pictures, ${skipped.count} rows skipped`;
  });
}

/** How many rows of what is skipped are shown. */
const SHOWN = 5;

export function dataLines({ name, samples, classes, usages, counts, skipped, warnings }: DataSet): string[] {
  const parts = usages.map((usage, i) => `${usage} ${counts[i].reduce((a, b) => a + b, 0)}`);
  return [
    `${name}: ${samples} pictures of ${classes.length} ${classes.length === 1 ? "class" : "classes"}${parts.length ? ` (${parts.join(", ")})` : ""}`,
    ...skippedLines(skipped),
    ...warnings.map((warning) => `warning: ${warning}`),
  ];
}

export function skippedLines({ count, rows }: DataSet["skipped"]): string[] {
  if (!count) return [];
  const lines = rows.slice(0, SHOWN).map(({ line, path, sample, reason }) => {
    const where = [line && `line ${line}`, path, path || line ? "" : `picture ${sample}`].filter(Boolean);
    return `  ${where.join(", ")}: ${reason}`;
  });
  return [
    `${count} skipped:`,
    ...lines,
    ...(count > lines.length ? [`  and ${count - lines.length} more`] : []),
  ];
}
