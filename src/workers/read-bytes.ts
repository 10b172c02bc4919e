/** @file A stream as bytes, counted as they come. */

import { EngineError } from "../errors.ts";
import type { OnBytes } from "./open-progress.ts";

/** No model or picture is larger. */
const MOST_BYTES = 2 ** 31 - 1;

export interface ReadBytes {
  /** What it is called in errors. */
  readonly name: string;
  /** Its length, where that is known. */
  readonly size?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onBytes?: OnBytes | undefined;
}

/** Throws EngineError("bad-model") once more comes than any model has; what the signal says where it aborts. */
export async function readBytes(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  { name, size, signal, onBytes }: ReadBytes,
): Promise<Uint8Array<ArrayBuffer>> {
  if (size && size > MOST_BYTES) await stream.cancel();
  checkSize(name, size);
  let bytes = 0;
  const count = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      bytes += chunk.length;
      checkSize(name, bytes);
      onBytes?.(bytes, size);
      controller.enqueue(chunk);
    },
  });
  const counted = stream.pipeThrough(count, signal ? { signal } : {});
  const all = new Uint8Array(await new Response(counted).arrayBuffer());
  onBytes?.(all.length, all.length);
  return all;
}

/** Throws EngineError("bad-model"). */
export function checkSize(name: string, bytes = 0): void {
  if (bytes > MOST_BYTES) throw new EngineError("bad-model", `${name} is larger than ${MOST_BYTES} bytes`);
}
