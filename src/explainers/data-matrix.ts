/**
 * @file LIME's data matrix: which superpixels each perturbed picture keeps.
 *
 * Many rows are the same when there are few superpixels, and the model is deterministic: each distinct row is
 * predicted once, and counts as often as it was drawn.
 */

import { EngineError } from "../errors.ts";
import { SetList } from "../passes/samples.ts";
import type { RandomState } from "../random/random-state.ts";

/** Distinct rows, in the order they are first drawn. Row 0 keeps everything. */
export interface DataMatrix {
  readonly features: number;
  /** Rows that were drawn. */
  readonly samples: number;
  /** [distinct, features]: 1 keeps, 0 hides. */
  readonly bits: Uint8Array<ArrayBuffer>;
  readonly distinct: number;
  /** Which distinct row each drawn row is; nothing after enumeration. */
  readonly rowOf: Uint32Array<ArrayBuffer> | undefined;
  /** All rows that there are stand here once. */
  readonly exact: boolean;
}

const MOST_BITS = 2 ** 28;

/** `randint(0, 2, samples * features)`, row by row, with row 0 overwritten by ones (lime/lime_image.py, data_labels). */
export function drawRows(random: RandomState, samples: number, features: number): DataMatrix {
  checkSize(samples, features);
  const drawn = random.bits(samples * features);
  drawn.fill(1, 0, features);
  const rowOf = new Uint32Array(samples);
  const seen = new DistinctRows(features);
  for (let i = 0; i < samples; i++) {
    const known = seen.count;
    rowOf[i] = seen.number(drawn, i);
    if (seen.count > known) drawn.copyWithin(known * features, i * features, (i + 1) * features);
  }
  const distinct = seen.count;
  return { features, samples, bits: drawn.slice(0, distinct * features), distinct, rowOf, exact: false };
}

/** Throws EngineError("bad-option") where the bits would not fit into memory. */
export function checkSize(samples: number, features: number): void {
  if (samples * features > MOST_BITS)
    throw new EngineError(
      "bad-option",
      `${samples} samples of ${features} superpixels are too many; take fewer of either`,
    );
}

/** Numbers rows in the order they are first met. */
export class DistinctRows {
  readonly #features: number;
  readonly #sets: SetList;
  readonly #row: Uint32Array<ArrayBuffer>;

  constructor(features: number) {
    this.#features = features;
    this.#row = new Uint32Array(Math.ceil(features / 32));
    this.#sets = new SetList(this.#row.length);
  }

  /** How many were met. */
  get count(): number {
    return this.#sets.count;
  }

  /** Of a row of `bits`: as many as were met before where it is new. */
  number(bits: Uint8Array, row: number): number {
    packRow(bits, this.#features, row, this.#row, 0);
    return this.#sets.add(this.#row);
  }
}

/**
 * Every combination once, as if `samples` draws had met each equally often. They come in a scattered order (an odd
 * number times i, modulo a power of two, meets every residue), so that what is known midway is no corner of the cube.
 */
export function allRows(samples: number, features: number): DataMatrix {
  const distinct = 2 ** features;
  const bits = Uint8Array.from({ length: distinct * features }, (_, i) => {
    const hidden = Math.imul(Math.floor(i / features), 0x9e3779b1) & (distinct - 1);
    return 1 - ((hidden >> (i % features)) & 1);
  });
  return { features, samples, bits, distinct, rowOf: undefined, exact: true };
}

/** How often each distinct row was drawn, among the draws that only met the first `known` of them, and how many draws those are. */
export function countRows(
  matrix: DataMatrix,
  known: number,
): { counts: Float64Array<ArrayBuffer>; samples: number } {
  const { rowOf, samples, distinct } = matrix;
  const counts = new Float64Array(known);
  if (!rowOf)
    return { counts: counts.fill(samples / distinct), samples: Math.round((samples * known) / distinct) };
  let draws = 0;
  for (; draws < samples && rowOf[draws] < known; draws++) counts[rowOf[draws]]++;
  return { counts, samples: draws };
}

/** Rows from…to as bits of u32 words, [rows, ceil(features / 32)]: bit i % 32 of word i / 32 is feature i. */
export function packRows(
  bits: Uint8Array,
  features: number,
  from: number,
  to: number,
): Uint32Array<ArrayBuffer> {
  const words = Math.ceil(features / 32);
  const packed = new Uint32Array((to - from) * words);
  for (let row = from; row < to; row++) packRow(bits, features, row, packed, (row - from) * words);
  return packed;
}

function packRow(bits: Uint8Array, features: number, row: number, into: Uint32Array, at: number): void {
  into.fill(0, at, at + Math.ceil(features / 32));
  for (let i = 0; i < features; i++) if (bits[row * features + i]) into[at + (i >> 5)] |= 1 << (i & 31);
}
