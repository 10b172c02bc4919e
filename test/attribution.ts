/** @file What attribution methods are tested with: models whose answers are known in advance, and a run from end to end. */

import type { Found, Method, SaliencySetup } from "../src/explainers/saliency-setup.ts";
import { scaled } from "../src/kernels/ops/binary.ts";
import { averagePool2d, globalAveragePool2d } from "../src/kernels/ops/pool2d.ts";
import type { Model } from "../src/models/model.ts";
import { testBackend } from "./device.ts";
import { random } from "./ops.ts";

/**
 * Each class score is the mean of one channel of the input [6, 8, 3], its logit is twice that. Its one layer, "pool", has the means of
 * squares of 2 x 2 pixels: [3, 4, 3].
 */
export const means: Model = {
  name: "means",
  format: "test",
  inputShape: [6, 8, 3],
  classes: ["red", "green", "blue"],
  preprocessing: { channels: "rgb", range: [0, 1], resize: "stretch" },
  reasons: [],
  warnings: [],
  layers: [
    {
      name: "pool",
      type: "Conv2D",
      outputShape: [3, 4, 3],
      parameters: 0,
      trainable: 0,
      multiplyAdds: 0,
      inputs: [],
    },
  ],
  apply(g, image) {
    const pool = averagePool2d(g, image, { kernel: [2, 2], strides: [2, 2], padding: "valid" }, "pool");
    const scores = globalAveragePool2d(g, pool);
    return { scores, logits: scaled(g, scores, 2), exclusive: true, outputs: new Map([["pool", pool]]) };
  },
};

/** All classes of `means`, but for what is said otherwise. */
export async function setupOf(setup: Partial<SaliencySetup> = {}): Promise<SaliencySetup> {
  return {
    backend: await testBackend(),
    model: means,
    input: random(144, 1),
    baseline: random(144, 2),
    classes: [0, 1, 2],
    score: "softmax",
    options: {},
    unlessCancelled: (work) => work,
    ...setup,
  };
}

/** The last thing a method finds. */
export async function lastFound(method: Method, setup: SaliencySetup): Promise<Found> {
  let latest: Found | undefined;
  for await (const found of method(setup)) latest = found;
  return latest!;
}
