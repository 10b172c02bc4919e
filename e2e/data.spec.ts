/** @file A data set as large as FER-2013: read piece by piece, and never whole in memory. */

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, expect, test } from "@playwright/test";
import { BROKEN, ROWS, writeFerTable } from "./fer-table.ts";
import { mainThreadTasks } from "./main-thread.ts";

const MEGABYTE = 1e6;

test.use({ trace: "off" }); // Playwright's own recording takes memory of the page

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "limelight-"));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

interface Memory {
  /** Bytes that are resident now, and the most that were since the process began. */
  readonly now: number;
  readonly peak: number;
  /** Bytes of them that are files: Chromium's own code and data, which its processes share. */
  readonly files: number;
}

/** Of each renderer process, the largest first. A page with its workers has one; others are spare, or of pages that are closed. */
async function rendererMemory(browser: Browser): Promise<(Memory & { readonly process: number })[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo
    .filter(({ type }) => type === "renderer")
    .map(({ id }) => {
      const status = readFileSync(`/proc/${id}/status`, "utf8");
      const of = (name: string) => 1024 * Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)![1]);
      return { process: id, now: of("VmRSS"), peak: of("VmHWM"), files: of("RssFile") };
    })
    .sort((a, b) => b.peak - a.peak);
}

test("a table of 35,887 faces is read in under 400 MB, its broken rows are reported", async ({
  page,
  browser,
}) => {
  test.skip(!existsSync("/proc/self/status"), "what a process takes is read from Linux's /proc");
  const path = join(folder, "fer.csv");
  const bytes = await writeFerTable(path);
  await page.goto("/?samples=20&view=confusion");
  await expect(page.locator("#run")).toBeVisible();
  const all = await rendererMemory(browser);

  const title = page.getByRole("heading", { level: 1 });
  const tasks = await mainThreadTasks(page, async () => {
    await page.locator("input[type=file]").setInputFiles(path);
    await expect(title).toContainText("so far");
    await expect(title).toContainText(`fer.csv: ${count(ROWS - BROKEN.length)} pictures of 7 classes`);
  });
  const [after] = await rendererMemory(browser); // what read the table is the largest by now
  const before = all.find(({ process }) => process === after.process)!;

  const broken = page.locator("details.warning");
  await expect(broken.locator("summary")).toHaveText(`${BROKEN.length} left out`);
  await expect(broken.locator("li")).toHaveText(
    BROKEN.map(({ line, said }) => new RegExp(`^\\s*${line}: ${said}`)),
  );
  // the peak of all that is not Chromium's own files; more of those is resident later, so that this is rather too much
  const peak = after.peak - before.files;
  console.log(
    `${inMegabytes(bytes)} of CSV: the page took at most ${inMegabytes(peak)}, ${inMegabytes(after.peak - before.now)} more than ` +
      `before; the whole process ${inMegabytes(after.peak)}; longest task ${tasks[0].toFixed(0)} ms of processor time`,
  );
  expect(bytes).toBeGreaterThan(290 * MEGABYTE);
  expect(peak).toBeLessThan(400 * MEGABYTE);
  expect(tasks[0]).toBeLessThan(50);
});

const count = (value: number) => value.toLocaleString("en");
const inMegabytes = (bytes: number) => `${Math.round(bytes / MEGABYTE)} MB`;
