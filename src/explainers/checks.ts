/** @file Checks of options, with one way to say what is wrong. Each throws EngineError("bad-option"). */

import { EngineError } from "../errors.ts";

export function refuse(name: string, value: unknown, allowed: string): never {
  throw new EngineError("bad-option", `option '${name}' is ${value}; it takes ${allowed}`);
}

export function whole(name: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most)
    refuse(name, value, `a whole number from ${least} to ${most}`);
}

export function oneOf(name: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value)) refuse(name, `'${value}'`, allowed.join(", "));
}
