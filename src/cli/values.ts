/** @file Words of the command line as values. Each throws EngineError("bad-option") with what the option takes. */

import { EngineError } from "../errors.ts";
import { nearest } from "./nearest.ts";
import type { Given } from "./options.ts";

/** The number an option was given; nothing where it was not. */
export const numberOf = (given: Given, name: string): number | undefined =>
  given[name] === undefined ? undefined : numbers(name, given[name], 1)[0];

/** The options of these names that were given, as numbers under the engine's names: "kernel-width" is kernelWidth. */
export function numbersOf<const K extends string>(
  given: Given,
  ...names: readonly K[]
): { [P in K as Camel<P>]?: number } {
  const entries = names.map((name) => [camel(name), numberOf(given, name)]);
  return defined(Object.fromEntries(entries));
}

type Camel<S extends string> = S extends `${infer A}-${infer B}` ? `${A}${Capitalize<Camel<B>>}` : S;
const camel = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** Numbers with commas between. */
export function numbers(name: string, text: string, count?: number): number[] {
  const values = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (values.some(Number.isNaN) || (count !== undefined && values.length !== count)) {
    const wanted = count === 1 ? "a number" : `${count ?? "some"} numbers with commas between`;
    refuse(name, text, wanted);
  }
  return values;
}

/** One of some words. */
export function oneOf<const T extends string>(name: string, word: string, allowed: readonly T[]): T {
  const found = allowed.find((choice) => choice === word);
  if (found !== undefined) return found;
  const like = nearest(word, allowed);
  return refuse(name, word, `${allowed.join(", ")}${like ? `; did you mean ${like}?` : ""}`);
}

/** One of some words; nothing where the option was not given. */
export const wordOf = <const T extends string>(
  given: Given,
  name: string,
  allowed: readonly T[],
): T | undefined => (given[name] === undefined ? undefined : oneOf(name, given[name], allowed));

export function refuse(name: string, text: string, allowed: string): never {
  throw new EngineError("bad-option", `--${name} is '${text}'; it takes ${allowed}`);
}

/** Throws EngineError("bad-option") if an option is given together with one of some others. */
export function exclude(given: Given, name: string, ...others: readonly string[]): void {
  const other = others.find((candidate) => given[candidate] !== undefined);
  if (given[name] !== undefined && other)
    throw new EngineError("bad-option", `--${name} and --${other} exclude each other`);
}

/** Without the entries that nobody gave. */
type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined | ""> };
export const defined = <T extends object>(entries: T): Defined<T> =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as Defined<T>;
