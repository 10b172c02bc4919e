/** @file What each segmentation can be told: names and defaults of scikit-image 0.19, and the values allowed. */

import { EngineError } from "../../errors.ts";
import type { SegmentationOptions } from "./segmentation.ts";

interface NumberOption {
  readonly kind: "number" | "whole";
  readonly fallback: number;
  readonly least: number;
  readonly most: number;
}

interface Switch {
  readonly kind: "switch";
  readonly fallback: boolean;
}

const number = (fallback: number, least: number, most: number): NumberOption => ({
  kind: "number",
  fallback,
  least,
  most,
}); // prettier-ignore
const whole = (fallback: number, least: number, most: number): NumberOption => ({
  kind: "whole",
  fallback,
  least,
  most,
}); // prettier-ignore
const on: Switch = { kind: "switch", fallback: true };

const MANY = 2 ** 26;
const TINY = 1e-6;
const HUGE = 1e9;

const known = {
  quickshift: {
    ratio: number(1, 0, 1),
    kernel_size: number(5, 1, 1000),
    max_dist: number(10, 0, HUGE),
    sigma: number(0, 0, 1000),
    convert2lab: on,
    random_seed: whole(42, 0, 2 ** 53 - 1),
  },
  slic: {
    n_segments: whole(100, 1, MANY),
    compactness: number(10, TINY, HUGE),
    max_num_iter: whole(10, 1, 10000),
    sigma: number(0, 0, 1000),
    convert2lab: on,
    enforce_connectivity: on,
    min_size_factor: number(0.5, 0, HUGE),
    max_size_factor: number(3, 0, HUGE),
    start_label: whole(1, 0, 1),
  },
  felzenszwalb: { scale: number(1, 0, HUGE), sigma: number(0.8, 0, 1000), min_size: whole(20, 0, MANY) },
  grid: { rows: whole(8, 1, MANY), columns: whole(8, 1, MANY) },
} as const satisfies Record<string, Record<string, NumberOption | Switch>>;

type Known = typeof known;
export type ComputedAlgorithm = keyof Known;
/** Every option of one algorithm, with its value. */
export type Filled<A extends ComputedAlgorithm> = {
  readonly [Name in keyof Known[A]]: Known[A][Name] extends Switch ? boolean : number;
};
export type ComputedOptions = { [A in ComputedAlgorithm]: Extract<SegmentationOptions, { algorithm: A }> };

/**
 * `given` with its defaults filled in. Throws EngineError("bad-option") for an option that is unknown or out of its
 * range; one that is undefined counts as not given.
 */
export function fillOptions<A extends ComputedAlgorithm>(algorithm: A, given: ComputedOptions[A]): Filled<A> {
  const options: Record<string, NumberOption | Switch> = known[algorithm];
  const filled: Record<string, number | boolean> = {};
  for (const [name, option] of Object.entries(options)) filled[name] = option.fallback;
  for (const [name, value] of Object.entries(given)) {
    if (name === "algorithm" || value === undefined) continue;
    filled[name] = checked(algorithm, name, value, optionOf(algorithm, name));
  }
  return filled as Filled<A>;
}

/** Throws EngineError("bad-option") with what there is, unless `name` is an algorithm with options. */
export function checkAlgorithm(name: string): asserts name is ComputedAlgorithm {
  if (!Object.hasOwn(known, name))
    throw new EngineError(
      "bad-option",
      `there is no segmentation '${name}'; there are ${Object.keys(known).join(", ")}`,
    );
}

/** Throws EngineError("bad-option") with the options there are, unless `name` is one of them. */
export function optionOf(algorithm: ComputedAlgorithm, name: string): NumberOption | Switch {
  const options: Record<string, NumberOption | Switch> = known[algorithm];
  if (Object.hasOwn(options, name)) return options[name];
  throw new EngineError(
    "bad-option",
    `${algorithm} has no option '${name}'; it has ${Object.keys(options).join(", ")}`,
  );
}

function checked(
  algorithm: string,
  name: string,
  value: unknown,
  option: NumberOption | Switch,
): number | boolean {
  if (option.kind === "switch") {
    if (typeof value === "boolean") return value;
    throw new EngineError("bad-option", `${algorithm}: ${name} is ${value}; it takes true or false`);
  }
  const { kind, least, most } = option;
  const fits = typeof value === "number" && value >= least && value <= most;
  if (fits && (kind === "number" || Number.isInteger(value))) return value;
  const allowed = `a ${kind === "whole" ? "whole " : ""}number from ${least} to ${most}`;
  throw new EngineError("bad-option", `${algorithm}: ${name} is ${value}; it takes ${allowed}`);
}
