/** @file What a benchmark can assert anywhere: what is counted, and one ratio so large that no noise hides it. */

import { expect, type Page, test } from "@playwright/test";
import type { Bench } from "../bench/page.ts";
import type { PeerName } from "../bench/place.ts";
import type { SuiteName } from "../bench/suites/suites.ts";
import { openBench, serveBench } from "../build/bench-page.mjs";
import { mainThreadTasks } from "./main-thread.ts";

test.setTimeout(600_000); // other engines take their time on two busy cores

let server: Awaited<ReturnType<typeof serveBench>>;
test.beforeAll(async () => {
  server = await serveBench();
});
test.afterAll(() => server.close());
test.beforeEach(({ page }) => openBench(page, server.url));

const run = (page: Page, suite: SuiteName, peers: PeerName[] = []) =>
  page.evaluate(
    ([suite, peers]) => {
      const { bench } = window as unknown as { bench: Bench };
      return bench.run(suite, {
        peers,
        nets: ["tiny"],
        quick: true,
        patience: 5,
        until: Number.MAX_SAFE_INTEGER,
      });
    },
    [suite, peers] as const,
  );

test("every engine gives the same answers, and ours is several times faster on the same adapter", async ({
  page,
}) => {
  const { ratios, counts, missing } = await run(page, "forward", ["tfjs-webgpu", "ort-webgpu", "ort-wasm"]);

  expect(missing).toEqual([]);
  for (const peer of ["tfjs-webgpu", "ort-webgpu", "ort-wasm"])
    expect(counts[`forward/tiny/${peer}/difference`]).toBeLessThan(1e-5);
  expect(ratios["forward/tiny/vs-tfjs-webgpu"]).toBeGreaterThan(4);
});

test("a forward pass is one submit and one read-back, with a dispatch for each layer", async ({ page }) => {
  const { counts } = await run(page, "forward");

  const of = (name: string) => counts[`forward/tiny/${name}`];
  expect([of("submits"), of("read-backs"), of("dispatches")]).toEqual([1, 1, 6]); // conv, pool, conv, mean, dense, softmax
  expect(of("bytes-read")).toBe(4 * 4 * 4); // pictures, classes, bytes
});

test("LIME reads four bytes a picture, in one submit a batch, and executes no more than every sample by itself", async ({
  page,
}) => {
  const { counts } = await run(page, "lime");

  const of = (name: string) => counts[`lime-slic32/tiny/${name}`];
  expect(of("bytes-read")).toBe(4 * of("distinct"));
  expect(of("read-backs")).toBe(of("submits"));
  expect(of("submits")).toBeLessThanOrEqual(of("distinct") / 8 + 1);
  expect(of("executed-over-dense")).toBeLessThan(1.1);
  expect(of("sharing/difference")).toBe(0);
  expect(of("peak-buffer-bytes")).toBeLessThan(2 ** 28);
});

test("ten times the samples take no more memory, and leave the page's thread alone", async ({ page }) => {
  let counts: Readonly<Record<string, number>> = {};
  const tasks = await mainThreadTasks(page, async () => {
    ({ counts } = await run(page, "scaling"));
  });

  // the chunks of a run are alike, and so may be a little smaller or larger than those of another
  expect(counts["scaling/tiny/buffer-bytes-most-over-least"]).toBeLessThan(1.1);
  expect(tasks[0]).toBeLessThan(50);
});

test("an ascent's frames are one submit and one read-back each", async ({ page }) => {
  const { counts } = await run(page, "ascent");

  const of = (name: string) => counts[`ascent/tiny/${name}`];
  expect(of("read-backs")).toBe(of("submits"));
  expect(of("submits")).toBeLessThanOrEqual(of("total"));
});
