/** @file A file from the network. */

import { EngineError } from "../errors.ts";
import type { NamedBytes } from "../models/model.ts";

/** No model or picture is larger. */
const MOST_BYTES = 2 ** 31 - 1;

/** Throws EngineError("bad-model") if nothing is there, with the address and the server's answer. */
export async function readAddress(address: string, base?: string, signal?: AbortSignal): Promise<NamedBytes> {
  const url = new URL(address, base);
  let response: Response;
  try {
    response = await fetch(url, signal ? { signal } : {});
  } catch (cause) {
    const help = "is the address right, and does the server allow other origins (CORS)?";
    throw new EngineError(
      "bad-model",
      `${url.href} could not be fetched: ${(cause as Error).message}; ${help}`,
      { cause },
    );
  }
  if (!response.ok) throw new EngineError("bad-model", `${url.href}: the server answers ${response.status}`);
  if (Number(response.headers.get("content-length")) > MOST_BYTES)
    throw new EngineError("bad-model", `${url.href} is larger than ${MOST_BYTES} bytes`);
  const name = decodeURIComponent(url.pathname.split("/").at(-1) ?? "");
  return { name, bytes: new Uint8Array(await response.arrayBuffer()) };
}
