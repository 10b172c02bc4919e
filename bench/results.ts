/** @file What a benchmark finds: rows for people, and two flat maps for programs. Plain data, saved as JSON. */

import { difference, ratios, type Spread, spread } from "./measure.ts";
import type { Peak } from "./peak.ts";

export interface Row {
  readonly suite: string;
  readonly net: string;
  readonly engine: string;
  /** What one run is: "16 pictures". */
  readonly what: string;
  /** Milliseconds of one run. */
  readonly milliseconds: Spread;
  readonly rounds: readonly number[];
  /** What was counted beside. */
  readonly work?: Readonly<Record<string, number>>;
}

/** Points of a plot. */
export interface Curve {
  readonly plot: "time against samples" | "work against superpixels" | "roofline";
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** A bound, not a measurement. */
  readonly line?: boolean;
}

export interface Results {
  readonly date: string;
  readonly command: string;
  readonly quick: boolean;
  readonly commit: string;
  readonly device: Readonly<Record<string, string | number | boolean>>;
  readonly versions: Readonly<Record<string, string>>;
  /** Of the adapter, in this run: billions of multiplications and additions, and of bytes, a second. */
  readonly peak?: { readonly gflops: Spread; readonly gigabytes: Spread };
  readonly rows: readonly Row[];
  readonly curves: readonly Curve[];
  /** Above 1: we are faster. Medians of the ratios of each round. */
  readonly ratios: Readonly<Record<string, number>>;
  /** The least and the most of the same. */
  readonly ranges: Readonly<Record<string, readonly [number, number]>>;
  readonly counts: Readonly<Record<string, number>>;
  /** What was not measured, and why. */
  readonly missing: readonly string[];
}

/** Two engines gave different answers: no time of theirs means anything. */
export class Unequal extends Error {}

/** Collects the findings of a run. */
export class Findings {
  readonly rows: Row[] = [];
  readonly curves: Curve[] = [];
  readonly ratios: Record<string, number> = {};
  readonly ranges: Record<string, readonly [number, number]> = {};
  readonly counts: Record<string, number> = {};
  readonly missing: string[] = [];
  /** Of the adapter, before each round. */
  readonly peaks: Peak[] = [];

  row(row: Omit<Row, "milliseconds">): void {
    this.rows.push({ ...row, milliseconds: spread(row.rounds) });
  }

  /** Of the same work, timed in the same rounds. */
  ratio(key: string, other: readonly number[], ours: readonly number[]): void {
    const { median, least, most } = spread(ratios(other, ours));
    this.ratios[key] = median;
    this.ranges[key] = [least, most];
  }

  /** Every number that a run counted: `prefix/multiply-adds`. */
  count(prefix: string, stats: object): void {
    for (const [name, value] of Object.entries(stats))
      if (typeof value === "number" && !/^milliseconds$|PerSecond$/.test(name))
        this.counts[`${prefix}/${kebab(name)}`] = value;
  }

  /** Throws Unequal where two answers differ by more than `most`, as a share of the largest number. */
  same(key: string, a: ArrayLike<number>, b: ArrayLike<number>, most: number): void {
    const found = difference(a, b);
    this.counts[`${key}/difference`] = found;
    if (!(found <= most))
      throw new Unequal(`${key}: the answers differ by ${found}; at most ${most} was expected`);
  }
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
