/** @file A network of the size people bring: MobileNetV2's layers at 224x224, with random weights, on wasm, on a photograph. */

import { resolve } from "node:path";
import * as ort from "onnxruntime-web";
import { afterAll, beforeAll, expect, test } from "vitest";
import { NETS } from "../bench/nets/nets.ts";
import { onnxFile } from "../bench/nets/onnx-file.ts";
import { tfjsFiles } from "../bench/nets/tfjs-files.ts";
import type { LimeResult } from "../src/explainers/lime-options.ts";
import type { Picture } from "../src/images/picture.ts";
import { createEngine } from "../src/workers/node-engine.ts";
import type { Engine, ModelInfo } from "../src/workers/protocol.ts";

const SIDE = 224;
const net = NETS["mobilenet-v2"](false);
const coffee = resolve(import.meta.dirname, "../public/sample/coffee.png");

let engine: Engine;
let model: ModelInfo;
beforeAll(async () => {
  engine = await createEngine({ backend: "wasm" });
  model = await engine.open(tfjsFiles(net), { range: [0, 1] });
});
afterAll(() => engine.dispose());

async function lime(): Promise<LimeResult> {
  let latest: LimeResult | undefined;
  for await (latest of engine.lime(model, coffee, { samples: 24, seed: 3 }));
  return latest!;
}

test("its prediction is onnxruntime's", async () => {
  const data = Uint8Array.from(
    { length: SIDE * SIDE * 3 },
    (_, i) => 127 + 120 * Math.sin(i / 7001 + (i % 3)),
  );
  const picture: Picture = { width: SIDE, height: SIDE, channels: 3, data, range: [0, 255] };
  const planes = new Float32Array(data.length);
  for (const [i, value] of data.entries()) planes[(i % 3) * SIDE * SIDE + Math.floor(i / 3)] = value / 255;
  const session = await ort.InferenceSession.create(onnxFile(net));
  const { [session.outputNames[0]]: expected } = await session.run({
    image: new ort.Tensor("float32", planes, [1, 3, SIDE, SIDE]),
  });

  const { probabilities } = await engine.predict(model, picture);

  expect(probabilities).toHaveLength(1000);
  for (const [i, p] of probabilities.entries()) expect(p).toBeCloseTo(Number(expected.data[i]), 6);
  await session.release();
});

test("LIME stays within its memory, and finds the same again", async () => {
  const [first, again] = [await lime(), await lime()];

  expect(first.stats.predicted).toBe(24);
  expect(first.stats.peakBufferBytes).toBeLessThan(2 ** 28);
  expect(again.explanations).toEqual(first.explanations);
  expect(Object.values(first.explanations)[0].weights.some(([, weight]) => weight !== 0)).toBe(true);
});

test("it is cancelled within a batch", async () => {
  const abort = new AbortController();
  const run = engine.lime(model, coffee, { samples: 1000, signal: abort.signal });
  await run.next();
  const asked = performance.now();
  abort.abort();

  await expect(run.next()).rejects.toMatchObject({ code: "cancelled" });
  expect(performance.now() - asked).toBeLessThan(5000);
});
