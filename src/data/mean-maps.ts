/** @file Means of maps, and of the pictures under them, by cell of the confusion matrix. */

import type { CellMap, ClassMap, Mean } from "./average-options.ts";

interface Sum {
  readonly true: number;
  readonly predicted: number;
  count: number;
  readonly map: Float64Array;
  readonly image: Float64Array;
}

/** Of one picture: as long as the maps are. */
type One = Pick<Mean, "map" | "image">;

export class MeanMaps {
  readonly #sums = new Map<string, Sum>();
  readonly #length: number;

  /** `length` numbers in each map. */
  constructor(length: number, cells: readonly CellMap[] = []) {
    this.#length = length;
    for (const { true: label, predicted, ...mean } of cells) this.#add(label, predicted, mean, mean.count);
  }

  add(label: number, predicted: number, one: One): void {
    this.#add(label, predicted, one, 1);
  }

  /** By true, then by predicted class. */
  cells(): CellMap[] {
    return this.#sorted().map((sum) => ({ true: sum.true, predicted: sum.predicted, ...this.#mean([sum]) }));
  }

  /** All cells of a row together. */
  classes(): ClassMap[] {
    const sums = this.#sorted();
    return [...new Set(sums.map((sum) => sum.true))].map((label) => ({
      class: label,
      ...this.#mean(sums.filter((sum) => sum.true === label)),
    }));
  }

  #add(label: number, predicted: number, { map, image }: One, count: number): void {
    const sum = this.#of(label, predicted);
    sum.count += count;
    for (let i = 0; i < this.#length; i++) {
      sum.map[i] += map[i] * count;
      sum.image[i] += image[i] * count;
    }
  }

  #mean(sums: readonly Sum[]): Mean {
    const count = sums.reduce((total, sum) => total + sum.count, 0);
    const of = (what: "map" | "image") =>
      Float32Array.from(
        { length: this.#length },
        (_, i) => sums.reduce((total, sum) => total + sum[what][i], 0) / count,
      );
    return { count, map: of("map"), image: of("image") };
  }

  #sorted(): Sum[] {
    return [...this.#sums.values()].sort((a, b) => a.true - b.true || a.predicted - b.predicted);
  }

  #of(label: number, predicted: number): Sum {
    const key = `${label},${predicted}`;
    let sum = this.#sums.get(key);
    if (!sum) {
      const zeros = () => new Float64Array(this.#length);
      sum = { true: label, predicted, count: 0, map: zeros(), image: zeros() };
      this.#sums.set(key, sum);
    }
    return sum;
  }
}
