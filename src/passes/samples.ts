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

  /** Adds the members of a set to `union`. */
  unite(union: Uint32Array, set: number): void {
    for (let k = 0; k < this.words; k++) union[k] |= this.#bits[set * this.words + k];
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

/**
 * Samples that agree about a set of segments, for any set: grouped when it is first asked about. `masks` are what each sample
 * keeps. Groups are numbered in the order of their first samples.
 */
export class Grouping {
  readonly samples: number;
  readonly masks: Sets;
  readonly #sets: SetList;
  readonly #whole: { readonly grouping: Grouping; readonly from: number } | undefined;
  #of: Uint32Array; // [sets, samples]: the group of each
  readonly #first: Uint32Array[] = []; // by set, where it is known
  // of the set that is looked at: where groups are by their hashes; of each group its first sample, and what it agrees about
  readonly #slots: Int32Array;
  readonly #found: Uint32Array;
  readonly #key: Int32Array;
  readonly #before: Uint32Array;

  constructor(masks: Sets, sets: SetList, whole?: { readonly grouping: Grouping; readonly from: number }) {
    this.samples = masks.bits.length / masks.words;
    this.masks = masks;
    this.#sets = sets;
    this.#whole = whole;
    this.#of = new Uint32Array(sets.count * this.samples);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * this.samples + 1)));
    this.#found = new Uint32Array(this.samples);
    this.#key = new Int32Array(this.samples);
    this.#before = new Uint32Array(this.samples);
  }

  /** The same for samples from…to of these alone, found from what is known of all. */
  part(from: number, to: number): Grouping {
    if (from === 0 && to === this.samples) return this;
    const { words, bits } = this.masks;
    const masks = { words, bits: bits.subarray(from * words, to * words) };
    return new Grouping(masks, this.#sets, { grouping: this, from });
  }

  /** Of what is held. */
  get bytes(): number {
    return this.#first.reduce((sum, { byteLength }) => sum + byteLength, this.#of.byteLength);
  }

  /** [groups]: the first sample of each. */
  firstOf(set: number): Uint32Array {
    return (this.#first[set] ??= this.#group(set));
  }

  /** The group of each sample, of sets that `firstOf` was asked about: sample n of a set is at set * samples + n. */
  get of(): Uint32Array {
    return this.#of;
  }

  #group(set: number): Uint32Array {
    if ((set + 1) * this.samples > this.#of.length) {
      const of = new Uint32Array(this.#sets.count * this.samples);
      of.set(this.#of);
      this.#of = of;
    }
    const of = this.#of.subarray(set * this.samples, (set + 1) * this.samples);
    return this.#found.slice(0, this.#whole ? this.#renumber(set, of, this.#whole) : this.#divide(set, of));
  }

  /** How many groups there are. A word at a time divides the groups so far by what is kept of its segments. */
  #divide(set: number, of: Uint32Array): number {
    const { bits, words } = this.masks;
    const [slots, found, keys, before] = [this.#slots, this.#found, this.#key, this.#before];
    const end = slots.length - 1;
    const sees = this.#sets.of(set);
    let groups = Math.min(1, of.length);
    found[0] = 0;
    for (let k = 0; k < words; k++) {
      const seen = sees[k];
      if (seen === 0) continue;
      slots.fill(-1);
      groups = 0;
      for (let n = 0; n < of.length; n++) {
        const key = bits[n * words + k] & seen;
        const was = of[n];
        let slot = spread(mixed(was, key)) & end;
        let group = slots[slot];
        while (group >= 0 && (keys[group] !== key || before[group] !== was))
          group = slots[(slot = (slot + 1) & end)];
        if (group < 0) {
          group = groups++;
          slots[slot] = group;
          keys[group] = key;
          before[group] = was;
          found[group] = n;
        }
        of[n] = group;
      }
    }
    return groups;
  }

  /** Those of the whole that some of these samples are in, in the order in which these are. */
  #renumber(
    set: number,
    of: Uint32Array,
    { grouping, from }: { readonly grouping: Grouping; readonly from: number },
  ): number {
    const known = grouping.firstOf(set).length;
    const whole = grouping.of;
    const number = grouping.#slots.fill(-1, 0, known);
    const start = set * grouping.samples + from;
    let groups = 0;
    for (let n = 0; n < of.length; n++) {
      const group = whole[start + n];
      if (number[group] < 0) {
        number[group] = groups;
        this.#found[groups++] = n;
      }
      of[n] = number[group];
    }
    return groups;
  }
}

/** [pixels]: the number of the set of segments that each sees. */
export type View = Uint32Array;

/** How many rows a view needs. */
export function countRows(view: View, grouping: Grouping): number {
  let rows = 0;
  for (const set of view) rows += grouping.firstOf(set).length;
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
  readonly #grouping: Grouping;
  readonly #start: Int32Array; // by pixel: where its groups begin in #row
  readonly #group: Int32Array; // by pixel: where its samples begin in the grouping
  readonly #row: Uint32Array;

  /** `number`, where rows stand in another order: the row of pixel p as sample n sees it. */
  constructor(view: View, grouping: Grouping, number?: (p: number, n: number) => number) {
    const start = new Int32Array(view.length + 1);
    const next = new Int32Array(grouping.samples + 1); // of each first sample: its next row
    for (let p = 0; p < view.length; p++) {
      const first = grouping.firstOf(view[p]);
      start[p + 1] = start[p] + first.length;
      for (let i = 0; i < first.length; i++) next[first[i] + 1]++;
    }
    for (let n = 0; n < grouping.samples; n++) next[n + 1] += next[n];

    const count = start[view.length];
    this.#row = new Uint32Array(count);
    this.pixelOf = new Uint32Array(count);
    this.sampleOf = new Uint32Array(count);
    for (let p = 0, i = 0; p < view.length; p++) {
      const first = grouping.firstOf(view[p]);
      for (let group = 0; group < first.length; group++, i++) {
        const row = next[first[group]]++;
        this.#row[i] = number ? number(p, first[group]) : row;
        this.pixelOf[row] = p;
        this.sampleOf[row] = first[group];
      }
    }
    this.#start = start;
    this.#group = Int32Array.from(view, (set) => set * grouping.samples);
    this.#grouping = grouping;
  }

  get count(): number {
    return this.#row.length;
  }

  /** The row under each tap of the windows at these places of the next value; NONE outside. `table` is [pixels, taps]. */
  under(table: Uint32Array, taps: number, { pixelOf, sampleOf }: Places): Uint32Array<ArrayBuffer> {
    const [start, group, row] = [this.#start, this.#group, this.#row];
    const { of } = this.#grouping;
    const rows = new Uint32Array(pixelOf.length * taps);
    const signed = new Int32Array(table.buffer, table.byteOffset, table.length); // NONE is below 0: faster to see
    for (let r = 0, i = 0; r < pixelOf.length; r++) {
      const n = sampleOf[r];
      for (let t = pixelOf[r] * taps, end = t + taps; t < end; t++) {
        const p = signed[t];
        rows[i++] = p < 0 ? NONE : row[start[p] + of[group[p] + n]];
      }
    }
    return rows;
  }
}
