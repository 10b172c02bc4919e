/** @file An opened data set where its pictures are: in the engine. */

import { EngineError } from "../errors.ts";
import type { Picture } from "../images/picture.ts";
import type { DataSet, Selection, Skipped, SkippedRow } from "./data-set.ts";

/** Labelled pictures. `labels[i]` is a number in `classes`, `usageOf[i]` one in `usages`; both are as long as there are pictures. */
export interface Samples {
  readonly name: string;
  readonly format: NonNullable<DataSet["format"]>;
  readonly classes: readonly string[];
  readonly usages: readonly string[];
  readonly labels: Uint16Array;
  readonly usageOf: Uint16Array;
  readonly skipped: Skipped;
  readonly warnings: readonly string[];
  /** The path of a picture; nothing where it has none. */
  path(sample: number): string | undefined;
  /** Reads and decodes a picture. Throws EngineError("bad-image"). */
  picture(sample: number): Promise<Picture>;
}

const SHOWN = 100;

/** Counts what is left out, and remembers the first. */
export class SkippedRows implements Skipped {
  count = 0;
  readonly rows: SkippedRow[] = [];

  add(row: SkippedRow): void {
    this.count++;
    if (this.rows.length < SHOWN) this.rows.push(row);
  }

  /** As it is now: plain data. */
  copy(): Skipped {
    return { count: this.count, rows: [...this.rows] };
  }
}

/** Labels, usages and other words as numbers, as they come. */
export class Words {
  readonly words: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #what: string;

  /** `what` they are, for the error about too many. */
  constructor(what: string) {
    this.#what = what;
  }

  /** Throws EngineError("bad-data") where there are more different ones than labels can be. */
  number(word: string): number {
    let number = this.#numbers.get(word);
    if (number === undefined) {
      number = this.words.length;
      if (number === MOST_WORDS)
        throw new EngineError(
          "bad-data",
          `there are more than ${MOST_WORDS} different ${this.#what} (the last is '${word.slice(0, 40)}'): is that the right column?`,
        );
      this.words.push(word);
      this.#numbers.set(word, number);
    }
    return number;
  }
}

const MOST_WORDS = 10_000;

/**
 * Class names for labels as they were written, and each label's class: whole numbers are classes themselves, named by `names` if
 * there are enough; other words are sorted, as Keras sorts folders.
 */
export function nameClasses(
  words: readonly string[],
  names: readonly string[] = [],
): { classes: string[]; classOf: number[] } {
  if (words.length > 0 && words.every((word) => /^\d{1,4}$/.test(word))) {
    const numbers = words.map(Number);
    const count = Math.max(...numbers) + 1;
    const named = count <= names.length;
    return {
      classes: named ? [...names] : Array.from({ length: count }, (_, i) => String(i)),
      classOf: numbers,
    };
  }
  const classes = [...words].sort();
  return { classes, classOf: words.map((word) => classes.indexOf(word)) };
}

/** How many pictures of each usage each class has. */
export function countSamples({ classes, usages, labels, usageOf }: Samples): number[][] {
  const counts = Array.from({ length: Math.max(1, usages.length) }, () => classes.map(() => 0));
  for (let i = 0; i < labels.length; i++) counts[usageOf[i]][labels[i]]++;
  return counts;
}

/** Numbers of the selected pictures. Throws EngineError("bad-option") for a usage, class or picture that there is not, and if none is left. */
export function selectSamples(samples: Samples, selection: Selection = {}): Uint32Array<ArrayBuffer> {
  const { labels, usageOf, classes, usages } = samples;
  const { limit = labels.length } = selection;
  if (!Number.isInteger(limit) || limit < 1)
    throw new EngineError("bad-option", `option 'limit' is ${limit}; it takes a whole number from 1 up`);
  const wantedClasses = selection.classes?.map((wanted) => find("class", wanted, classes));
  const wantedUsages = selection.usages?.map((wanted) => find("usage", wanted, usages));
  const given = Uint32Array.from(selection.samples ?? { length: labels.length }, (value, i) =>
    selection.samples ? checked(value, labels.length) : i,
  );
  const selected = given
    .filter((i) => wantedClasses?.includes(labels[i]) ?? true)
    .filter((i) => wantedUsages?.includes(usageOf[i]) ?? true)
    .subarray(0, limit);
  if (selected.length === 0)
    throw new EngineError("bad-option", `no picture of ${samples.name} is selected, of ${labels.length}`);
  return selected;
}

function find(what: string, wanted: string | number, names: readonly string[]): number {
  const same = (name: string) => name.toLowerCase() === String(wanted).trim().toLowerCase();
  const byName = names.findIndex(same);
  const index = byName >= 0 ? byName : /^\d+$/.test(String(wanted)) ? Number(wanted) : -1;
  if (index >= 0 && index < names.length) return index;
  const help = names.length ? `there are ${names.slice(0, 20).join(", ")}` : "there are none";
  throw new EngineError("bad-option", `the data set has no ${what} '${wanted}'; ${help}`);
}

function checked(sample: number, count: number): number {
  if (Number.isInteger(sample) && sample >= 0 && sample < count) return sample;
  throw new EngineError("bad-option", `the data set has no picture ${sample}; it has ${count}, from 0`);
}
