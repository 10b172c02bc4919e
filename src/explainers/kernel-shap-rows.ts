/**
 * @file Coalitions: which superpixels each perturbed picture of KernelSHAP keeps. They come in pairs that complete each
 * other (Covert and Lee, "Improving KernelSHAP", AISTATS 2021, https://arxiv.org/abs/2012.01536): row 2i + 1 keeps what
 * row 2i hides. The first pair keeps everything, and nothing.
 */

import type { RandomState } from "../random/random-state.ts";
import { checkSize, type DataMatrix, DistinctRows } from "./data-matrix.ts";

/** Rows for each superpixel from which on least squares say something: with half as many every pair is met exactly. */
export const FEWEST_FOR_EACH = 4;

/**
 * Every coalition of up to 30 superpixels once, scattered: an odd number times i, modulo a power of two, meets every half
 * of a pair.
 */
export function allCoalitions(_samples: number, features: number): DataMatrix {
  const distinct = 2 ** features;
  const bits = new Uint8Array(distinct * features);
  for (let row = 0; row < distinct; row++) {
    const half = Math.imul(row >> 1, 0x9e3779b1) & (distinct / 2 - 1);
    for (let i = 0; i < features; i++) bits[row * features + i] = 1 - (((half >> i) & 1) ^ (row & 1));
  }
  return { features, samples: distinct, bits, distinct, rowOf: undefined, exact: true };
}

/**
 * Random coalitions of at least 2 superpixels: a size as often as the Shapley kernel says, then any of this size alike.
 * Odd `samples` are one fewer. Throws EngineError("bad-option") for more than memory holds.
 */
export function drawCoalitions(random: RandomState, samples: number, features: number): DataMatrix {
  checkSize(samples, features);
  const pairs = Math.floor(samples / 2);
  const rowOf = new Uint32Array(2 * pairs);
  const bits = new Uint8Array(2 * pairs * features);
  const seen = new DistinctRows(features);
  const sizeOf = sizes(features);
  const order = Uint32Array.from({ length: features }, (_, i) => i);
  for (let pair = 0; pair < pairs; pair++) {
    const row = new Uint8Array(features);
    if (pair === 0) row.fill(1);
    else for (const i of someOf(order, sizeOf(random.uint32() / 2 ** 32), random)) row[i] = 1;
    if (row[0] === 0) for (let i = 0; i < features; i++) row[i] = 1 - row[i]; // either way round it is the same pair
    const before = seen.count;
    const known = seen.number(row, 0);
    if (seen.count > before) {
      bits.set(row, 2 * known * features);
      for (let i = 0; i < features; i++) bits[(2 * known + 1) * features + i] = 1 - row[i];
    }
    rowOf[2 * pair] = 2 * known;
    rowOf[2 * pair + 1] = 2 * known + 1;
  }
  const distinct = 2 * seen.count;
  return {
    ...{ features, samples: 2 * pairs, distinct, rowOf, exact: false },
    bits: bits.slice(0, distinct * features),
  };
}

/** What a row counts each time it is met: of all coalitions the Shapley kernel, of drawn ones 1; of the first pair nothing. */
export function coalitionWeights({ bits, features, distinct, exact }: DataMatrix): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: distinct }, (_, row) => {
    if (row < 2) return 0;
    if (!exact) return 1;
    let kept = 0;
    for (let i = 0; i < features; i++) kept += bits[row * features + i];
    return shapleyKernel(features, kept);
  });
}

/** (M − 1) / (C(M, s) s (M − s)) (Lundberg and Lee, 2017, theorem 2), for s from 1 to M − 1. */
export function shapleyKernel(features: number, kept: number): number {
  let weight = (features - 1) / (kept * (features - kept));
  for (let i = 1; i <= kept; i++) weight *= i / (features - kept + i);
  return weight;
}

/** From a number 0 ≤ u < 1 to a size from 1 to M − 1; s has the share of 1 / (s (M − s)), the kernel of all of that size. */
function sizes(features: number): (u: number) => number {
  let sum = 0;
  const upTo = Array.from({ length: features - 1 }, (_, i) => (sum += 1 / ((i + 1) * (features - i - 1))));
  return (u) => 1 + upTo.findIndex((end) => u * sum < end);
}

/** `count` of the numbers, any choice as likely as any other. Leaves them in another order. */
function someOf(numbers: Uint32Array, count: number, random: RandomState): Uint32Array {
  for (let i = 0; i < count; i++) {
    const j = i + random.randint(numbers.length - i);
    [numbers[i], numbers[j]] = [numbers[j], numbers[i]];
  }
  return numbers.subarray(0, count);
}
