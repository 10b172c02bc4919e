/** @file Kernels that come in two widths: one number at a time, and four where everything divides by four. */

import type { Kernel } from "../../graph/graph.ts";
import { flat } from "../workgroups.ts";

/**
 * The kernel of `elements` results per sample, one thread for each or each four. `sizes` are the constants that
 * count numbers; `others` count something else and stay as they are.
 */
export function inFours(
  elements: number,
  [one, four]: readonly [one: string, four: string],
  sizes: Readonly<Record<string, number>>,
  others: Readonly<Record<string, number>> = {},
): Kernel {
  const width = Object.values(sizes).every((size) => size % 4 === 0) ? 4 : 1;
  const counted = Object.entries(sizes).map(([name, size]) => [name, size / width]);
  return {
    source: width === 4 ? four : one,
    constants: { ...Object.fromEntries(counted), ...others },
    workgroups: flat(elements / width),
  };
}
