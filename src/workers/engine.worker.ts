/** @file The worker's entry: an engine for whoever started it. */

import { expose, proxy } from "comlink";
import { decodePicture } from "../images/decode-browser.ts";
import { EngineService } from "./engine-service.ts";
import { keepErrorCodes } from "./error-codes.ts";
import { listAddress, readAddress } from "./fetch-file.ts";
import { ModelCache } from "./model-cache.ts";
import type { Platform } from "./platform.ts";
import type { EngineOptions } from "./protocol.ts";
import { openTuningMemory } from "./tuning-memory.ts";

const browser: Platform = {
  gpu: async () => navigator.gpu,
  wasmPaths: async () => (await import("./wasm-paths.ts")).wasmPaths,
  tuning: openTuningMemory,
  read: readAddress,
  list: listAddress,
  cache: (most) => new ModelCache(most),
  decode: ({ bytes, name }) => decodePicture(bytes, name),
};

keepErrorCodes();
expose((options: EngineOptions) => proxy(new EngineService(options, browser)));
postMessage("ready"); // whoever started it waits for this
