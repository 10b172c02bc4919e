/** @file The data set that is open, and the pictures behind a cell of its confusion matrix. */

import type { ReactiveControllerHost } from "lit";
import type { DataSet } from "../data/data-set.ts";
import type { Picture } from "../images/picture.ts";
import type { Engine } from "../workers/protocol.ts";
import { bitmapOf } from "./picture-canvas.ts";

/** Pictures of a cell that are shown. */
const MOST_SHOWN = 24;

/** A cell of the confusion matrix, and its pictures, the most confident first. */
export interface Cell {
  readonly actual: number;
  readonly predicted: number;
  readonly pictures: readonly CellPicture[];
}

export interface CellPicture {
  readonly sample: number;
  readonly thumbnail: string;
  readonly picture: Picture;
}

export class OpenData {
  set: DataSet | undefined;
  /** The cell that is open. */
  cell: Cell | undefined;
  readonly #host: ReactiveControllerHost;
  #reading: AbortController | undefined;

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
        this.cell = undefined;
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
      const picture = await engine.sample(this.set, sample);
      if (this.cell !== cell) return; // another was opened
      const pictures: readonly CellPicture[] = [
        ...cell.pictures,
        { sample, thumbnail: bitmapOf(picture).toDataURL(), picture },
      ];
      cell = this.cell = { ...cell, pictures };
      this.#host.requestUpdate();
    }
  }

  close(engine: Engine | undefined): void {
    this.stop();
    if (this.set) void engine?.closeData(this.set);
    this.set = undefined;
    this.cell = undefined;
  }
}
