/** @file What is under way and can be cancelled. */

import type { Session } from "./session.ts";

/** Something is being opened or runs. */
export const isBusy = ({ opened, data, run }: Session): boolean =>
  opened.progress !== undefined || data.isReading || run?.state === "running";

/** Cancels what is being opened; else the run of the view, whose result so far stays. */
export function stopWork({ opened, data, run }: Session): void {
  if (opened.progress) opened.stop();
  else if (data.isReading) data.stop();
  else run?.stop();
}
