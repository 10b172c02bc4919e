/** @file The engine on a page: the same as in Node, from another thread. */

import { type Remote, releaseProxy, wrap } from "comlink";
import { EngineError } from "../errors.ts";
import { EngineClient } from "./client.ts";
import { keepErrorCodes } from "./error-codes.ts";
import { ownWorker } from "./own-worker.ts";
import type { Engine, EngineApi, EngineOptions } from "./protocol.ts";
import { isBlob, spawn } from "./spawn.ts";

/** How long a worker from a blob may take to run at all, and any worker to load its script. A policy can make it hang. */
const PATIENCE = { alive: 5000, ready: 20_000 }; // milliseconds

/**
 * Starts an engine in a worker of its own. Throws EngineError("device") if the worker does not start.
 *
 * @example
 * const engine = await createEngine();
 * const model = await engine.open("model.h5", { range: [0, 1] });
 * for await (const { explanations, stats } of engine.lime(model, "face.png", { seed: 7 }))
 *   console.log(stats.samples, explanations);
 */
export async function createEngine({ workerUrl: url, ...options }: EngineOptions = {}): Promise<Engine> {
  keepErrorCodes();
  const worker = start(url);
  try {
    await ready(worker);
    const api = (await wrap<(options: EngineOptions) => EngineApi>(worker)(
      options,
    )) as unknown as Remote<EngineApi>;
    return new EngineClient(
      api as unknown as EngineApi,
      (address) => new URL(address, globalThis.location.href).href,
      () => {
        api[releaseProxy]();
        worker.terminate();
      },
    );
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

function start(url: string | URL | undefined): Worker {
  try {
    return url === undefined ? ownWorker() : spawn(new URL(url, globalThis.location.href));
  } catch (cause) {
    throw notStarted((cause as Error).message, cause);
  }
}

/** Until the worker has loaded its script. */
async function ready(worker: Worker): Promise<void> {
  const end = new AbortController();
  const { signal } = end;
  let patience: ReturnType<typeof setTimeout> | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string) => reject(notStarted(why));
      const wait = (milliseconds: number) => {
        clearTimeout(patience);
        patience = setTimeout(() => fail(`no answer in ${milliseconds / 1000} s`), milliseconds);
      };
      wait(isBlob.has(worker) ? PATIENCE.alive : PATIENCE.ready);
      worker.addEventListener("error", ({ message }) => fail(message || "its script could not be loaded"), {
        signal,
      });
      worker.addEventListener(
        "message",
        ({ data }: MessageEvent<unknown>) => {
          if (data === "ready") resolve();
          else if (data === "alive") wait(PATIENCE.ready);
          else fail(String(data));
        },
        { signal },
      );
    });
  } finally {
    clearTimeout(patience);
    end.abort();
  }
}

const notStarted = (why: string, cause?: unknown) =>
  new EngineError("device", `the engine's worker did not start: ${why}; ${HELP}`, { cause });

const HELP =
  "a content security policy must allow it in worker-src (blob: and the script's origin) and script-src, and nothing may block the script";
