import { afterAll, expect, test } from "vitest";
import { graphModel } from "../../test/graph-model.ts";
import { expectClose, random } from "../../test/ops.ts";
import type { Picture } from "../images/picture.ts";
import { createEngine } from "./node-engine.ts";
import type { Engine } from "./protocol.ts";

const SIZE = 8;
const sizes = { shape: [2], data: [-1, 4 * SIZE ** 2], dtype: "int32" } as const;

/** A convolution, the sine of it, another, a running sum along the rows, and a dense layer. */
const files = graphModel(
  [SIZE, SIZE, 1],
  [
    { name: "first", op: "Conv2D", input: ["x", "w"], attr: { padding: "SAME", strides: [1, 1, 1, 1] } },
    { name: "sine", op: "Sin", input: ["first"] },
    { name: "second", op: "Conv2D", input: ["sine", "v"], attr: { padding: "SAME", strides: [1, 1, 1, 1] } },
    { name: "sums", op: "Cumsum", input: ["second", "axis"] },
    { name: "flat", op: "Reshape", input: ["sums", "sizes"] },
    { name: "logits", op: "MatMul", input: ["flat", "m"] },
    { name: "end", op: "Softmax", input: ["logits"] },
  ],
  {
    w: { shape: [3, 3, 1, 4], data: random(36, 1) },
    v: { shape: [3, 3, 4, 4], data: random(144, 2) },
    m: { shape: [4 * SIZE ** 2, 3], data: random(12 * SIZE ** 2, 3).map((v) => v / 20) },
    axis: { shape: [], data: [2], dtype: "int32" },
    sizes,
  },
);
const picture: Picture = {
  ...{ height: SIZE, width: SIZE, channels: 1, range: [0, 255] },
  data: Uint8Array.from(random(SIZE ** 2, 4), (v) => 128 + 127 * v),
};
const labels = Uint32Array.from({ length: SIZE ** 2 }, (_, p) => 2 * Number(p >= 32) + Number(p % SIZE >= 4));
const lime = {
  ...{ samples: 12, labels: [0], batch: 8 },
  segmentation: { algorithm: "labels", height: SIZE, width: SIZE, labels } as const,
};

const engines: Engine[] = [];
afterAll(async () => void (await Promise.all(engines.map((engine) => engine.dispose()))));

test("a model with ops of TensorFlow.js gives the same on WebGPU as without", async () => {
  const results = [];
  for (const backend of ["webgpu", "wasm", "cpu"] as const) {
    const engine = await createEngine({ backend });
    engines.push(engine);
    const model = await engine.open(files);
    const prediction = await engine.predict(model, picture);
    let weights: readonly number[] = [];
    for await (const { explanations } of engine.lime(model, picture, lime))
      weights = explanations[0].weights.map(([, weight]) => weight);
    results.push({ prediction, weights });
    expect(prediction.backend).toBe(backend);
  }

  const [gpu, ...others] = results;
  for (const other of others) {
    expectClose(other.prediction.probabilities, gpu.prediction.probabilities, { rtol: 0, atol: 1e-5 });
    expectClose(other.weights, gpu.weights, { rtol: 0, atol: 1e-4 });
  }
  expect(Math.max(...gpu.weights.map(Math.abs))).toBeGreaterThan(0.01);
});

test("says which op no gradient goes through, and what to do", async () => {
  const engine = await createEngine({ backend: "cpu" });
  engines.push(engine);
  const model = await engine.open(files);
  const maps = engine.saliency(model, picture, { method: "gradient" });

  await expect(maps.next()).rejects.toThrow(
    expect.objectContaining({
      code: "no-gradient",
      message: expect.stringMatching(/^step 'sums' \(Cumsum\) is computed by TensorFlow.js.*LIME/),
    }),
  );
});
