/** @file Checks of what a file says: each gives the value as it should be, or throws where it is not, with its place. */

import { EngineError } from "../errors.ts";

/** `at` is the value's place: "explanations.3.weights". Throws EngineError("bad-data"). */
export type Check<T> = (value: unknown, at: string) => T;

/** More numbers than this are no result of ours. */
const MOST = 2 ** 26;

export function wrong(at: string, value: unknown, needed: string): never {
  const shown = Array.isArray(value) ? `a list of ${value.length}` : (JSON.stringify(value) ?? "missing");
  const short = shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
  throw new EngineError("bad-data", `not a saved result: ${at} is ${short}; ${needed} is needed`);
}

/** JSON has no NaN and no infinity: they were written as null. */
export const number: Check<number> = (value, at) => {
  if (value === null) return Number.NaN;
  return typeof value === "number" ? value : wrong(at, value, "a number");
};

export const whole =
  (least: number, most: number): Check<number> =>
  (value, at) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most
      ? (value as number)
      : wrong(at, value, `a whole number from ${least} to ${most}`);

export const text: Check<string> = (value, at) =>
  typeof value === "string" && value.length <= 10_000 ? value : wrong(at, value, "a text");

export const flag: Check<boolean> = (value, at) =>
  typeof value === "boolean" ? value : wrong(at, value, "true or false");

export const oneOf =
  <T extends string>(words: readonly T[]): Check<T> =>
  (value, at) =>
    words.find((word) => word === value) ?? wrong(at, value, words.join(" or "));

/** `length` entries; without it any number. */
export const list =
  <T>(each: Check<T>, length?: number): Check<T[]> =>
  (value, at) => {
    if (!Array.isArray(value) || value.length > MOST) return wrong(at, value, "a list");
    if (length !== undefined && value.length !== length) return wrong(at, value, `a list of ${length}`);
    return value.map((entry, i) => each(entry, `${at}.${i}`));
  };

/** A list of two. */
export const pair =
  <A, B>(first: Check<A>, second: Check<B>): Check<[A, B]> =>
  (value, at) => {
    const [a, b] = list((entry) => entry, 2)(value, at);
    return [first(a, `${at}.0`), second(b, `${at}.1`)];
  };

type Checked<Shape> = { [Name in keyof Shape]: Shape[Name] extends Check<infer T> ? T : never };

/** An object with these properties checked; any others stay as they are. */
export const record =
  <Shape extends Record<string, Check<unknown>>>(shape: Shape): Check<Checked<Shape>> =>
  (value, at) => {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      return wrong(at, value, "an object");
    const checked: Record<string, unknown> = { ...value };
    for (const [name, check] of Object.entries(shape)) {
      const found = check(checked[name], at ? `${at}.${name}` : name);
      if (found === undefined) delete checked[name];
      else checked[name] = found;
    }
    return checked as Checked<Shape>;
  };

/** Of each name; those are class indices below `most`. */
export const byIndex =
  <T>(each: Check<T>, most: number): Check<Record<number, T>> =>
  (value, at) => {
    const entries = Object.entries(record({})(value, at));
    return Object.fromEntries(
      entries.map(([name, entry]) => {
        if (!/^\d+$/.test(name) || Number(name) >= most) return wrong(at, name, `an index below ${most}`);
        return [name, each(entry, `${at}.${name}`)];
      }),
    );
  };

export const maybe =
  <T>(check: Check<T>): Check<T | undefined> =>
  (value, at) =>
    value === undefined ? undefined : check(value, at);

/** A typed array of `length` numbers; without it any number. */
export const floats =
  (length?: number): Check<Float32Array<ArrayBuffer>> =>
  (value, at) =>
    Float32Array.from(list(number, length)(value, at));

export const wholes =
  (length: number | undefined, most = 2 ** 32 - 1): Check<Uint32Array<ArrayBuffer>> =>
  (value, at) =>
    Uint32Array.from(list(whole(0, most), length)(value, at));

export const bytes =
  (length: number): Check<Uint8Array<ArrayBuffer>> =>
  (value, at) =>
    Uint8Array.from(list(whole(0, 255), length)(value, at));

/** Sizes whose product is no absurd one. */
export const shape =
  (axes: number): Check<number[]> =>
  (value, at) => {
    const sizes = list(whole(1, MOST), axes)(value, at);
    return sizes.reduce((a, b) => a * b, 1) <= MOST ? sizes : wrong(at, sizes, `at most ${MOST} numbers`);
  };
