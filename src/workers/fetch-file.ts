/** @file A file from the network. */

import { type Files, streamEntry } from "../data/entries.ts";
import { EngineError } from "../errors.ts";
import type { NamedBytes } from "../models/model.ts";

/** No model or picture is larger. */
const MOST_BYTES = 2 ** 31 - 1;

/** Throws EngineError("bad-model") if nothing is there, with the address and the server's answer. */
export async function readAddress(address: string, base?: string, signal?: AbortSignal): Promise<NamedBytes> {
  const { response, url, name } = await fetched(address, base, signal, "bad-model");
  if (Number(response.headers.get("content-length")) > MOST_BYTES)
    throw new EngineError("bad-model", `${url.href} is larger than ${MOST_BYTES} bytes`);
  return { name, bytes: new Uint8Array(await response.arrayBuffer()) };
}

/** The one file of a data set at an address, to be read as it comes. Throws EngineError("bad-data"), as above. */
export async function listAddress(address: string): Promise<Files> {
  const { response, url, name } = await fetched(address, undefined, undefined, "bad-data");
  const size = Number(response.headers.get("content-length")) || undefined;
  const open = async () => {
    if (!response.body) throw new EngineError("bad-data", `${url.href}: the server sends nothing`);
    return response.body as ReadableStream<Uint8Array>;
  };
  // compressed on the way, it is longer than its header says
  const known = response.headers.has("content-encoding") ? undefined : size;
  return { name, entries: [streamEntry(name, open, known)] };
}

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
