/** @file The files of a model, from an address. A `model.json` names its weight files; they lie beside it. */

import { EngineError } from "../errors.ts";
import type { NamedBytes } from "../models/model.ts";
import type { FileInput } from "./protocol.ts";

/** Reads one file. Relative addresses are resolved against `base`, the address of another file. */
export type ReadFile = (address: string, base?: string, signal?: AbortSignal) => Promise<NamedBytes>;

/** Throws EngineError("bad-model") if a file is not there. */
export async function readModel(
  read: ReadFile,
  address: string,
  signal?: AbortSignal,
): Promise<NamedBytes[]> {
  const first = await read(address, undefined, signal);
  const shards = weightFiles(first).map((path) => read(path, address, signal));
  return [first, ...(await Promise.all(shards))];
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
export const namedBytes = async (file: FileInput): Promise<NamedBytes> =>
  file instanceof Blob
    ? { name: (file as File).name ?? "", bytes: new Uint8Array(await file.arrayBuffer()) }
    : file;
