/** @file The files of a model, from an address. A `model.json` names its weight files; they lie beside it. */

import { EngineError } from "../errors.ts";
import type { NamedBytes } from "../models/model.ts";
import type { ModelCache } from "./model-cache.ts";
import { addUp, type OnBytes, type OpenProgress } from "./open-progress.ts";
import type { FileInput } from "./protocol.ts";
import { readBytes } from "./read-bytes.ts";

export interface ReadOptions {
  /** The address of another file, against which a relative one is resolved. */
  readonly base?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onBytes?: OnBytes | undefined;
  /** Where downloads are kept. */
  readonly cache?: ModelCache | undefined;
}

/** Reads one file. */
export type ReadFile = (address: string, options?: ReadOptions) => Promise<NamedBytes>;

export interface ReadModelOptions extends Pick<ReadOptions, "signal" | "cache"> {
  readonly onProgress?: ((progress: OpenProgress) => void) | undefined;
}

/** Throws EngineError("bad-model") if a file is not there. */
export async function readModel(
  read: ReadFile,
  address: string,
  { signal, cache, onProgress = () => undefined }: ReadModelOptions = {},
): Promise<NamedBytes[]> {
  const failed = new AbortController(); // of one file: the others need not come
  const either = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
  const hear = addUp(onProgress);
  const first = await read(address, { signal, cache, onBytes: hear() });
  const shards = weightFiles(first).map((path) => ({ path, onBytes: hear() }));
  try {
    const rest = shards.map(({ path, onBytes }) =>
      read(path, { base: address, signal: either, cache, onBytes }),
    );
    return [first, ...(await Promise.all(rest))];
  } catch (error) {
    failed.abort();
    throw error;
  }
}

/** Files that were given, with their bytes. Throws EngineError("bad-model") if one is too large. */
export async function readFiles(
  files: readonly FileInput[],
  { signal, onProgress = () => undefined }: ReadModelOptions = {},
): Promise<NamedBytes[]> {
  const hear = addUp(onProgress);
  const known = files.map((file) => ({ file, onBytes: hear() }));
  for (const { file, onBytes } of known) {
    if (file instanceof Blob) onBytes(0, file.size);
    else onBytes(file.bytes.length, file.bytes.length);
  }
  return Promise.all(
    known.map(async ({ file, onBytes }) => {
      if (!(file instanceof Blob)) return file;
      const { size } = file;
      const name = (file as File).name ?? "";
      return { name, bytes: await readBytes(file.stream(), { name, size, signal, onBytes }) };
    }),
  );
}

const MOST_FILES = 4096;

function weightFiles({ name, bytes }: NamedBytes): string[] {
  if (bytes[0] !== 0x7b) return []; // "{"
  let manifest: unknown;
  try {
    manifest = JSON.parse(new TextDecoder().decode(bytes)).weightsManifest;
  } catch {
    return []; // whoever reads the model will say what is wrong with it
  }
  if (!Array.isArray(manifest)) return [];
  const paths = manifest.flatMap((group) => (Array.isArray(group?.paths) ? group.paths : []));
  if (paths.length > MOST_FILES || !paths.every((path) => typeof path === "string"))
    throw new EngineError(
      "bad-model",
      `${name}: its list of weight files is not usable (${paths.length} entries)`,
    );
  const elsewhere = paths.find((path) => /^([a-z][a-z0-9+.-]*:|[/\\])/i.test(path));
  if (elsewhere)
    throw new EngineError("bad-model", `${name}: its weight file '${elsewhere}' does not lie beside it`);
  return paths;
}

/** A file that was given, with its bytes. */
export const namedBytes = async (file: FileInput): Promise<NamedBytes> => (await readFiles([file]))[0];
