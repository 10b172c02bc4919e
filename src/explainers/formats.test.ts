/** @file One network in every format there is a file of: who explains it must not see which it was. */

import { expect, test } from "vitest";
import { testTfjs } from "../../test/device.ts";
import { fixture } from "../../test/fixtures/read.ts";
import { expectClose } from "../../test/ops.ts";
import type { Picture } from "../images/picture.ts";
import { openModel } from "../models/open.ts";
import { classifier } from "./classify.ts";
import { lime } from "./lime.ts";
import { saliency } from "./saliency.ts";

const picture: Picture = {
  ...{ height: 6, width: 6, channels: 1, range: [0, 255] },
  data: Uint8Array.from({ length: 36 }, (_, i) => (i * 53) % 256),
};
const labels = Uint32Array.from({ length: 36 }, (_, i) => Math.floor(i / 12) * 3 + Math.floor((i % 6) / 2));

/** Weights of LIME's superpixels, and the gradient of every pixel. */
async function explain(names: readonly string[]) {
  const ready = await classifier(await testTfjs(), await openModel(names.map(fixture)), picture);
  const answer = await ready.answer(picture);
  ready.dispose();
  const segmentation = { algorithm: "labels", height: 6, width: 6, labels } as const;
  let weights: number[] = [];
  for await (const { explanations } of lime(answer, { labels: [1], samples: 300, seed: 3, segmentation }))
    weights = [...explanations[1].weights].sort((a, b) => a[0] - b[0]).map(([, weight]) => weight);
  let map: Float32Array | undefined;
  for await (const result of saliency(answer, { method: "gradient", labels: [1] }))
    map = result.attributions[1].map;
  return { weights, map: map! };
}

test.each([
  ["keras3-sequential.keras"],
  ["keras2-list.h5"],
  ["tfjs-layers.json", "tfjs-layers-shard1of2.bin", "tfjs-layers-shard2of2.bin"],
  ["tfjs-graph.json", "tfjs-graph.bin"],
])("%s is explained as the .h5 of Keras 3", async (...names) => {
  const expected = await explain(["keras3-sequential.h5"]);

  const { weights, map } = await explain(names);

  const within = (numbers: ArrayLike<number>) => ({ rtol: 0, atol: 1e-3 * largest(numbers) });
  expectClose(weights, expected.weights, within(expected.weights));
  expectClose(map, expected.map, within(expected.map));
  expect(largest(expected.weights)).toBeGreaterThan(1e-3);
});

const largest = (numbers: ArrayLike<number>) => Math.max(...Array.from(numbers, Math.abs));
