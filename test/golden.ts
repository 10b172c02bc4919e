/** @file Reference outputs of the Python tools, where the folder with them is at hand. Tests that need it skip where it is not. */

import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe } from "vitest";

const folder = process.env.LIMELIGHT_GOLDEN ?? resolve(import.meta.dirname, "../../shared/golden");

export const hasGolden = existsSync(folder);

/** A `describe` that skips, and says why, where the reference data is not at hand. */
export const describeGolden = (name: string, body: () => void): void => {
  if (hasGolden) describe(name, body);
  else describe.skip(`${name} (skipped: no reference data; set LIMELIGHT_GOLDEN to its folder)`, body);
};

export const goldenPath = (path: string): string => resolve(folder, path);
export const goldenBytes = (path: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(goldenPath(path)));
// biome-ignore lint/suspicious/noExplicitAny: each file has its own form, described by its README
export const goldenJson = (path: string): any => JSON.parse(readFileSync(goldenPath(path), "utf8"));
