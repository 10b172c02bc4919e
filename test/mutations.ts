/** @file Damages files in seeded, arbitrary ways: cut off, flipped, grown, and, where they are JSON, put together otherwise. */

import type { NamedBytes } from "../src/models/model.ts";

/** Numbers from 0 up to, not including, 1: the same for the same seed (mulberry32). */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;
const below = (random: Random, n: number): number => Math.floor(random() * n);
const pick = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)];

/** One of the files damaged. `json` says which are JSON, so that they can be damaged as such. */
export function mutate(files: readonly NamedBytes[], random: Random): NamedBytes[] {
  const at = below(random, files.length);
  const { name, bytes } = files[at];
  const isJson = name.endsWith(".json");
  const change = pick(
    random,
    isJson ? [truncate, flip, resize, ...Array(5).fill(rearrange)] : [truncate, flip, flip, resize],
  );
  return files.map((file, i) => (i === at ? { name, bytes: change(bytes, random) } : file));
}

type Change = (bytes: Uint8Array<ArrayBuffer>, random: Random) => Uint8Array<ArrayBuffer>;

const truncate: Change = (bytes, random) => bytes.slice(0, below(random, bytes.length));

/** Bits, or whole bytes, mostly in one place; there is more to break where a file begins. */
const flip: Change = (bytes, random) => {
  const flipped = bytes.slice();
  const start = below(random, random() < 0.5 ? bytes.length : Math.min(4096, bytes.length));
  for (let n = 1 + below(random, 8); n > 0; n--) {
    const at = Math.min(bytes.length - 1, start + below(random, 64));
    flipped[at] =
      random() < 0.5 ? flipped[at] ^ (1 << below(random, 8)) : pick(random, [0, 1, 0x7f, 0x80, 0xff]);
  }
  return flipped;
};

/** Some bytes taken out, or put in twice. */
const resize: Change = (bytes, random) => {
  const [from, length] = [below(random, bytes.length), 1 + below(random, 64)];
  const again = random() < 0.5 ? bytes.subarray(from, from + length) : new Uint8Array(0);
  return Uint8Array.from([
    ...bytes.subarray(0, from + again.length),
    ...again,
    ...bytes.subarray(from + length),
  ]);
};

// biome-ignore lint/suspicious/noExplicitAny: any JSON
type Json = any;

const ODD = [
  0,
  -1,
  1,
  2,
  3,
  2.5,
  100,
  4096,
  65536,
  1e9,
  2 ** 53,
  null,
  "",
  "x",
  "relu",
  true,
  [],
  [1],
  {},
  "1e400",
];

/** A field, somewhere, renamed, dropped, moved, doubled or of another value. */
const rearrange: Change = (bytes, random) => {
  const json: Json = JSON.parse(new TextDecoder().decode(bytes));
  for (let n = 1 + below(random, 3); n > 0; n--) rearrangeOnce(json, random);
  return new TextEncoder().encode(JSON.stringify(json));
};

function rearrangeOnce(json: Json, random: Random): void {
  let holder = json;
  let key = pick(random, Object.keys(holder));
  while (
    typeof holder[key] === "object" &&
    holder[key] !== null &&
    Object.keys(holder[key]).length > 0 &&
    random() < 0.95
  ) {
    holder = holder[key];
    key = pick(random, Object.keys(holder));
  }
  const other = pick(random, Object.keys(holder));
  const kind = below(random, 5);
  if (kind === 0) holder[key] = pick(random, ODD);
  else if (kind === 1) [holder[key], holder[other]] = [holder[other], holder[key]];
  else if (kind === 2 && typeof holder[key] === "number")
    holder[key] = Math.round(holder[key] * pick(random, [0, 2, -1, 1000]));
  else if (kind === 3 && Array.isArray(holder))
    holder.splice(below(random, holder.length + 1), 0, structuredClone(holder[Number(key)]));
  else if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}
