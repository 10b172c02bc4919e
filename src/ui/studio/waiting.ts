/** @file What is being waited for, in words. */

import type { Words } from "../strings/strings.ts";
import type { Session } from "./session.ts";

export function waitingFor(words: Words, { waiting, opening, run }: Session): string {
  if (waiting === "engine") return words.starting;
  if (waiting === undefined && run?.state !== "running") return words.notRun; // it failed, or was stopped at once
  return waiting === "model" ? words.opening(opening) : words.predicting;
}
