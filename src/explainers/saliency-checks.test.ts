import { expect, test } from "vitest";
import { saliencyOf } from "../../test/small-network.ts";
import { SALIENCY_METHODS, type SaliencyOptions } from "./saliency-options.ts";

test("explains the most probable classes unless it is told which", async () => {
  const { attributions, prediction } = await saliencyOf({ top: 2 });

  const ranked = [0, 1, 2].sort((a, b) => prediction[b] - prediction[a]);
  expect(Object.keys(attributions).map(Number).sort()).toEqual(ranked.slice(0, 2).sort());
});

test.each(SALIENCY_METHODS)(
  "explains the logit, but of occlusion and RISE the probability: %s",
  async (method) => {
    const { options } = await saliencyOf({ method, samples: 1, steps: 2 });

    expect(options.score).toBe(["occlusion", "rise"].includes(method) ? "softmax" : "logit");
  },
);

test("says that a baseline was given, and does not repeat it", async () => {
  const baseline = { shape: [8, 6, 3], data: new Float32Array(144) };
  const { options } = await saliencyOf({ method: "integrated-gradients", steps: 2, baseline });

  expect(options.baseline).toBe("given");
});

test.each<[SaliencyOptions, string]>([
  [{ method: "magic" as "rise" }, "option 'method' is 'magic'; it takes gradient, "],
  [{ labels: [3] }, "option 'labels' is 3; it takes class indices from 0 to 2"],
  [{ score: "best" as "logit" }, "option 'score' is 'best'; it takes logit, softmax, cross-entropy"],
  [{ method: "smoothgrad", samples: 0 }, "option 'samples' is 0; it takes a whole number from 1"],
  [{ method: "smoothgrad", noise: -1 }, "option 'noise' is -1; it takes a share"],
  [
    { method: "vargrad", seed: 2 ** 32 },
    "option 'seed' is 4294967296; it takes a whole number from 0 to 4294967295",
  ],
  [
    { method: "integrated-gradients", steps: 1 },
    "option 'steps' is 1; it takes a whole number from 2 to 3200",
  ],
  [{ method: "integrated-gradients", rule: "simpson" as "left" }, "option 'rule' is 'simpson'"],
  [{ method: "integrated-gradients", baseline: "pink" as "black" }, "option 'baseline' is pink"],
  [
    { method: "integrated-gradients", baseline: { shape: [6, 8, 3], data: new Float32Array(144) } },
    "option 'baseline' is an array of shape [6,8,3]; it takes the shape of the model's input, [8,6,3]",
  ],
  [
    { method: "integrated-gradients", baseline: { shape: [8, 6, 3], data: new Float32Array(3) } },
    "option 'baseline' is an array of shape [8,6,3]",
  ],
  [
    { method: "rise", baseline: { shape: [8, 6, 3], data: new Float32Array(144).fill(Number.NaN) } },
    "option 'baseline' is an array with NaN in it; it takes finite numbers",
  ],
  [{ method: "integrated-gradients", completeness: 0 }, "option 'completeness' is 0"],
  [{ method: "occlusion", window: 7 }, "option 'window' is 7; it takes a whole number from 1 to 6"],
  [{ method: "rise", keep: 1 }, "option 'keep' is 1"],
  [{ method: "rise", cells: 7 }, "option 'cells' is 7; it takes a whole number from 1 to 6"],
  [{ reduce: "median" as "max" }, "option 'reduce' is 'median'"],
  [{ batch: 0.5 }, "option 'batch' is 0.5"],
  [{ memoryBudget: 0 }, "option 'memoryBudget' is 0"],
])("refuses %j", async (options, message) => {
  await expect(saliencyOf(options)).rejects.toThrow(message);
  await expect(saliencyOf(options)).rejects.toMatchObject({ code: "bad-option" });
});
