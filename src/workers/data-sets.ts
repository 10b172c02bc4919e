/** @file The data sets that an engine has open. */

import type { DataSet } from "../data/data-set.ts";
import {
  blobEntry,
  bytesEntry,
  type Entry,
  type Files,
  fileName,
  partsOf,
  streamEntry,
} from "../data/entries.ts";
import type { Decode } from "../data/image-files.ts";
import { type Samples, selectSamples } from "../data/samples.ts";
import { EngineError } from "../errors.ts";
import type { Picture } from "../images/picture.ts";
import type { DataInput } from "./protocol.ts";

/** Finds the files at an address: of a folder, all that are in it. */
export type ListFiles = (address: string, signal?: AbortSignal) => Promise<Files>;

const MOST_FILES = 500_000;

/** Progress comes no faster than a screen shows it. */
const FRAME = 33; // milliseconds

export class DataSets {
  readonly #list: ListFiles;
  readonly #decode: Decode;
  readonly #open = new Map<number, Samples>();

  constructor(list: ListFiles, decode: Decode) {
    this.#list = list;
    this.#decode = decode;
  }

  /** What is known so far, and at the end the whole, which is then open under `id`. */
  async *open(id: number, source: DataInput, signal: AbortSignal): AsyncGenerator<DataSet, void> {
    try {
      yield* this.#read(id, source, signal);
    } catch (cause) {
      if (!signal.aborted) throw cause;
      throw new EngineError("cancelled", "reading the data set was cancelled", { cause });
    }
  }

  async *#read(id: number, source: DataInput, signal: AbortSignal): AsyncGenerator<DataSet, void> {
    const given = typeof source === "string" ? await this.#list(source, signal) : filesOf(source);
    const files = { ...given, entries: given.entries.map((entry) => until(signal, entry)) };
    const { dataSetOf, openData } = await import("../data/open-data.ts"); // most pages read no data set
    const reading = openData(files, this.#decode);
    let [due, bytes] = [0, 0];
    try {
      for (;;) {
        const step = await reading.next();
        signal.throwIfAborted();
        if (step.done) {
          this.#open.set(id, step.value);
          yield dataSetOf(id, step.value, bytes);
          return;
        }
        bytes = step.value.bytes;
        if (performance.now() < due) continue;
        due = performance.now() + FRAME;
        yield {
          ...{ id, name: files.name, done: false, classes: [], usages: [], counts: [] },
          ...{ ...step.value, warnings: [] },
        };
      }
    } finally {
      await reading.return(undefined as never);
    }
  }

  get(id: number): Samples {
    const samples = this.#open.get(id);
    if (!samples) throw new EngineError("bad-data", `data set ${id} is not open, or was closed`);
    return samples;
  }

  /** Throws EngineError("bad-option") for a picture that there is not, "bad-image" for one that cannot be decoded. */
  picture(id: number, sample: number): Promise<Picture> {
    const samples = this.get(id);
    const [number] = selectSamples(samples, { samples: [sample] });
    return samples.picture(number);
  }

  close(id: number): void {
    this.#open.delete(id);
  }
}

/** The same file, which comes no further once the signal aborts: then who reads it hears of that, and so does where it comes from. */
const until = (signal: AbortSignal, entry: Entry): Entry => ({
  ...entry,
  stream: async () => (await entry.stream()).pipeThrough(new TransformStream(), { signal }),
});

function filesOf(source: Exclude<DataInput, string>): Files {
  if (source instanceof ReadableStream) {
    const name = "the stream";
    return { name, entries: [streamEntry(name, async () => source)] };
  }
  if (source.length > MOST_FILES)
    throw new EngineError(
      "bad-data",
      `more than ${MOST_FILES} files were given; at most ${MOST_FILES} are read`,
    );
  const entries = source.map(
    ({ path, file }): Entry => (file instanceof Blob ? blobEntry(path, file) : bytesEntry(path, file)),
  );
  const roots = new Set(entries.map(({ path }) => partsOf(path)[0]));
  const inOne = roots.size === 1 && entries.every(({ path }) => partsOf(path).length > 1);
  if (!inOne) return { name: entries.length === 1 ? fileName(entries[0].path) : "the files", entries };
  // a folder that was chosen, whose own name is in the path of each file
  const [name] = roots;
  return {
    name,
    entries: entries.map((entry) => ({ ...entry, path: partsOf(entry.path).slice(1).join("/") })),
  };
}
