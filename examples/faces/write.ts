/** @file Writes the sets of faces as `.npy` arrays, for training. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeNpy } from "../../src/images/npy.ts";
import { EXPRESSIONS } from "./expressions.ts";
import { drawFace, SIDE } from "./face.ts";
import { expressionOf, numbersOf, SETS } from "./sets.ts";

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
