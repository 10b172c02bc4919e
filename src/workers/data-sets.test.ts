import { resolve } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { zipSync } from "fflate";
import { afterAll, expect, test } from "vitest";
import { ferRow, inPieces, pngEntry } from "../../test/data.ts";
import { acrossThreads } from "../../test/threads.ts";
import type { DataSet } from "../data/data-set.ts";
import { createEngine } from "./node-engine.ts";
import type { DataSource, Engine } from "./protocol.ts";

const root = resolve(import.meta.dirname, "../..");
const model = resolve(root, "node_modules/@vladmandic/human/models/emotion.json");
const text = `emotion,pixels,Usage\n${[3, 3, 6].map((label) => ferRow(label, 90)).join("\n")}\n1,2,3\n`;
const fer = () => new TextEncoder().encode(text);

const engines = [createEngine({ backend: "cpu" }), acrossThreads({ backend: "cpu" })] as const;
afterAll(async () => {
  for (const engine of engines) await (await engine).dispose();
});

async function last<T>(results: AsyncIterable<T>): Promise<T> {
  let latest: T | undefined;
  for await (latest of results);
  return latest!;
}
const open = (engine: Engine, source: DataSource) => last(engine.openData(source));

test("bytes, streams, and files of a folder are data sets, here and across threads", async () => {
  const happy = await pngEntry("set/happy/a.png", 7).read();
  const sources: [DataSource, number][] = [
    [{ name: "fer.csv", bytes: fer() }, 3],
    [inPieces(fer(), 10), 3],
    [
      [
        { name: "set/happy/a.png", bytes: happy },
        { name: "set/sad/b.png", bytes: happy },
      ],
      2,
    ],
    [{ name: "set.zip", bytes: new Uint8Array(zipSync({ "happy/a.png": happy, "sad/b.png": happy })) }, 2],
  ];
  for (const [source, samples] of sources) {
    const data = await open(await engines[0], source);
    expect(data).toMatchObject({ done: true, samples });
  }
  for (const [source, samples] of [sources[0], sources[2], sources[3]]) {
    const data = await open(await engines[1], source);
    expect(data).toMatchObject({ done: true, samples });
    const { data: pixels } = await (await engines[1]).sample(data, 0);
    expect([7, 90]).toContain(pixels[0]);
  }
});

test("the confusion matrix crosses threads, and names of emotions meet the model's", async () => {
  const results = [];
  for (const started of engines) {
    const engine = await started;
    const data = await open(engine, { name: "fer.csv", bytes: fer() });
    const opened = await engine.open(model);
    const { milliseconds: _, ...result } = await last(engine.confusion(opened, data, { topK: 3 }));
    expect(result).toMatchObject({ done: true, samples: 3, data: "fer.csv", skipped: { count: 1 } });
    expect(result.matrix[3].reduce((a, b) => a + b)).toBe(2);
    expect(result.matrix[6].reduce((a, b) => a + b)).toBe(1);
    results.push(result);
    await engine.close(opened);
    await engine.closeData(data);
    await expect(engine.sample(data, 0)).rejects.toMatchObject({ code: "bad-data" });
  }
  expect(results[1]).toEqual(results[0]);
});

test("explanations of many pictures cross threads, each with its superpixels", async () => {
  const segmentation = { algorithm: "grid", rows: 1, columns: 2 } as const;
  const found = [];
  for (const started of engines) {
    const engine = await started;
    const data = await open(engine, { name: "fer.csv", bytes: fer() });
    const opened = await engine.open(model);
    const pictures = [];
    const options = { lime: { samples: 4, top: 1, segmentation }, limit: 2 } as const;
    for await (const picture of engine.explainAll(opened, data, options)) pictures.push(picture);
    expect(pictures).toMatchObject([
      { done: false, sample: 0 },
      { done: true, sample: 1, position: 2 },
    ]);
    expect(pictures.map(({ lime }) => lime!.segments.count)).toEqual([2, 2]);
    found.push(pictures.map(({ lime }) => lime!.explanations));
    await engine.close(opened);
    await engine.closeData(data);
  }
  expect(found[1]).toEqual(found[0]);
});

/** Rows without end, which come only up to `most`: then nothing more comes, nor an end. */
function rowsUpTo(most: number) {
  let sent = 0;
  const seen = { isCancelled: false };
  const row = new TextEncoder().encode(`${ferRow(3, 90, "Training", 48)}\n`);
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode("emotion,pixels,Usage\n")),
    pull(controller) {
      if (sent++ >= most) return new Promise(() => undefined);
      controller.enqueue(row);
      return new Promise((resolve) => void setImmediate(resolve)); // as a network, which lets others in
    },
    cancel: () => void (seen.isCancelled = true),
  });
  return { stream, seen };
}

/** Aborts at the first message of so many pictures, and tells what was thrown, and how long after. */
async function abortedAt(engine: Engine, source: DataSource, samples: number) {
  const controller = new AbortController();
  let at = 0;
  try {
    for await (const data of engine.openData(source, { signal: controller.signal })) {
      if (data.samples < samples || controller.signal.aborted) continue;
      at = performance.now();
      setTimeout(() => controller.abort(), 20); // while more is awaited
    }
  } catch (error) {
    return { error, took: performance.now() - at - 20 };
  }
  throw new Error("nothing was thrown");
}

test.each([
  ["while more comes", Infinity],
  ["while nothing comes any more", 2000],
])("a cancelled reading ends soon and lets go of its stream, %s", async (_, most) => {
  const { stream, seen } = rowsUpTo(most);

  const { error, took } = await abortedAt(await engines[0], stream, 500);

  expect(error).toMatchObject({ code: "cancelled" });
  expect(took).toBeLessThan(500);
  expect(seen.isCancelled).toBe(true);
});

test("a cancelled reading frees what it read", async () => {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const held = () => {
    collect();
    return process.memoryUsage().arrayBuffers;
  };
  await abortedAt(await engines[0], rowsUpTo(Infinity).stream, 1);
  const before = held();
  let most = 0;
  const { stream } = rowsUpTo(Infinity);
  const controller = new AbortController();

  await expect(async () => {
    for await (const { samples } of (await engines[0]).openData(stream, { signal: controller.signal })) {
      most = Math.max(most, process.memoryUsage().arrayBuffers);
      if (samples > 4000) controller.abort();
    }
  }).rejects.toMatchObject({ code: "cancelled" });
  expect(most - before).toBeGreaterThan(8e6);
  await expect.poll(() => held() - before, { timeout: 5000 }).toBeLessThan(2e6);
});

test("what was read whole before it was cancelled is closed", async () => {
  const engine = await engines[0];
  const controller = new AbortController();
  let data: DataSet | undefined;

  await expect(async () => {
    for await (data of engine.openData({ name: "fer.csv", bytes: fer() }, { signal: controller.signal }))
      if (data.done) controller.abort();
  }).rejects.toMatchObject({ code: "cancelled" });

  expect(data!.done).toBe(true);
  await expect(engine.sample(data!, 0)).rejects.toMatchObject({ code: "bad-data" });
});

test("reading stops when it is aborted, and says what is no data set", async () => {
  const engine = await engines[1];
  const controller = new AbortController();
  const aborted = async () => {
    for await (const _ of engine.openData({ name: "fer.csv", bytes: fer() }, { signal: controller.signal }))
      controller.abort();
  };

  await expect(aborted()).rejects.toMatchObject({ code: "cancelled" });
  await expect(open(engine, "/nowhere/at/all.csv")).rejects.toMatchObject({
    code: "bad-data",
    message: expect.stringContaining("/nowhere/at/all.csv could not be read"),
  });
});
