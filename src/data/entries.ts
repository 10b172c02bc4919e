/** @file Files of a data set, wherever they are: each is read when it is needed. */

import type { NamedBytes } from "../models/model.ts";

export interface Entry {
  /** "train/happy/1.png", with / between folders. */
  readonly path: string;
  /** Bytes, where that is known. */
  readonly size?: number;
  stream(): Promise<ReadableStream<Uint8Array>>;
  read(): Promise<Uint8Array<ArrayBuffer>>;
}

/** Files that were given together. */
export interface Files {
  readonly name: string;
  readonly entries: readonly Entry[];
  /** A file that one of them names, where it is not among them. */
  find?(path: string): Entry | undefined;
}

export const blobEntry = (path: string, blob: Blob): Entry => ({
  path,
  size: blob.size,
  stream: async () => blob.stream(),
  read: async () => new Uint8Array(await blob.arrayBuffer()),
});

export const bytesEntry = (path: string, bytes: Uint8Array<ArrayBuffer>): Entry => ({
  path,
  size: bytes.length,
  stream: async () => new Blob([bytes]).stream(),
  read: async () => bytes,
});

export const streamEntry = (
  path: string,
  open: () => Promise<ReadableStream<Uint8Array>>,
  size?: number,
): Entry => ({
  path,
  ...(size === undefined ? {} : { size }),
  stream: open,
  read: async () => new Uint8Array(await new Response((await open()) as BodyInit).arrayBuffer()),
});

/** "a/b/c.png" as folders and file. */
export const partsOf = (path: string): string[] => path.split("/").filter(Boolean);

export const fileName = (path: string): string => partsOf(path).at(-1) ?? path;

/** Files of the system and of editors, that nobody means. */
export const isHidden = (path: string): boolean =>
  partsOf(path).some((part) => part.startsWith(".") || part === "__MACOSX" || part === "Thumbs.db");

export const endsWith = (path: string, ...endings: readonly string[]): boolean =>
  endings.some((ending) => path.toLowerCase().endsWith(ending));

/** As what decodes pictures wants it. */
export const namedBytes = async (entry: Entry): Promise<NamedBytes> => ({
  name: fileName(entry.path),
  bytes: await entry.read(),
});
