/** @file Data sets for tests. */

import { bytesEntry, type Entry, type Files, streamEntry } from "../src/data/entries.ts";
import { openData, type Progress } from "../src/data/open-data.ts";
import type { Samples } from "../src/data/samples.ts";
import { decodePicture } from "../src/images/decode-node.ts";
import { encodePng } from "../src/images/encode-png.ts";

export const textEntry = (path: string, text: string): Entry =>
  bytesEntry(path, new TextEncoder().encode(text));

/** A gray PNG of one value. */
export const pngEntry = (path: string, value: number, side = 4): Entry =>
  bytesEntry(
    path,
    Uint8Array.from(
      encodePng({
        ...{ height: side, width: side, channels: 1, range: [0, 255] },
        data: new Uint8Array(side * side).fill(value),
      }),
    ),
  );

/** A stream of these bytes, so many at a time. */
export const inPieces = (bytes: Uint8Array, size: number): ReadableStream<Uint8Array> => {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.slice(at, (at += size)));
    },
  });
};

export const streamed = (path: string, bytes: Uint8Array, size: number): Entry =>
  streamEntry(path, async () => inPieces(bytes, size));

export const filesOf = (...entries: readonly Entry[]): Files => ({ name: "made", entries });

/** The data set, and how its reading went. */
export async function readData(files: Files): Promise<{ samples: Samples; progress: Progress[] }> {
  const reading = openData(files, ({ bytes, name }) => decodePicture(bytes, name));
  const progress: Progress[] = [];
  for (;;) {
    const step = await reading.next();
    if (step.done) return { samples: step.value, progress };
    progress.push(step.value);
  }
}

/** A row of pixels as FER-2013 writes them. */
export const ferRow = (label: number | string, value: number, usage = "Training", side = 4): string =>
  `${label},${new Array(side * side).fill(value).join(" ")},${usage}`;
