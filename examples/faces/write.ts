/** @file Writes faces as files: all sets as `.npy` arrays, for training, and some of those held out as pictures. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import { encodePng } from "../../src/images/encode-png.ts";
import { writeNpy } from "../../src/images/npy.ts";
import { EXPRESSIONS } from "./expressions.ts";
import { drawFace, type Face, SIDE } from "./face.ts";
import { BUNDLED, expressionOf, numbersOf, SETS } from "./sets.ts";

/** `training-x.npy` [n, 48, 48] of bytes, `training-y.npy` [n] of labels, and so on, into a folder. */
export function writeSets(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, set] of Object.entries(SETS)) {
    const x = new Uint8Array(set.count * SIDE * SIDE);
    const y = new Uint8Array(set.count);
    numbersOf(set).forEach((number, i) => {
      const expression = expressionOf(number);
      x.set(drawFace(expression, number).pixels, i * SIDE * SIDE);
      y[i] = EXPRESSIONS.indexOf(expression);
    });
    writeFileSync(join(folder, `${name}-x.npy`), writeNpy([set.count, SIDE, SIDE], x));
    writeFileSync(join(folder, `${name}-y.npy`), writeNpy([set.count], y));
    console.log(`${name}: ${set.count} faces`);
  }
}

/** Of the faces held out, those that the page opens with, in `folder`: one of each of four expressions. */
export function writeSamples(folder: string): void {
  for (const expression of ["happy", "angry", "surprise", "sad"] as const) {
    const number = numbersOf(BUNDLED).find((number) => expressionOf(number) === expression)!;
    writeFileSync(join(folder, `drawn-${expression}.png`), pngOf(drawFace(expression, number).pixels));
  }
}

/** `held-out.zip`: PNG files in folders by expression, each named by its number. The same bytes each time. */
export function writeHeldOut(folder: string): void {
  const files = numbersOf(BUNDLED).map((number) => {
    const expression = expressionOf(number);
    return [`${expression}/${number}.png`, pngOf(drawFace(expression, number).pixels)] as const;
  });
  const whenever = new Date(2026, 0, 1); // zip has no time zones
  writeFileSync(
    join(folder, "held-out.zip"),
    zipSync(Object.fromEntries(files), { level: 0, mtime: whenever }),
  );
}

const pngOf = (data: Face["pixels"]): Uint8Array =>
  encodePng({ height: SIDE, width: SIDE, channels: 1, data, range: [0, 255] });
