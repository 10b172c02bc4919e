import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { acrossThreads } from "../../test/threads.ts";
import { EngineError } from "../errors.ts";
import type { LimeResult } from "../explainers/lime-options.ts";
import { createEngine } from "./node-engine.ts";

const root = resolve(import.meta.dirname, "../..");
const model = resolve(root, "node_modules/@vladmandic/human/models/emotion.json");
const face = resolve(root, "public/sample/astronaut-face.png");
const options = { samples: 24, seed: 7, segmentation: { algorithm: "grid", rows: 4, columns: 4 } } as const;

const engines = [createEngine({ backend: "wasm" }), acrossThreads({ backend: "wasm" })] as const;
afterAll(async () => {
  for (const engine of engines) await (await engine).dispose();
});

async function last(results: AsyncIterable<LimeResult>): Promise<LimeResult> {
  let latest: LimeResult | undefined;
  for await (const result of results) latest = result;
  return latest!;
}

test("the example of the README runs: open, explain, in Node", async () => {
  const engine = await engines[0];
  const opened = await engine.open(model);
  const seen: number[] = [];
  for await (const { explanations, stats, classes } of engine.lime(opened, face, options)) {
    seen.push(stats.samples);
    expect(Object.keys(explanations)).toContain(String(classes.indexOf("happy")));
  }
  expect(seen.at(-1)).toBe(24);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
});

test("another thread gives the same explanation, prediction and label map", async () => {
  const results = [];
  for (const engine of engines) {
    const opened = await (await engine).open(model);
    const { probabilities } = await (await engine).predict(opened, face);
    expect(probabilities[opened.classes.indexOf("happy")]).toBeGreaterThan(0.9);
    results.push(await last((await engine).lime(opened, face, options)));
    await (await engine).close(opened);
  }
  expect(results[1].explanations).toEqual(results[0].explanations);
  expect(results[1].segments).toEqual(results[0].segments);
  expect(results[1].options).toEqual(results[0].options);
});

test("two pictures of different sizes can be asked about at once", async () => {
  for (const started of engines) {
    const engine = await started;
    const opened = await engine.open(model);
    const other = resolve(root, "public/sample/chelsea.png");
    const runs = [face, other, face].map((image) => last(engine.lime(opened, image, options)));
    const [a, b, c] = await Promise.all(runs);
    expect(a.explanations).toEqual(c.explanations);
    expect(b.segments.width).toBe(226);
    await engine.close(opened);
  }
});

test("models and pictures may be given as addresses, files, lists of files and bytes", async () => {
  const name = (path: string) => path.split("/").at(-1)!;
  const file = (path: string) => new File([readFileSync(path)], name(path));
  const bytes = (path: string) => ({ name: name(path), bytes: new Uint8Array(readFileSync(path)) });
  const weights = model.replace(".json", ".bin");
  for (const [i, started] of engines.entries()) {
    const engine = await started;
    const blob = i === 0 ? file : bytes; // browsers pass files to a worker; Node's own channels cannot
    const answers = [];
    for (const source of [model, pathToFileURL(model), [blob(model), blob(weights)]]) {
      const opened = await engine.open(source);
      expect(opened.layers.length).toBeGreaterThan(10);
      for (const image of [
        face,
        new Blob([readFileSync(face)]),
        new Uint8Array(readFileSync(face)).buffer,
        await engine.decode(face),
      ])
        answers.push((await engine.predict(opened, image)).probabilities);
      await engine.close(opened);
    }
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  }
});

test("errors keep their class, code and words across threads", async () => {
  for (const engine of engines) {
    const empty = { name: "model.h5", bytes: new Uint8Array(0) };
    const error = await (await engine).open(empty).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(EngineError);
    expect(error).toMatchObject({
      code: "bad-model",
      message: "'model.h5' is empty; copy or download it again",
    });
  }
});

test("abort and break stop a run on the other side, and free what it held", async () => {
  const engine = await engines[1];
  const opened = await engine.open(model);
  await engine.predict(opened, face);
  const { bufferBytes } = await engine.status();
  const controller = new AbortController();
  const aborted = async () => {
    for await (const _ of engine.lime(opened, face, { ...options, batch: 4, signal: controller.signal }))
      controller.abort();
  };

  await expect(aborted()).rejects.toMatchObject({ code: "cancelled" });
  for await (const { stats } of engine.lime(opened, face, { ...options, batch: 4 })) {
    expect(stats.samples).toBeLessThan(24);
    break;
  }

  expect((await engine.status()).bufferBytes).toBe(bufferBytes);
  await engine.close(opened);
  expect((await engine.status()).bufferBytes).toBe(0);
  await expect(engine.predict(opened, face)).rejects.toMatchObject({ code: "bad-model" });
});
