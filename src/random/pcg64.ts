/** @file NumPy's newer random stream, `numpy.random.default_rng`: what scikit-image's quickshift breaks ties with. */

import { EngineError } from "../errors.ts";
import { TAIL, ziggurat } from "./ziggurat.ts";

export interface Pcg64 {
  /** The next 64 bits. */
  uint64(): bigint;
  /** 0 ≤ x < 1, in steps of 2⁻⁵³. */
  random(): number;
  /** A normal number of mean 0 and deviation 1. */
  normal(): number;
}

const MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;

/**
 * PCG64 XSL-RR (O'Neill, 2014) seeded by SeedSequence, as `numpy.random.default_rng(seed)` is. `seed` is a whole number
 * from 0 to 2⁵³ − 1. Throws EngineError("bad-option") for anything else.
 *
 * On BigInt: some three million numbers a second, where one for each pixel is needed.
 */
export function defaultRng(seed: number): Pcg64 {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new EngineError("bad-option", `seed is ${seed}; a whole number from 0 to 2^53 - 1 is needed`);
  const [q0, q1, q2, q3] = seedSequence(seed);
  const increment = (((q2 << 64n) | q3) << 1n) | 1n;
  let state = 0n;
  const step = () => {
    state = BigInt.asUintN(128, state * MULTIPLIER + increment);
  };
  step();
  state += (q0 << 64n) | q1;
  step();

  const uint64 = () => {
    step();
    const folded = BigInt.asUintN(64, state ^ (state >> 64n));
    const turn = state >> 122n;
    return BigInt.asUintN(64, (folded >> turn) | (folded << (64n - turn)));
  };
  const random = () => Number(uint64() >> 11n) / 2 ** 53;
  return { uint64, random, normal: () => normal(uint64, random) };
}

/** The ziggurat method: a layer from the low 8 bits, a sign from the next, and 52 bits of where in the layer. */
function normal(uint64: () => bigint, random: () => number): number {
  const { widths, inside, heights } = ziggurat();
  for (;;) {
    const word = uint64();
    const layer = Number(word & 255n);
    const sign = word & 256n ? -1 : 1;
    const place = Number((word >> 9n) & 0xfffffffffffffn);
    const x = sign * place * widths[layer];
    if (place < inside[layer]) return x;
    if (layer === 0) {
      // In the tail NumPy takes another bit for the sign.
      const side = Math.floor(place / 256) % 2 ? -1 : 1;
      for (;;) {
        const beyond = -Math.log1p(-random()) / TAIL;
        const height = -Math.log1p(-random());
        if (2 * height > beyond * beyond) return side * (TAIL + beyond);
      }
    }
    const height = (heights[layer - 1] - heights[layer]) * random() + heights[layer];
    if (height < Math.exp(-0.5 * x * x)) return x;
  }
}

/** SeedSequence (after O'Neill's `seed_seq_fe`): four 64-bit words from one number. */
function seedSequence(seed: number): bigint[] {
  let constant = 0x43b0d7e5;
  const hash = (value: number) => {
    let v = value ^ constant;
    constant = Math.imul(constant, 0x931e8875);
    v = Math.imul(v, constant);
    return v ^ (v >>> 16);
  };
  const mix = (x: number, y: number) => {
    const r = Math.imul(0xca01f9dd, x) - Math.imul(0x4973f715, y);
    return r ^ (r >>> 16);
  };
  const pool = [seed % 2 ** 32, Math.floor(seed / 2 ** 32), 0, 0].map(hash);
  for (let i = 0; i < 4; i++) for (let j = 0; j < 4; j++) if (j !== i) pool[j] = mix(pool[j], hash(pool[i]));

  let output = 0x8b51f9dd;
  const words = Array.from({ length: 8 }, (_, i) => {
    let v = pool[i % 4] ^ output;
    output = Math.imul(output, 0x58f38ded);
    v = Math.imul(v, output);
    return BigInt((v ^ (v >>> 16)) >>> 0);
  });
  return [0, 1, 2, 3].map((i) => words[2 * i] | (words[2 * i + 1] << 32n));
}
