/** @file How a run is stopped while it waits for the device. */

import { EngineError } from "../errors.ts";

/** Waits for work, but no longer than until the run is cancelled: then it throws EngineError("cancelled"). */
export type UnlessCancelled = <T>(work: Promise<T>) => Promise<T>;

/** `or` loses to the abort of `signal`; `forget` lets go of the signal. */
export function whenAborted(signal: AbortSignal | undefined): { or: UnlessCancelled; forget: () => void } {
  let stop = () => {};
  const promise = new Promise<never>((_, reject) => {
    stop = () => reject(new EngineError("cancelled", "the run was cancelled"));
  });
  promise.catch(() => undefined); // where nobody waits, nobody need hear of it
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop, { once: true });
  return {
    or: (work) => Promise.race([promise, work]),
    forget: () => signal?.removeEventListener("abort", stop),
  };
}
