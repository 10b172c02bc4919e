/** @file NumPy's legacy random stream, `numpy.random.RandomState`: what LIME draws its samples from. */

import { EngineError } from "../errors.ts";

const SIZE = 624;
const MIDDLE = 397;

/** Most words that `skip` passes over: some seconds of work. */
export const MOST_DRAWS = 2 ** 31;

/**
 * The generator MT19937 (Matsumoto and Nishimura, 1998), seeded with `init_genrand` as `RandomState(seed)` is. The
 * integers are those of NumPy's `randint`, on every platform and for every dtype.
 */
export class RandomState {
  readonly #state = new Uint32Array(SIZE);
  #next = SIZE;
  #draws = 0;

  /** `seed`: 0…2³²−1. Throws EngineError("bad-option") for anything else. */
  constructor(seed: number) {
    if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
      throw new EngineError(
        "bad-option",
        `seed is ${seed}; a whole number from 0 to ${2 ** 32 - 1} is needed`,
      );
    this.#state[0] = seed;
    for (let i = 1; i < SIZE; i++) {
      const before = this.#state[i - 1];
      this.#state[i] = Math.imul(before ^ (before >>> 30), 1812433253) + i;
    }
  }

  /** 32-bit words used so far, those skipped included. */
  get draws(): number {
    return this.#draws;
  }

  /** The next word, 0…2³²−1. */
  uint32(): number {
    if (this.#next === SIZE) this.#refill();
    this.#draws++;
    return temper(this.#state[this.#next++]) >>> 0;
  }

  /** `randint(0, high)`: a whole number from 0 to high − 1, for `high` 1…2³². Words past it are drawn and thrown away. */
  randint(high: number): number {
    if (!Number.isInteger(high) || high < 1 || high > 2 ** 32)
      throw new EngineError(
        "bad-option",
        `randint: high is ${high}; a whole number from 1 to 2^32 is needed`,
      );
    if (high === 1) return 0; // NumPy draws nothing here
    const mask = 0xffffffff >>> Math.clz32(high - 1);
    for (;;) {
      const word = (this.uint32() & mask) >>> 0;
      if (word < high) return word;
    }
  }

  /** `randint(0, 2, count)`: the lowest bit of each of the next `count` words. */
  bits(count: number): Uint8Array<ArrayBuffer> {
    const bits = new Uint8Array(count);
    for (let done = 0; done < count; ) {
      if (this.#next === SIZE) this.#refill();
      const end = Math.min(count, done + SIZE - this.#next);
      while (done < end) bits[done++] = temper(this.#state[this.#next++]) & 1;
    }
    this.#draws += count;
    return bits;
  }

  /** Passes over `count` words, about 10⁹ in a second or two. Throws EngineError("bad-option") above 2³¹. */
  skip(count: number): void {
    if (!Number.isInteger(count) || count < 0 || count > MOST_DRAWS)
      throw new EngineError(
        "bad-option",
        `${count} random numbers to skip; a whole number from 0 to ${MOST_DRAWS} is needed`,
      );
    this.#draws += count;
    for (let left = count; left > 0; ) {
      if (this.#next === SIZE) this.#refill();
      const step = Math.min(left, SIZE - this.#next);
      this.#next += step;
      left -= step;
    }
  }

  #refill(): void {
    const state = this.#state;
    const twist = (i: number, next: number, far: number) => {
      const joined = (state[i] & 0x80000000) | (state[next] & 0x7fffffff);
      state[i] = state[far] ^ (joined >>> 1) ^ (-(joined & 1) & 0x9908b0df);
    };
    for (let i = 0; i < SIZE - MIDDLE; i++) twist(i, i + 1, i + MIDDLE);
    for (let i = SIZE - MIDDLE; i < SIZE - 1; i++) twist(i, i + 1, i + MIDDLE - SIZE);
    twist(SIZE - 1, 0, MIDDLE - 1);
    this.#next = 0;
  }
}

function temper(word: number): number {
  let y = word;
  y ^= y >>> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return y ^ (y >>> 18);
}
