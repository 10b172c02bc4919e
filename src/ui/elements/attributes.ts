/** @file Lists in attributes, and options that are given. */

/** Lists in an attribute: "0, 1". */
export const numberList = {
  fromAttribute: (text: string | null) => text?.split(",").map(Number),
  toAttribute: (list: readonly number[]) => list.join(","),
};

/** Indices with ranges: "0-31, 40"; at most 4,096. */
export const indexList = {
  fromAttribute: (text: string | null) =>
    text?.split(",").flatMap((part) => {
      const [first, last = first] = part.split("-").map(Number);
      const length = Math.min(4096, Math.max(0, last - first + 1));
      return Number.isInteger(first) ? Array.from({ length }, (_, i) => first + i) : [Number.NaN];
    }),
  toAttribute: numberList.toAttribute,
};

/** Those that are given, and no more: the engine knows what the others are. */
export function given<T extends object>(options: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const known = Object.entries(options).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(known) as { [K in keyof T]?: NonNullable<T[K]> };
}

export const wordList = {
  fromAttribute: (text: string | null) => text?.split(",").map((word) => word.trim()),
  toAttribute: (list: readonly string[]) => list.join(","),
};
