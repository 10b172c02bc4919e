/** @file Arrays as a NumPy archive: what `numpy.savez_compressed` writes, and `numpy.load` reads. */

import { zipSync } from "fflate";
import { type NpyData, writeNpy } from "../images/npy.ts";

export interface NamedArray {
  readonly shape: readonly number[];
  readonly data: NpyData;
}

export type Arrays = Readonly<Record<string, NamedArray>>;

/** The bytes of an `.npz` file, the same for the same arrays. */
export function writeNpz(arrays: Arrays): Uint8Array<ArrayBuffer> {
  const files = Object.entries(arrays).map(
    ([name, { shape, data }]) => [`${name}.npy`, writeNpy(shape, data)] as const,
  );
  return zipSync(Object.fromEntries(files), { mtime: new Date(1980, 0, 1) }) as Uint8Array<ArrayBuffer>;
}
