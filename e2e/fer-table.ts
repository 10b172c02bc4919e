/** @file A table as large as FER-2013, of noise, with rows that are broken. */

import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";

/** Rows that FER-2013 has of each usage. */
const USAGES: readonly [name: string, rows: number][] = [
  ["Training", 28_709],
  ["PublicTest", 3589],
  ["PrivateTest", 3589],
];
const PIXELS = 48 * 48;

/** Longest row of a picture: label, 2304 numbers of three digits with their blanks, usage, line end. */
const LONGEST = 4 * PIXELS + 32;
const CHUNK = 2 ** 22; // bytes written at once

const DIGITS = Array.from({ length: 256 }, (_, value) => Buffer.from(`${value} `));

/** What stands in a broken row's place, and what the page says of it. The first row is in line 2. */
export const BROKEN: readonly { readonly line: number; readonly row: string; readonly said: string }[] = [
  { line: 5, row: `3,${"9 ".repeat(PIXELS - 1).trim()},Training`, said: "it has 2303 pixels" },
  { line: 1025, row: `3,${"9 ".repeat(PIXELS - 1)}256,Training`, said: "pixel 2303 is 256" },
  {
    line: 20_000,
    row: `3,12 x ${"9 ".repeat(PIXELS - 2).trim()},Training`,
    said: "pixel 1 is no whole number",
  },
  { line: 30_000, row: `,${"9 ".repeat(PIXELS).trim()},PublicTest`, said: "it has no label" },
  { line: 35_888, row: "6", said: "it has 1 columns, and no pixels" },
];

/** Rows of the table, broken ones too. */
export const ROWS = USAGES.reduce((sum, [, rows]) => sum + rows, 0);

/** Writes the table as a stream; always the same bytes, about 295 MB. Returns how many there are. */
export async function writeFerTable(path: string): Promise<number> {
  const file = createWriteStream(path);
  const broken = new Map(BROKEN.map(({ line, row }) => [line, row]));
  let chunk = Buffer.allocUnsafe(CHUNK);
  let at = chunk.write("emotion,pixels,Usage\n");
  let [line, random] = [1, 1];
  for (const [usage, rows] of USAGES)
    for (let i = 0; i < rows; i++) {
      const row = broken.get(++line);
      if (row === undefined) {
        at += chunk.write(`${line % 7},`, at);
        for (let pixel = 0; pixel < PIXELS; pixel++) {
          random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0; // Numerical Recipes' generator
          const digits = DIGITS[random >>> 24];
          for (let j = 0; j < digits.length; j++) chunk[at++] = digits[j];
        }
        at += chunk.write(`,${usage}\n`, at - 1) - 1; // in place of the last blank
      } else at += chunk.write(`${row}\n`, at);
      if (at < CHUNK - LONGEST) continue;
      if (!file.write(chunk.subarray(0, at))) await once(file, "drain");
      [chunk, at] = [Buffer.allocUnsafe(CHUNK), 0];
    }
  file.end(chunk.subarray(0, at));
  await finished(file);
  return file.bytesWritten;
}
