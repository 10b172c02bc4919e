/**
 * @file FER-2013 as Kaggle has it, and other tables of pictures: a label, the pixels of a square gray picture as numbers, perhaps a
 * usage (Goodfellow et al., "Challenges in Representation Learning", 2013, https://arxiv.org/abs/1307.0414).
 */

import { EngineError } from "../errors.ts";
import type { Picture } from "../images/picture.ts";
import { type CsvRow, type CsvRows, headerOf, textOf } from "./csv-rows.ts";
import { nameClasses, type Samples, SkippedRows, Words } from "./samples.ts";

/** What the numbers 0…6 of the column `emotion` mean. */
const EMOTIONS = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"];

const LABELS = ["emotion", "label", "class", "target"];
const USAGES = ["usage", "split", "set"];

/** Bytes of pixels that are held: as FER-2013 a dozen times over. */
const MOST_BYTES = 2 ** 30;
/** Pictures in a block of memory. */
const BLOCK = 1024;
const MOST_SIDE = 512;

export interface Reading {
  readonly bytes: number;
  readonly count: number;
  readonly skipped: SkippedRows;
}

interface Columns {
  readonly label: number;
  readonly pixels: number;
  readonly usage: number;
  readonly named: boolean;
}

export const isPixelHeader = (header: readonly string[]): boolean => header.includes("pixels");

/**
 * Reads the rows as they come; yields how far it is, and at the end returns the pictures. Rows that do not fit are left out, with
 * their lines and reasons. Throws EngineError("bad-data") for a file without any that fits, or with too many.
 */
export async function* readPixelCsv(
  batches: AsyncIterable<CsvRows>,
  name: string,
): AsyncGenerator<Reading, Samples> {
  const skipped = new SkippedRows();
  const labels = new Words("labels");
  const usages = new Words("usages");
  const labelOf: number[] = [];
  const usageOf: number[] = [];
  const blocks: Uint8Array<ArrayBuffer>[] = [];
  let columns: Columns | undefined;
  let side = 0;
  let pixels = new Uint8Array(MOST_SIDE * MOST_SIDE);

  const add = (row: CsvRow, { label, usage, pixels: at }: Columns): string | undefined => {
    const [word, cell] = [textOf(row.cells[label] ?? empty), row.cells[at]];
    if (!row.cells.length) return "the line is too long";
    if (!cell?.length) return `it has ${row.cells.length} columns, and no pixels`;
    if (!word) return "it has no label";
    const count = readPixels(cell, pixels);
    if (typeof count === "string") return count;
    if (side && count !== side * side) return `it has ${count} pixels, the rows before ${side * side}`;
    if (!Number.isInteger(Math.sqrt(count))) return `it has ${count} pixels, which make no square`;
    if (!side) {
      side = Math.sqrt(count);
      pixels = new Uint8Array(count);
      readPixels(cell, pixels);
    }
    const number = labelOf.length;
    if ((number + 1) * count > MOST_BYTES)
      throw new EngineError(
        "bad-data",
        `${name} has more than ${number} pictures of ${side}x${side}; at most ${MOST_BYTES} pixels are held`,
      );
    if (number % BLOCK === 0) blocks.push(new Uint8Array(BLOCK * count));
    blocks[blocks.length - 1].set(pixels, (number % BLOCK) * count);
    labelOf.push(labels.number(word));
    usageOf.push(usage < 0 ? 0 : usages.number(textOf(row.cells[usage] ?? empty) || "none"));
    return undefined;
  };

  for await (const { rows, bytes } of batches) {
    for (const row of rows) {
      if (!columns) {
        columns = columnsOf(row, name);
        continue;
      }
      const reason = add(row, columns);
      if (reason) skipped.add({ line: row.line, reason });
    }
    yield { bytes, count: labelOf.length, skipped };
  }

  if (!labelOf.length) throw nothing(name, skipped);
  const { classes, classOf } = nameClasses(labels.words, columns!.named ? EMOTIONS : []);
  return {
    ...{ name, format: "fer-csv", classes, usages: usages.words, skipped, warnings: [] },
    labels: Uint16Array.from(labelOf, (label) => classOf[label]),
    usageOf: Uint16Array.from(usageOf),
    path: () => undefined,
    async picture(i): Promise<Picture> {
      const start = (i % BLOCK) * side * side;
      const data = blocks[Math.floor(i / BLOCK)].slice(start, start + side * side);
      return { height: side, width: side, channels: 1, data, range: [0, 255] };
    },
  };
}

const empty = new Uint8Array(0);

function columnsOf(row: CsvRow, name: string): Columns {
  const header = headerOf(row);
  const [label, usage] = [LABELS, USAGES].map((names) => header.findIndex((word) => names.includes(word)));
  const pixels = header.indexOf("pixels");
  if (pixels >= 0 && label >= 0) return { label, pixels, usage, named: header[label] === "emotion" };
  const said = header.map((word) => word.slice(0, 20)).slice(0, 5);
  throw new EngineError(
    "bad-data",
    `${name} begins with the columns ${said.join(", ")}; a table of pictures has 'pixels' and 'emotion' or 'label'`,
  );
}

/** Numbers with blanks between, as bytes; returns how many there are, or what is wrong. */
function readPixels(cell: Uint8Array, into: Uint8Array): number | string {
  let [count, value] = [0, -1];
  for (let i = 0; i <= cell.length; i++) {
    const byte = i < cell.length ? cell[i] : 32;
    if (byte >= 48 && byte <= 57) {
      value = Math.max(value, 0) * 10 + byte - 48;
      if (value > 255) return `pixel ${count} is ${value} or more; pixels go from 0 to 255`;
    } else if (byte === 32) {
      if (value < 0) continue;
      if (count < into.length) into[count] = value; // what is too much is only counted
      count++;
      value = -1;
    } else return `pixel ${count} is no whole number: '${textOf(cell.subarray(i, i + 8))}'`;
  }
  return count;
}

function nothing(name: string, { count, rows }: SkippedRows): EngineError {
  const why = count ? `; ${count} rows do not fit, the first in line ${rows[0].line}: ${rows[0].reason}` : "";
  return new EngineError("bad-data", `${name} has no row with a picture${why}`);
}
