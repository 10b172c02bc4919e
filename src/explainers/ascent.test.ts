import { describe, expect, test } from "vitest";
import { testBackend, testTfjs } from "../../test/device.ts";
import { expectClose } from "../../test/ops.ts";
import { activation } from "../kernels/ops/activation.ts";
import { conv2d } from "../kernels/ops/conv2d.ts";
import { globalAveragePool2d } from "../kernels/ops/pool2d.ts";
import type { Model } from "../models/model.ts";
import { ascent } from "./ascent.ts";
import type { AscentOptions, AscentResult } from "./ascent-options.ts";

/** Filter 0 sums the picture, filter 1 its left neighbours less its right ones, filter 2 answers nothing. */
const filter = Float32Array.from(
  { length: 27 },
  (_, i) => [1 / 9, [1, 0, -1][Math.floor(i / 3) % 3], -1][i % 3],
);
const bias = Float32Array.of(0, 0, -100);
const toy: Model = {
  name: "toy",
  format: "test",
  inputShape: [8, 8, 1],
  classes: ["a", "b", "c"],
  preprocessing: { channels: "gray", range: [0, 1], resize: "stretch" },
  reasons: [],
  warnings: [],
  layers: [
    {
      name: "conv",
      type: "Conv2D",
      outputShape: [8, 8, 3],
      parameters: 30,
      trainable: 30,
      multiplyAdds: 0,
      inputs: [],
    },
  ],
  apply(g, image) {
    const sum = conv2d(g, image, g.weight("w", [3, 3, 1, 3], filter), {
      strides: [1, 1],
      padding: "same",
      bias,
    });
    const conv = activation(g, sum, { kind: "relu" }, "conv");
    const scores = globalAveragePool2d(g, conv);
    return { scores, logits: scores, exclusive: true, outputs: new Map([["conv", conv]]) };
  },
};

async function last(results: AsyncGenerator<AscentResult, void>): Promise<AscentResult> {
  let found: AscentResult | undefined;
  for await (found of results);
  return found!;
}

const run = async (options: AscentOptions, open = testBackend) =>
  last(ascent({ backend: await open(), model: toy }, { steps: 5, start: "noise", ...options }));

describe.each([
  ["WebGPU", testBackend],
  ["TensorFlow.js", testTfjs],
] as const)("on %s", (_, open) => {
  test.each<AscentOptions>([
    { preset: "report" },
    { preset: "keras" },
    { optimiser: "plain", rate: 0.5 },
    { optimiser: "momentum", rate: 0.1 },
    { optimiser: "adam", rate: 0.05 },
    { transforms: { jitter: 1, rotate: 5, scale: [0.9, 1.1] }, rate: 0.1 },
    { l2: 0.01, totalVariation: 0.001, blurEvery: 3, clip: true, rate: 0.1 },
    { objective: "neuron", position: [3, 3], rate: 0.1 },
    { objective: "deep-dream", rate: 0.1 },
    { layer: "logits", rate: 0.1 },
    { preset: "lucid", redirect: 2 },
    { diversity: 0.1, rate: 0.1 },
    { also: [{ layer: "logits", filter: 1, weight: 0.5 }], rate: 0.1 },
  ])("filters climb: %j", async (options) => {
    const { pictures, done } = await run({ ...options, filters: [0, 1] }, open);

    expect(done).toBe(true);
    for (const { losses, dead } of pictures) {
      expect(losses).toHaveLength(6);
      expect(dead).toBe(false);
    }
    expect(pictures[0].losses[5]).toBeGreaterThan(pictures[0].losses[0]);
  });
});

test("WebGPU and TensorFlow.js climb to the same pictures, whatever the batch and the steps of a frame", async () => {
  const options: AscentOptions = {
    optimiser: "adam",
    rate: 0.05,
    transforms: { jitter: 1, rotate: 5 },
    filters: [0, 1, 0],
  };
  const [whole, small, other] = [
    await run(options),
    await run({ ...options, batch: 2, stepsPerFrame: 2 }),
    await run(options, testTfjs),
  ];

  expect(small.values).toEqual(whole.values);
  expectClose(other.values!, whole.values!, { rtol: 1e-4, atol: 1e-4 });
  expect((await run(options)).values).toEqual(whole.values);
  expect((await run({ ...options, seed: 1 })).values).not.toEqual(whole.values);
});

test("a dead filter is named, and the living rank before it", async () => {
  const { pictures } = await run({});

  expect(pictures.map(({ dead }) => dead)).toEqual([false, false, true]);
  expect(pictures[2]).toMatchObject({ rank: 2, trouble: expect.stringContaining("filter 2 is dead") });
});

test("a frame is one submit and one read-back, and what was held is freed, also when stopped", async () => {
  const backend = await testBackend();
  const before = backend.bufferBytes;
  let frames = 0;
  for await (const { stats } of ascent({ backend, model: toy }, { steps: 12, stepsPerFrame: 4 })) {
    frames++;
    expect([stats.submits, stats.readBacks]).toEqual([frames, frames]);
  }
  expect(frames).toBe(3);
  for await (const _ of ascent({ backend, model: toy }, { steps: 12, stepsPerFrame: 4 })) break;
  const controller = new AbortController();
  const stopped = ascent({ backend, model: toy }, { steps: 12, stepsPerFrame: 4 }, controller.signal);
  await stopped.next();
  controller.abort();
  await expect(stopped.next()).rejects.toMatchObject({ code: "cancelled" });

  expect(backend.bufferBytes).toBe(before);
});

test.each<[AscentOptions, string]>([
  [{ layer: "nope" }, "layer is 'nope'; the model has conv and logits"],
  [{ filters: [3] }, "option 'filters' is 3; it takes 0 to 2, the filters of layer 'conv'"],
  [{ steps: 0 }, "option 'steps' is 0; it takes a whole number from 1 to 100000"],
  [{ start: "picture" }, "the ascent is to start from a picture, but none was given"],
])("says what is wrong: %j", async (options, message) => {
  await expect(run(options)).rejects.toMatchObject({ code: "bad-option", message });
});
