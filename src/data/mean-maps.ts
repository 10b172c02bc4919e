/** @file Means of maps by cell of the confusion matrix. */

import type { CellMap, ClassMap } from "./average-options.ts";

interface Sum {
  readonly true: number;
  readonly predicted: number;
  count: number;
  readonly sum: Float64Array;
}

export class MeanMaps {
  readonly #sums = new Map<string, Sum>();
  readonly #length: number;

  /** `length` numbers in each map. */
  constructor(length: number, cells: readonly CellMap[] = []) {
    this.#length = length;
    for (const { true: label, predicted, count, map } of cells) {
      const sum = this.#of(label, predicted);
      sum.count = count;
      for (let i = 0; i < length; i++) sum.sum[i] = map[i] * count;
    }
  }

  add(label: number, predicted: number, map: ArrayLike<number>): void {
    const sum = this.#of(label, predicted);
    sum.count++;
    for (let i = 0; i < this.#length; i++) sum.sum[i] += map[i];
  }

  /** By true, then by predicted class. */
  cells(): CellMap[] {
    return this.#sorted().map(({ true: label, predicted, count, sum }) => ({
      ...{ true: label, predicted, count },
      map: Float32Array.from(sum, (value) => value / count),
    }));
  }

  /** All cells of a row together. */
  classes(): ClassMap[] {
    const sums = this.#sorted();
    return [...new Set(sums.map((sum) => sum.true))].map((label) => {
      const row = sums.filter((sum) => sum.true === label);
      const count = row.reduce((total, sum) => total + sum.count, 0);
      const map = Float32Array.from(
        { length: this.#length },
        (_, i) => row.reduce((total, { sum }) => total + sum[i], 0) / count,
      );
      return { class: label, count, map };
    });
  }

  #sorted(): Sum[] {
    return [...this.#sums.values()].sort((a, b) => a.true - b.true || a.predicted - b.predicted);
  }

  #of(label: number, predicted: number): Sum {
    const key = `${label},${predicted}`;
    let sum = this.#sums.get(key);
    if (!sum) {
      sum = { true: label, predicted, count: 0, sum: new Float64Array(this.#length) };
      this.#sums.set(key, sum);
    }
    return sum;
  }
}
