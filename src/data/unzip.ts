/** @file The files of a zip archive, unpacked as the archive comes. */

import { Unzip, UnzipInflate } from "fflate";
import { EngineError } from "../errors.ts";
import { joined } from "../models/unzip.ts";
import { bytesEntry, type Entry, isHidden } from "./entries.ts";

/** What an archive may hold: a bomb of zeros is refused before it fills the memory. */
const MOST_BYTES = 2 ** 30;
const MOST_FILES = 500_000;
/** Of the archive, at a time: deflate makes at most 1032 times as much of it before anyone can look. */
const PIECE = 2 ** 14;

/** Yields the bytes read so far; returns the files. Throws EngineError("bad-data") for what is no archive, damaged or too large. */
export async function* unzip(
  stream: ReadableStream<Uint8Array>,
  name: string,
): AsyncGenerator<number, Entry[]> {
  const files = new Map<string, Uint8Array<ArrayBuffer>[]>();
  const finished = new Set<string>();
  let [held, bytes] = [0, 0];
  let failure: Error | undefined;
  const fail = (why: string) => {
    failure ??= new EngineError("bad-data", `${name}: ${why}`);
  };
  const archive = new Unzip((file) => {
    if (file.name.endsWith("/") || isHidden(file.name)) return;
    if (files.size >= MOST_FILES) return fail(`it holds more than ${MOST_FILES} files`);
    const parts: Uint8Array<ArrayBuffer>[] = [];
    files.set(file.name, parts);
    file.ondata = (error, chunk, final) => {
      if (error) return fail(`${file.name} in it is damaged: ${error.message}`);
      held += chunk.length;
      if (held > MOST_BYTES) {
        file.terminate();
        return fail(`its files have more than ${MOST_BYTES} bytes; unpack it, and open the folder`);
      }
      parts.push(chunk.slice());
      if (final) finished.add(file.name);
    };
    file.start();
  });
  archive.register(UnzipInflate);

  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      try {
        for (let at = 0; value && at < value.length && !failure; at += PIECE)
          archive.push(value.subarray(at, at + PIECE));
        if (done) archive.push(new Uint8Array(0), true);
      } catch (cause) {
        fail(`it is damaged, or packed in a way that is not read (${(cause as Error).message})`);
      }
      if (failure) throw failure;
      bytes += value?.length ?? 0;
      if (done) break;
      yield bytes;
    }
  } finally {
    await reader.cancel();
  }
  if (!files.size) throw new EngineError("bad-data", `${name} is no zip archive, or has no files`);
  const cut = [...files.keys()].find((path) => !finished.has(path));
  if (cut !== undefined)
    throw new EngineError("bad-data", `${name} ends within ${cut}; copy or download it again`);
  return [...files].map(([path, parts]) => bytesEntry(path.replaceAll("\\", "/"), joined(parts)));
}
