/** @file The engine on a page: the same as in Node, from another thread. */

import { type Remote, releaseProxy, wrap } from "comlink";
import { EngineError } from "../errors.ts";
import { EngineClient } from "./client.ts";
import workerUrl from "./engine.worker.ts?worker&url";
import { type Engine, type EngineApi, type EngineOptions, keepErrorCodes } from "./protocol.ts";

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
  const worker = spawn(new URL(url ?? workerUrl, url ? globalThis.location.href : import.meta.url));
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

/** Until the worker has loaded its script. */
async function ready(worker: Worker): Promise<void> {
  const end = new AbortController();
  const { signal } = end;
  let patience: ReturnType<typeof setTimeout> | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string) =>
        reject(new EngineError("device", `the engine's worker did not start: ${why}; ${HELP}`));
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

const HELP =
  "a content security policy must allow it in worker-src (blob: and the script's origin) and script-src, and nothing may block the script";

const isBlob = new WeakSet<Worker>();

/** A module worker, also where this script came from another origin: then through a blob that imports it. */
function spawn(url: URL): Worker {
  const options = { type: "module", name: "limelight" } as const;
  if (url.origin === globalThis.location.origin || url.protocol === "blob:" || url.protocol === "data:")
    return new Worker(url, options);
  const script = `postMessage("alive"); import(${JSON.stringify(url.href)}).catch((e) => postMessage(e.message));`;
  const blob = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = new Worker(blob, options);
  isBlob.add(worker);
  worker.addEventListener("message", () => URL.revokeObjectURL(blob), { once: true });
  return worker;
}
