/** @file A file from the network. */

import { type Files, streamEntry } from "../data/entries.ts";
import { EngineError } from "../errors.ts";
import type { NamedBytes } from "../models/model.ts";
import { readBytes } from "./read-bytes.ts";
import type { ReadOptions } from "./read-model.ts";

/** Throws EngineError("bad-model") if nothing is there, with the address and the server's answer. */
export async function readAddress(
  address: string,
  { base, signal, onBytes, cache }: ReadOptions = {},
): Promise<NamedBytes> {
  const { response, url, name } = await fetched(address, base, signal, "bad-model");
  const kept = await cache?.find(url.href, response);
  if (kept) {
    void response.body?.cancel();
    onBytes?.(kept.length, kept.length);
    return { name, bytes: kept };
  }
  const size = sizeOf(response);
  onBytes?.(0, size);
  const body = response.body ?? new Blob().stream();
  const bytes = await readBytes(body, { name: url.href, size, signal, onBytes });
  void cache?.keep(url.href, response, bytes); // nobody waits for it
  return { name, bytes };
}

/** The one file of a data set at an address, to be read as it comes. Throws EngineError("bad-data"), as above. */
export async function listAddress(address: string, signal?: AbortSignal): Promise<Files> {
  const { response, url, name } = await fetched(address, undefined, signal, "bad-data");
  const open = async () => {
    if (!response.body) throw new EngineError("bad-data", `${url.href}: the server sends nothing`);
    return response.body as ReadableStream<Uint8Array>;
  };
  return { name, entries: [streamEntry(name, open, sizeOf(response))] };
}

/** Nothing where the header does not say: what is compressed on the way is longer. */
const sizeOf = ({ headers }: Response): number | undefined =>
  (!headers.has("content-encoding") && Number(headers.get("content-length"))) || undefined;

async function fetched(
  address: string,
  base: string | undefined,
  signal: AbortSignal | undefined,
  code: "bad-model" | "bad-data",
) {
  const url = new URL(address, base);
  let response: Response;
  try {
    response = await fetch(url, signal ? { signal } : {});
  } catch (cause) {
    const help = "is the address right, and does the server allow other origins (CORS)?";
    throw new EngineError(code, `${url.href} could not be fetched: ${(cause as Error).message}; ${help}`, {
      cause,
    });
  }
  if (!response.ok) throw new EngineError(code, `${url.href}: the server answers ${response.status}`);
  return { response, url, name: decodeURIComponent(url.pathname.split("/").at(-1) ?? "") };
}
