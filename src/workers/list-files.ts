/** @file The files of a data set on a disk. */

import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { type Entry, type Files, isHidden } from "../data/entries.ts";
import { EngineError } from "../errors.ts";
import { listAddress } from "./fetch-file.ts";

const MOST_FILES = 500_000;

/** One file, paths with commas between, or all files within a folder; or an address. Throws EngineError("bad-data"). */
export async function listPath(address: string, signal?: AbortSignal): Promise<Files> {
  if (/^https?:/.test(address)) return listAddress(address, signal);
  const path = address.startsWith("file:") ? fileURLToPath(address) : address;
  try {
    const info = await stat(path);
    if (info.isDirectory()) return { name: basename(resolve(path)), entries: await within(path) };
    const find = (named: string) => fileEntry(resolve(dirname(path), named), named);
    return { name: basename(path), entries: [fileEntry(path, basename(path), info.size)], find };
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    const parts = path.split(",");
    if (parts.length > 1)
      return {
        name: path,
        entries: (await Promise.all(parts.map((part) => listPath(part, signal)))).flatMap(
          ({ entries }) => entries,
        ),
      };
    throw new EngineError("bad-data", `${path} could not be read: ${(cause as Error).message}`, { cause });
  }
}

async function within(folder: string): Promise<Entry[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile());
  if (files.length > MOST_FILES)
    throw new EngineError("bad-data", `${folder} has ${files.length} files; at most ${MOST_FILES} are read`);
  return files.flatMap(({ parentPath, name }) => {
    const path = join(parentPath, name);
    const inside = path.slice(folder.length).replaceAll("\\", "/").replace(/^\/+/, "");
    return isHidden(inside) ? [] : fileEntry(path, inside);
  });
}

/** `path` is where it lies, `name` where it stands in the data set. */
const fileEntry = (path: string, name: string, size?: number): Entry => ({
  path: name,
  ...(size === undefined ? {} : { size }),
  stream: async () => Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>,
  async read() {
    try {
      return new Uint8Array(await readFile(path));
    } catch (cause) {
      throw new EngineError("bad-image", `${path} could not be read: ${(cause as Error).message}`, { cause });
    }
  },
});
