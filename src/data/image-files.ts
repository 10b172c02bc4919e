/** @file Pictures in files, each decoded when it is asked for: in folders named after classes, or listed with their labels. */

import { EngineError } from "../errors.ts";
import type { Picture } from "../images/picture.ts";
import type { NamedBytes } from "../models/model.ts";
import { type CsvRow, headerOf, textOf } from "./csv-rows.ts";
import { type Entry, endsWith, type Files, fileName, isHidden, namedBytes, partsOf } from "./entries.ts";
import { nameClasses, type Samples, SkippedRows, Words } from "./samples.ts";

/** Throws EngineError("bad-image"). */
export type Decode = (file: NamedBytes) => Promise<Picture>;

const PICTURES = [".png", ".jpg", ".jpeg", ".npy", ".webp", ".gif", ".bmp", ".avif"];

interface Labelled {
  readonly entry: Entry;
  readonly label: string;
  readonly usage: string | undefined;
}

/** Whether a file's name says that it is a picture. */
export const isPicture = ({ path }: Entry): boolean => endsWith(path, ...PICTURES);

/**
 * The folder a picture stands in names its class, and the folder around that, where there is one, its usage: happy/1.png,
 * train/happy/1.png. Where no picture stands in a folder, what was opened is the folder of them all. Throws
 * EngineError("bad-data") if there is no picture.
 */
export function imageFolders({ name, entries }: Files, decode: Decode): Samples {
  const skipped = new SkippedRows();
  const labelled: Labelled[] = [];
  const foldersOf = ({ path }: Entry) => partsOf(path).slice(0, -1);
  const seen = entries.filter(({ path }) => !isHidden(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
  const isOne = !seen.some((entry) => isPicture(entry) && foldersOf(entry).length > 0);
  for (const entry of seen) {
    const folders = foldersOf(entry);
    const label = isOne ? fileName(name).replace(/\.zip$/i, "") : folders.at(-1);
    if (!isPicture(entry)) skipped.add({ path: entry.path, reason: "it is no picture" });
    else if (label === undefined) skipped.add({ path: entry.path, reason: "it stands in no class's folder" });
    else labelled.push({ entry, label, usage: folders.at(-2) });
  }
  if (!labelled.length)
    throw new EngineError(
      "bad-data",
      `${name} has no pictures, of ${entries.length} files; each class has a folder of its name`,
    );
  return samplesOf(name, "folders", labelled, skipped, decode);
}

const COLUMNS = {
  file: ["file", "filename", "path", "image", "filepath", "image_path", "name", "id"],
  label: ["label", "class", "emotion", "target", "category"],
  usage: ["usage", "split", "set"],
};

/** Rows of a CSV file that names pictures: file, label, perhaps usage; with a header or without. Paths are seen from the CSV file. */
export function labelledFiles(csv: Entry, rows: readonly CsvRow[], files: Files, decode: Decode): Samples {
  const header = rows.length ? headerOf(rows[0]) : [];
  const [file, label, usage] = Object.values(COLUMNS).map((names) =>
    header.findIndex((word) => names.includes(word)),
  );
  const hasHeader = file >= 0 && label >= 0;
  const at = hasHeader ? { file, label, usage } : { file: 0, label: 1, usage: 2 };
  const folder = partsOf(csv.path).slice(0, -1);
  const find = finder(files);

  const skipped = new SkippedRows();
  const labelled: Labelled[] = [];
  for (const { cells, line } of hasHeader ? rows.slice(1) : rows) {
    const [path, word, part] = [at.file, at.label, at.usage].map((i) => (cells[i] ? textOf(cells[i]) : ""));
    const entry = path && find([...folder, ...partsOf(path.replaceAll("\\", "/"))].join("/"), path);
    if (!path || !word) skipped.add({ line, reason: `it has no ${path ? "label" : "file"}` });
    else if (!entry) skipped.add({ line, path, reason: "there is no such file" });
    else labelled.push({ entry, label: word, usage: part || undefined });
  }
  if (!labelled.length) {
    const why = skipped.count ? `; the first in line ${skipped.rows[0].line}: ${skipped.rows[0].reason}` : "";
    throw new EngineError("bad-data", `${csv.path} names no picture and its label that could be read${why}`);
  }
  return samplesOf(csv.path, "labelled-files", labelled, skipped, decode);
}

/** By path, then by name alone where only one file has it, then wherever the files come from. */
function finder({ entries, find }: Files): (path: string, written: string) => Entry | undefined {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const byName = new Map<string, Entry | undefined>();
  for (const entry of entries) {
    const name = fileName(entry.path);
    byName.set(name, byName.has(name) ? undefined : entry);
  }
  return (path, written) => byPath.get(path) ?? byName.get(fileName(path)) ?? find?.(written);
}

function samplesOf(
  name: string,
  format: Samples["format"],
  labelled: readonly Labelled[],
  skipped: SkippedRows,
  decode: Decode,
): Samples {
  const words = new Words("labels");
  const usages = new Words("usages");
  const numbers = labelled.map(({ label }) => words.number(label));
  const hasUsages = labelled.some(({ usage }) => usage);
  const usageOf = labelled.map(({ usage }) => (hasUsages ? usages.number(usage ?? "none") : 0));
  const { classes, classOf } = nameClasses(words.words);
  return {
    ...{ name, format, classes, usages: usages.words, skipped, warnings: [] },
    labels: Uint16Array.from(numbers, (number) => classOf[number]),
    usageOf: Uint16Array.from(usageOf),
    path: (i) => labelled[i]?.entry.path,
    picture: async (i) => decode(await namedBytes(labelled[i].entry)),
  };
}
