/** @file The folder of `--out`. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Makes the folder where it is not there; what is returned writes a file in it. */
export function openFolder(folder: string): (name: string, bytes: Uint8Array) => void {
  mkdirSync(folder, { recursive: true });
  return (name, bytes) => writeFileSync(join(folder, name), bytes);
}

/** A class in names of files: "3-happy". */
export const className = (index: number, classes: readonly string[]): string =>
  `${index}-${classes[index].replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 40)}`;
