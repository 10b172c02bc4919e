/** @file How long the tasks of the page's own thread keep its processor busy. */

import type { Page } from "@playwright/test";

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  /** Microseconds of the thread's processor time. */
  readonly tdur?: number;
}

/**
 * Milliseconds of processor time of each task of the page's main thread while `work` runs, the longest first. Not of
 * wall time: where the worker, the compositor and the test share two cores, that tells how busy the machine is.
 * `work` should leave the page alone: each question of Playwright's is a task of the page, too.
 */
export async function mainThreadTasks(page: Page, work: () => Promise<void>): Promise<number[]> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const complete = new Promise<void>((resolve) => session.once("Tracing.tracingComplete", () => resolve()));
  await session.send("Tracing.start", {
    categories: "devtools.timeline,disabled-by-default-devtools.timeline",
    transferMode: "ReportEvents",
  });
  await page.waitForTimeout(500); // tracing sets itself up in the page, which is a long task, too
  await page.evaluate(() => console.timeStamp("work begins"));
  await work();
  await session.send("Tracing.end");
  await complete;
  const begin = events.find(({ name }) => name === "TimeStamp")!;
  return events
    .filter(
      ({ name, pid, tid, ts }) =>
        name === "RunTask" && pid === begin.pid && tid === begin.tid && ts > begin.ts,
    )
    .map(({ tdur = 0 }) => tdur / 1000)
    .sort((a, b) => b - a);
}
