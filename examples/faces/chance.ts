/** @file Random numbers in the forms that a drawing asks for. */

import { defaultRng } from "../../src/random/pcg64.ts";
import type { Range } from "./expressions.ts";

/** One stream of NumPy's `default_rng(seed)`. */
export function chance(seed: number) {
  const random = defaultRng(seed);
  const within = ([from, to]: Range) => from + (to - from) * random.random();
  return {
    within,
    normal: () => random.normal(),
    /** Whether something happens that happens in this share of cases. */
    happens: (share: number) => random.random() < share,
    /** A surface of hills some pixels wide, about −1…1, as a function of place. */
    hills(size: number, width: number) {
      const across = Math.ceil(size / width) + 2;
      const heights = Array.from({ length: across * across }, () => within([-1, 1]));
      return (x: number, y: number) => {
        const [i, j] = [Math.floor(x / width), Math.floor(y / width)];
        const [s, t] = [x / width - i, y / width - j];
        const at = (i: number, j: number) => heights[j * across + i];
        const above = at(i, j) * (1 - s) + at(i + 1, j) * s;
        const below = at(i, j + 1) * (1 - s) + at(i + 1, j + 1) * s;
        return above * (1 - t) + below * t;
      };
    },
  };
}

export type Chance = ReturnType<typeof chance>;
