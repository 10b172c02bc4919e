/** @file The data set that is open, and the pictures behind a cell of its confusion matrix. */

import type { ReactiveControllerHost } from "lit";
import type { DataSet } from "../../data/data-set.ts";
import type { Picture } from "../../images/picture.ts";
import type { Engine } from "../../workers/protocol.ts";
import { bitmapOf } from "../drawing/picture-canvas.ts";

/** Pictures of a cell that are shown. */
const MOST_SHOWN = 24;

/** A cell of the confusion matrix, and its pictures, the most confident first. */
export interface Cell {
  readonly actual: number;
  readonly predicted: number;
  readonly pictures: readonly ShownSample[];
}

/** A picture of the data set that is shown. */
export interface ShownSample {
  readonly sample: number;
  readonly thumbnail: string;
  readonly picture: Picture;
}

export class OpenData {
  set: DataSet | undefined;
  /** The cell that is open. */
  cell: Cell | undefined;
  /** The mean map that is shown: of a cell, or without `predicted` of a class. Nothing: the first. */
  mean: readonly [actual: number, predicted: number | undefined] | undefined;
  /** What the submodular pick chose, by number, as far as it was fetched. */
  picked: ReadonlyMap<number, ShownSample> = new Map();
  readonly #host: ReactiveControllerHost;
  #reading: AbortController | undefined;
  #wanted: readonly number[] = [];
  #picking: Promise<void> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Reads a data set in place of the one in use, which stays if that fails. Throws what the engine throws. */
  async open(engine: Engine, files: readonly File[]): Promise<void> {
    this.stop();
    const before = this.set?.done ? this.set : undefined;
    const reading = (this.#reading = new AbortController());
    const source = files.length === 1 ? files[0] : files;
    try {
      for await (const data of engine.openData(source, { signal: reading.signal })) {
        if (this.#reading !== reading) return;
        this.set = data;
        this.#forget();
        this.#host.requestUpdate();
      }
    } catch (error) {
      if (this.#reading === reading) this.set = before;
      throw error;
    } finally {
      if (this.#reading === reading) this.#reading = undefined;
      this.#host.requestUpdate();
    }
    if (before) await engine.closeData(before);
  }

  get isReading(): boolean {
    return this.#reading !== undefined;
  }

  /** Reads no further: the data set in use stays. */
  stop(): void {
    this.#reading?.abort();
  }

  /** Shows the pictures with these numbers as they come. Throws what the engine throws. */
  async openCell(engine: Engine, actual: number, predicted: number, samples: Uint32Array): Promise<void> {
    if (!this.set) return;
    let cell: Cell = (this.cell = { actual, predicted, pictures: [] });
    this.#host.requestUpdate();
    for (const sample of samples.subarray(0, MOST_SHOWN)) {
      const picture = await shown(engine, this.set, sample);
      if (this.cell !== cell) return; // another was opened
      cell = this.cell = { ...cell, pictures: [...cell.pictures, picture] };
      this.#host.requestUpdate();
    }
  }

  /** Shows a mean map. */
  choose(actual: number, predicted: number | undefined): void {
    this.mean = [actual, predicted];
    this.#host.requestUpdate();
  }

  /** Fetches the picked pictures that are not there yet; while it does, the latest wish counts. Throws what the engine throws. */
  pick(engine: Engine, samples: readonly number[]): Promise<void> {
    this.#wanted = samples;
    this.#picking ??= this.#fetch(engine).finally(() => {
      this.#picking = undefined;
    });
    return this.#picking;
  }

  async #fetch(engine: Engine): Promise<void> {
    for (;;) {
      const { set } = this;
      const next = this.#wanted.find((sample) => !this.picked.has(sample));
      if (!set || next === undefined) return;
      const picture = await shown(engine, set, next);
      if (this.set !== set) continue;
      const kept = [...this.picked].filter(([sample]) => this.#wanted.includes(sample));
      this.picked = new Map([...kept, [next, picture]]);
      this.#host.requestUpdate();
    }
  }

  /** What is about the data set before. */
  #forget(): void {
    this.cell = undefined;
    this.mean = undefined;
    this.picked = new Map();
    this.#wanted = [];
  }

  close(engine: Engine | undefined): void {
    this.stop();
    if (this.set) void engine?.closeData(this.set);
    this.set = undefined;
    this.#forget();
  }
}

async function shown(engine: Engine, set: DataSet, sample: number): Promise<ShownSample> {
  const picture = await engine.sample(set, sample);
  return { sample, thumbnail: bitmapOf(picture).toDataURL(), picture };
}
