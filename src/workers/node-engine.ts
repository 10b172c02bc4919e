/** @file The engine in Node: in this process, on Dawn, the WebGPU of Chromium, where the package `webgpu` is installed. */

import { readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { EngineError } from "../errors.ts";
import { decodePicture } from "../images/decode-node.ts";
import type { NamedBytes } from "../models/model.ts";
import { EngineClient } from "./client.ts";
import { EngineService } from "./engine-service.ts";
import { readAddress } from "./fetch-file.ts";
import { listPath } from "./list-files.ts";
import type { Platform } from "./platform.ts";
import type { Engine, EngineOptions } from "./protocol.ts";
import { checkSize } from "./read-bytes.ts";
import type { ReadOptions } from "./read-model.ts";

/** Opens an engine in this process. Addresses of models and pictures are paths, or start with http. */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  const service = new EngineService(options, node);
  return new EngineClient(service, (address) => address);
}

const node: Platform = {
  gpu: dawn,
  async wasmPaths() {
    const entry = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm");
    return `${dirname(entry)}/`;
  },
  read,
  tuning: async () => new Map(), // for the life of the process
  list: listPath,
  decode: ({ bytes, name }) => decodePicture(bytes, name),
};

/** Kept for the life of the process: Dawn crashes if its instance is collected before its devices. */
let instance: GPU | undefined;

async function dawn(): Promise<GPU | undefined> {
  if (instance) return instance;
  try {
    const { create, globals } = await import("webgpu");
    Object.assign(globalThis, globals);
    instance = create([]);
  } catch {
    throw new EngineError("device", "no WebGPU in Node: the package 'webgpu' is not installed");
  }
  return instance;
}

/** Paths, `file:` addresses and `http:` ones; a relative address is seen from `base`. */
async function read(address: string, options: ReadOptions = {}): Promise<NamedBytes> {
  const { base, signal, onBytes } = options;
  if (/^https?:/.test(address) || (base && /^https?:/.test(base))) return readAddress(address, options);
  const path = base ? resolve(dirname(toPath(base)), toPath(address)) : toPath(address);
  try {
    const { size } = await stat(path);
    checkSize(path, size);
    onBytes?.(0, size);
    const bytes = new Uint8Array(await readFile(path, signal ? { signal } : {}));
    onBytes?.(bytes.length, bytes.length);
    return { name: basename(path), bytes };
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    throw new EngineError("bad-model", `${path} could not be read: ${(cause as Error).message}`, { cause });
  }
}

const toPath = (address: string): string => (address.startsWith("file:") ? fileURLToPath(address) : address);
