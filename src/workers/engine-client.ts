/** @file The engine on a page: the same as in Node, from another thread. */

import { type Remote, releaseProxy, wrap } from "comlink";
import { EngineError } from "../errors.ts";
import { EngineClient } from "./client.ts";
import workerUrl from "./engine.worker.ts?worker&url";
import { type Engine, type EngineApi, type EngineOptions, keepErrorCodes } from "./protocol.ts";

/** How long a worker may take to answer at all. A content security policy can make it hang without a word. */
const PATIENCE = 20_000; // milliseconds

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
  const start = wrap<(options: EngineOptions) => EngineApi>(worker);
  let patience: ReturnType<typeof setTimeout> | undefined;
  const failed = new Promise<never>((_, reject) => {
    const fail = (why: string) =>
      reject(new EngineError("device", `the engine's worker did not start: ${why}`));
    const load = "its script could not be loaded";
    worker.addEventListener("error", ({ message }) => fail(message || load), { once: true });
    const policy = "a content security policy must allow it in worker-src (blob: and the script's origin)";
    patience = setTimeout(() => fail(`no answer in ${PATIENCE / 1000} s; ${policy}`), PATIENCE);
  });
  try {
    const api = (await Promise.race([start(options), failed])) as unknown as Remote<EngineApi>;
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
  } finally {
    clearTimeout(patience);
  }
}

/** A module worker, also where this script came from another origin: then through a blob that imports it. */
function spawn(url: URL): Worker {
  const options = { type: "module", name: "limelight" } as const;
  if (url.origin === globalThis.location.origin || url.protocol === "blob:" || url.protocol === "data:")
    return new Worker(url, options);
  const script = `import ${JSON.stringify(url.href)};`;
  const blob = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = new Worker(blob, options);
  worker.addEventListener("message", () => URL.revokeObjectURL(blob), { once: true });
  return worker;
}
