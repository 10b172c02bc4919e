/** @file Takes files out of a zip archive that nobody vouches for (with fflate). */

import { Unzip, type UnzipFile, UnzipInflate } from "fflate";
import { EngineError } from "../errors.ts";
import type { NamedBytes } from "./model.ts";

const MOST_FILES = 10_000;
/** What all files may hold together: 64 MiB, or that many times the archive. Weights hardly shrink. */
const ALWAYS = 2 ** 26;
const DENSEST = 100;
const MOST_BYTES = 2 ** 31 - 1;
/** Of the archive, at a time: deflate makes at most 1032 times as much of it before anyone can look. */
const PIECE = 2 ** 14;

/**
 * The files of these names that are in the archive. What they say of their sizes is checked before anything is
 * inflated, what comes out while it does. Throws EngineError("bad-model") for an archive that is damaged, or holds
 * absurdly much.
 */
export function unzip({ name, bytes }: NamedBytes, wanted: readonly string[]): Map<string, NamedBytes> {
  const most = Math.min(MOST_BYTES, Math.max(ALWAYS, DENSEST * bytes.length));
  const found = new Map<string, Uint8Array[]>();
  let files = 0;
  let claimed = 0;
  let inflated = 0;
  const refuse = (what: string): never => {
    throw new EngineError("bad-model", `'${name}' (${bytes.length} bytes) ${what}`);
  };

  if (!hasEnd(bytes)) refuse("is a zip archive, but cut off; copy or download it again");

  const take = (file: UnzipFile): void => {
    if (++files > MOST_FILES) refuse(`holds more than ${MOST_FILES} files: too many for a model`);
    if (!wanted.includes(file.name)) return;
    if (found.has(file.name)) refuse(`holds two files '${file.name}'`);
    claimed += file.originalSize ?? 0;
    if (claimed > most) refuse(`claims to hold ${claimed} bytes: too many for its size`);
    const pieces: Uint8Array[] = [];
    const left = { bytes: file.originalSize ?? most };
    found.set(file.name, pieces);
    file.ondata = (error, piece) => {
      if (error) throw error;
      left.bytes -= piece.length;
      inflated += piece.length;
      if (left.bytes < 0 || inflated > most)
        refuse(
          `holds more in '${file.name}' than it says, or too much for its size: it is damaged, or a zip bomb`,
        );
      pieces.push(piece);
    };
    file.start();
  };

  try {
    const archive = new Unzip(take);
    archive.register(UnzipInflate);
    for (let at = 0; at < bytes.length; at += PIECE)
      archive.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    const message = `'${name}' (${bytes.length} bytes) is a zip archive, but damaged (${(cause as Error).message})`;
    throw new EngineError("bad-model", message, { cause });
  }
  return new Map([...found].map(([path, pieces]) => [path, { name: path, bytes: joined(pieces) }]));
}

/** The record that ends an archive, 22 bytes and a comment of at most 65535. */
function hasEnd(bytes: Uint8Array): boolean {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 65535); at--)
    if ([0x50, 0x4b, 0x05, 0x06].every((byte, i) => bytes[at + i] === byte)) return true;
  return false;
}

/** Pieces in a row; a single one as it is. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  if (pieces.length === 1 && pieces[0].buffer instanceof ArrayBuffer)
    return pieces[0] as Uint8Array<ArrayBuffer>;
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
