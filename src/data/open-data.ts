/** @file Opens a data set: finds out what its files are, and reads them. */

import { EngineError } from "../errors.ts";
import { arraySamples, readArray } from "./arrays.ts";
import { type CsvRow, csvRows, headerOf } from "./csv-rows.ts";
import type { DataSet } from "./data-set.ts";
import { type Entry, endsWith, type Files, fileName, isHidden, namedBytes, partsOf } from "./entries.ts";
import { isPixelHeader, readPixelCsv } from "./fer-csv.ts";
import { type Decode, imageFolders, isPicture, labelledFiles } from "./image-files.ts";
import { countSamples, type Samples, SkippedRows } from "./samples.ts";
import { unzip } from "./unzip.ts";

/** How far reading is. */
export type Progress = Pick<DataSet, "bytes" | "totalBytes" | "samples" | "skipped">;

/** More rows than any list of pictures has. */
const MOST_ROWS = 2_000_000;

/**
 * Reads a table of pixels, a zip archive, arrays, a list of files and labels, or folders. Yields how far it is; returns the data set.
 * Throws EngineError("bad-data") with what the files are instead, or what is wrong with them.
 */
export async function* openData(files: Files, decode: Decode): AsyncGenerator<Progress, Samples> {
  const { name } = files;
  const entries = files.entries.filter(({ path }) => !isHidden(path));
  const only = entries.length === 1 ? entries[0] : undefined;
  if (only && endsWith(only.path, ".zip", ".npz")) {
    const unzipping = unzip(await only.stream(), name);
    let step = await unzipping.next();
    for (; !step.done; step = await unzipping.next()) yield progress(only, step.value);
    const unpacked = withoutRoot(step.value);
    if (unpacked.length === 1 && endsWith(unpacked[0].path, ".zip", ".npz"))
      throw new EngineError("bad-data", `${name} holds nothing but another archive; unpack it first`);
    return yield* openData({ name, entries: unpacked }, decode);
  }
  if (entries.length > 0 && entries.every(({ path }) => endsWith(path, ".npy")) && !inFolders(entries))
    return arraySamples(name, (await Promise.all(entries.map(namedBytes))).map(readArray));

  const tables = entries.filter(({ path }) => endsWith(path, ".csv", ".tsv"));
  if (tables.length > 1)
    throw new EngineError(
      "bad-data",
      `${name} has ${tables.length} CSV files (${tables
        .map(({ path }) => path)
        .slice(0, 3)
        .join(", ")}, …); give the one that is meant`,
    );
  if (tables.length === 1 || (only && !inFolders(entries) && !isPicture(only)))
    return yield* readTable(tables[0] ?? only, files, decode);
  return imageFolders({ name, entries }, decode);
}

const inFolders = (entries: readonly Entry[]) => entries.some(({ path }) => partsOf(path).length > 1);

/** Archives often hold one folder that holds all; a folder of pictures is a class, and stays. */
function withoutRoot(entries: readonly Entry[]): Entry[] {
  const paths = entries.map(({ path }) => partsOf(path));
  const isRoot = paths.every((parts) => parts.length > 2 && parts[0] === paths[0][0]);
  return isRoot ? entries.map((entry, i) => ({ ...entry, path: paths[i].slice(1).join("/") })) : [...entries];
}

async function* readTable(table: Entry, files: Files, decode: Decode): AsyncGenerator<Progress, Samples> {
  const name = fileName(table.path);
  const reading = csvRows(await table.stream());
  const first = (await reading.next()).value;
  const batches = startingWith(first ? [first] : [], reading);
  if (first?.rows.length && isPixelHeader(headerOf(first.rows[0]))) {
    const pixels = readPixelCsv(batches, name);
    let step = await pixels.next();
    for (; !step.done; step = await pixels.next()) {
      const { bytes, count, skipped } = step.value;
      yield { ...progress(table, bytes), samples: count, skipped: skipped.copy() };
    }
    return step.value;
  }
  const rows: CsvRow[] = [];
  for await (const { rows: more, bytes } of batches) {
    for (const row of more) rows.push({ ...row, cells: row.cells.map((cell) => cell.slice(0, 4096)) });
    if (rows.length > MOST_ROWS) throw new EngineError("bad-data", `${name} has more than ${MOST_ROWS} rows`);
    yield progress(table, bytes);
  }
  return labelledFiles(table, rows, files, decode);
}

async function* startingWith<T>(first: readonly T[], rest: AsyncIterable<T>): AsyncGenerator<T, void> {
  yield* first;
  yield* rest;
}

const progress = ({ size }: Entry, bytes: number): Progress => ({
  ...{ bytes, samples: 0, skipped: new SkippedRows().copy() },
  ...(size === undefined ? {} : { totalBytes: size }),
});

/** What a page is told of an opened data set. */
export function dataSetOf(id: number, samples: Samples, bytes: number): DataSet {
  const { name, format, classes, usages, labels, skipped, warnings } = samples;
  return {
    ...{ id, name, format, done: true, bytes, samples: labels.length, classes, usages },
    ...{
      counts: countSamples(samples),
      skipped: { count: skipped.count, rows: [...skipped.rows] },
      warnings,
    },
  };
}
