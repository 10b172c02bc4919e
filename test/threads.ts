/** @file An engine on the other side of a channel, as a page has it on the other side of its worker. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expose, proxy, type Remote, wrap } from "comlink";
import { decodePicture } from "../src/images/decode-node.ts";
import { EngineClient } from "../src/workers/client.ts";
import { EngineService } from "../src/workers/engine-service.ts";
import { keepErrorCodes } from "../src/workers/error-codes.ts";
import { listPath } from "../src/workers/list-files.ts";
import type { Platform } from "../src/workers/platform.ts";
import type { Engine, EngineApi, EngineOptions } from "../src/workers/protocol.ts";
import { dawn } from "./device.ts";

const root = resolve(import.meta.dirname, "..");

export const here: Platform = {
  gpu: dawn,
  wasmPaths: async () => `${resolve(root, "node_modules/@tensorflow/tfjs-backend-wasm/dist")}/`,
  read: async (address, { base } = {}) => {
    const [at, from] = [address, base].map((a) => (a?.startsWith("file:") ? fileURLToPath(a) : a));
    const path = from ? resolve(from, "..", at!) : at!;
    return { name: path.split("/").at(-1)!, bytes: new Uint8Array(readFileSync(path)) };
  },
  tuning: async () => new Map(), // for the life of the process
  list: listPath,
  decode: ({ bytes, name }) => decodePicture(bytes, name),
};

export async function acrossThreads(options: EngineOptions): Promise<Engine> {
  keepErrorCodes();
  const { port1, port2 } = new MessageChannel();
  const start = (given: EngineOptions) => proxy(new EngineService(given, here));
  expose(start, port1 as unknown as MessagePort);
  const remote = wrap<(given: EngineOptions) => EngineApi>(port2 as unknown as MessagePort);
  const api = (await remote(options)) as unknown as Remote<EngineApi>;
  return new EngineClient(
    api as unknown as EngineApi,
    (address) => address,
    () => [port1, port2].forEach((port) => void port.close()),
  );
}
