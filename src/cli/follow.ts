/** @file A run as it goes: progress for those who look on, and what there is when it is interrupted. */

import { EngineError } from "../errors.ts";

/** As shells count a program that SIGINT ended. */
const INTERRUPTED = 130;

export const exitCode = ({ done }: { readonly done: boolean }): number => (done ? 0 : INTERRUPTED);

/**
 * The last result of a run; the newest there is if it is cancelled. Throws EngineError("cancelled") where there is none
 * yet. `progress` says in a few words how far a result has come.
 */
export async function follow<R>(results: AsyncIterable<R>, progress: (result: R) => string): Promise<R> {
  let latest: R | undefined;
  try {
    for await (latest of results) showProgress(progress(latest));
  } catch (error) {
    if (!(latest && error instanceof EngineError && error.code === "cancelled")) throw error;
  } finally {
    showProgress("");
  }
  if (!latest) throw new EngineError("cancelled", "the run was cancelled");
  return latest;
}

/** One line that is written over, where a person looks on; nothing clears it. */
export function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}
