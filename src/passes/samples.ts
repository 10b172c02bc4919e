/**
 * @file Which perturbed pictures look the same from where? The bookkeeping behind sharing (share.ts): sets of segments,
 * groups of samples that agree about a set, and the rows that a value needs if each group has one.
 */

import { NONE } from "../graph/taps.ts";

/** Sets of whole numbers, one after another, `words` words each: bit i % 32 of word i / 32 is member i. */
export interface Sets {
  readonly words: number;
  readonly bits: Uint32Array;
}

/** Distinct sets, each known by its number. */
export class SetList {
  readonly words: number;
  count = 0;
  #bits: Uint32Array;
  #slots = new Int32Array(64).fill(-1);

  constructor(words: number) {
    this.words = words;
    this.#bits = new Uint32Array(32 * words);
  }

  /** The words of a set, to look at until the next is added. */
  of(set: number): Uint32Array {
    return this.#bits.subarray(set * this.words, (set + 1) * this.words);
  }

  /** The number of the set with these words. */
  add(set: Uint32Array): number {
    let slot = this.#slotOf(set);
    if (this.#slots[slot] >= 0) return this.#slots[slot];
    if (2 * (this.count + 1) > this.#slots.length) {
      this.#grow();
      slot = this.#slotOf(set);
    }
    this.#bits.set(set, this.count * this.words);
    this.#slots[slot] = this.count;
    return this.count++;
  }

  /** Where a set is, or would be. */
  #slotOf(set: Uint32Array): number {
    const [mask, words] = [this.#slots.length - 1, this.words];
    let hash = 0;
    for (let k = 0; k < words; k++) hash = mixed(hash, set[k]);
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const known = this.#slots[slot];
      if (known < 0) return slot;
      let same = true;
      for (let k = 0; k < words && same; k++) same = this.#bits[known * words + k] === set[k];
      if (same) return slot;
    }
  }

  #grow(): void {
    const bits = new Uint32Array(2 * this.#bits.length);
    bits.set(this.#bits);
    this.#bits = bits;
    this.#slots = new Int32Array(2 * this.#slots.length).fill(-1);
    for (let set = 0; set < this.count; set++) this.#slots[this.#slotOf(this.of(set))] = set;
  }
}

const mixed = (hash: number, word: number): number => Math.imul(hash ^ word, 0x9e3779b1) + 1;
const spread = (hash: number): number => hash ^ (hash >>> 15);

/** Samples that agree about a set of segments. Groups are numbered in the order of their first samples. */
export interface Groups {
  /** [samples]: the group of each. */
  readonly of: Uint32Array;
  /** [groups]: the first sample of each. */
  readonly first: Uint32Array;
}

/** The groups for any set of segments, each made when it is first asked for. `masks` are what each sample keeps. */
export class Grouping {
  readonly samples: number;
  readonly #masks: Sets;
  readonly #sets: SetList;
  readonly #known: Groups[] = [];
  readonly #slots: Int32Array;

  constructor(masks: Sets, sets: SetList) {
    this.samples = masks.bits.length / masks.words;
    this.#masks = masks;
    this.#sets = sets;
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * this.samples + 1)));
  }

  /** Of what is known so far. */
  get bytes(): number {
    return this.#known.reduce((sum, { of, first }) => sum + of.byteLength + first.byteLength, 0);
  }

  by(set: number): Groups {
    return (this.#known[set] ??= this.#group(this.#sets.of(set)));
  }

  /** Compares the masks themselves once their hashes agree, so that no two groups are ever taken for one. */
  #group(set: Uint32Array): Groups {
    const { bits, words } = this.#masks;
    const slots = this.#slots.fill(-1);
    const looked = [...set.keys()].filter((k) => set[k] !== 0);
    const of = new Uint32Array(this.samples);
    const first = new Uint32Array(this.samples);
    const end = slots.length - 1;
    let groups = 0;
    for (let n = 0; n < of.length; n++) {
      let hash = 0;
      for (let i = 0; i < looked.length; i++) {
        const k = looked[i];
        hash = mixed(hash, bits[n * words + k] & set[k]);
      }
      let slot = spread(hash) & end;
      for (; slots[slot] >= 0; slot = (slot + 1) & end) {
        const other = first[slots[slot]];
        let differ = 0;
        for (let i = 0; i < looked.length; i++) {
          const k = looked[i];
          differ |= (bits[n * words + k] ^ bits[other * words + k]) & set[k];
        }
        if (differ === 0) break;
      }
      if (slots[slot] < 0) {
        slots[slot] = groups;
        first[groups++] = n;
      }
      of[n] = slots[slot];
    }
    return { of, first: first.slice(0, groups) };
  }
}

/** [pixels]: the number of the set of segments that each sees. */
export type View = Uint32Array;

/** How many rows a view needs. */
export function countRows(view: View, grouping: Grouping): number {
  let rows = 0;
  for (const set of view) rows += grouping.by(set).first.length;
  return rows;
}

/** Some pixels, each as one of the samples sees it. */
export interface Places {
  readonly pixelOf: Uint32Array;
  readonly sampleOf: Uint32Array;
}

/** All pixels of samples from…to, in the ordinary order. */
export function everyPlace(pixels: number, from: number, to: number): Places {
  const [pixelOf, sampleOf] = [0, 0].map(() => new Uint32Array(pixels * (to - from)));
  for (let n = from, i = 0; n < to; n++)
    for (let p = 0; p < pixels; p++, i++) {
      pixelOf[i] = p;
      sampleOf[i] = n;
    }
  return { pixelOf, sampleOf };
}

/**
 * The rows of a value: for each pixel, one for each group of samples that see the same there. Rows stand in the order of
 * their first sample, then of pixel, so that if no two samples ever agree this is the ordinary order.
 */
export class Rows implements Places {
  readonly pixelOf: Uint32Array;
  readonly sampleOf: Uint32Array;
  readonly #groupOf: readonly Uint32Array[]; // by pixel
  readonly #start: Uint32Array; // by pixel: where its groups begin in #row
  readonly #row: Uint32Array;

  /** `number`, where rows stand in another order: the row of pixel p as sample n sees it. */
  constructor(view: View, grouping: Grouping, number?: (p: number, n: number) => number) {
    const groups = Array.from(view, (set) => grouping.by(set));
    const start = new Uint32Array(view.length + 1);
    const next = new Uint32Array(grouping.samples + 1); // of each first sample: its next row
    for (let p = 0; p < view.length; p++) {
      const { first } = groups[p];
      start[p + 1] = start[p] + first.length;
      for (let i = 0; i < first.length; i++) next[first[i] + 1]++;
    }
    for (let n = 0; n < grouping.samples; n++) next[n + 1] += next[n];

    const count = start[view.length];
    this.#row = new Uint32Array(count);
    this.pixelOf = new Uint32Array(count);
    this.sampleOf = new Uint32Array(count);
    for (let p = 0; p < view.length; p++) {
      const { first } = groups[p];
      for (let group = 0; group < first.length; group++) {
        const row = next[first[group]]++;
        this.#row[start[p] + group] = number?.(p, first[group]) ?? row;
        this.pixelOf[row] = p;
        this.sampleOf[row] = first[group];
      }
    }
    this.#start = start;
    this.#groupOf = groups.map(({ of }) => of);
  }

  get count(): number {
    return this.#row.length;
  }

  /** The row under each tap of the windows at these places of the next value; NONE outside. `table` is [pixels, taps]. */
  under(table: Uint32Array, taps: number, { pixelOf, sampleOf }: Places): Uint32Array<ArrayBuffer> {
    const [groupOf, start, row] = [this.#groupOf, this.#start, this.#row];
    const rows = new Uint32Array(pixelOf.length * taps);
    for (let r = 0, i = 0; r < pixelOf.length; r++) {
      const n = sampleOf[r];
      for (let t = pixelOf[r] * taps, end = t + taps; t < end; t++, i++) {
        const p = table[t];
        rows[i] = p === NONE ? NONE : row[start[p] + groupOf[p][n]];
      }
    }
    return rows;
  }
}
