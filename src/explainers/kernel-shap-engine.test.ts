import { describe, expect, test } from "vitest";
import { means } from "../../test/attribution.ts";
import { testBackend } from "../../test/device.ts";
import { testWasm } from "../../test/wasm.ts";
import type { Picture } from "../images/picture.ts";
import type { Backend } from "../kernels/backend.ts";
import { multiply } from "../kernels/ops/binary.ts";
import { concatenate } from "../kernels/ops/concatenate.ts";
import { pick } from "../kernels/ops/gather.ts";
import { flatten } from "../kernels/ops/reshape.ts";
import { dot } from "../kernels/ops/sum-rows.ts";
import type { Model } from "../models/model.ts";
import { lime } from "./lime.ts";
import type { ClassExplanation, LimeOptions, LimeResult } from "./lime-options.ts";

/** A picture of 8 gray squares, and a classifier that looks at single pixels: superpixel i is column i. */
const picture: Picture = {
  height: 1,
  width: 8,
  channels: 1,
  data: Uint8Array.of(255, 204, 51, 102, 153, 255, 51, 204),
  range: [0, 255],
};
const segmentation = {
  algorithm: "labels",
  height: 1,
  width: 8,
  labels: Uint32Array.from({ length: 8 }, (_, i) => i),
} as const;

/** "sum": the first four pixels, each times its place. "both": the fifth times the sixth. */
const columns: Model = {
  ...means,
  inputShape: [1, 8, 1],
  classes: ["sum", "both"],
  preprocessing: { channels: "gray", range: [0, 1], resize: "stretch" },
  apply(g, image) {
    const pixels = flatten(g, image);
    const places = g.weight("places", [8], Float32Array.of(1, 2, 3, 4, 0, 0, 0, 0));
    const both = multiply(g, pick(g, pixels, [4]), pick(g, pixels, [5]));
    const scores = concatenate(g, [dot(g, pixels, places), both], -1);
    return { scores, logits: scores, exclusive: true, outputs: new Map() };
  },
};
/** Where hidden pixels are black. */
const expected = { 0: [1, 1.6, 0.6, 1.6, 0, 0, 0, 0], 1: [0, 0, 0, 0, 0.3, 0.3, 0, 0] };
const shap = { method: "kernel-shap", segmentation, hideColor: 0, labels: [0, 1] } as const;

describe("KernelSHAP on LIME's engine", () => {
  test.each<[on: string, open: typeof testBackend]>([
    ["WebGPU", testBackend],
    ["wasm", testWasm],
  ])("exact where there are no more coalitions than samples: %s", async (_, open) => {
    const result = await last(await open(), { ...shap, samples: 256 });

    expect(result).toMatchObject({ method: "kernel-shap", done: true, options: { method: "kernel-shap" } });
    expect(result.stats).toMatchObject({ exact: true, samples: 256, distinct: 256 });
    for (const [label, values] of Object.entries(expected)) {
      const explanation = result.explanations[Number(label)];
      valuesOf(explanation).forEach((value, i) => void expect(value).toBeCloseTo(values[i], 5));
      expect(explanation.intercept).toBe(0);
      expect(explanation.localPrediction).toBeCloseTo(
        values.reduce((a, b) => a + b, 0),
        5,
      );
    }
  });

  test("sampled: the same for any batch, and each result adds up", async () => {
    const options = { ...shap, samples: 101, seed: 3 };
    const backend = await testBackend();
    const reference = await last(backend, { ...options, batch: 64 });

    expect(reference.stats).toMatchObject({ exact: false, samples: 100 });
    valuesOf(reference.explanations[0]).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[0][i], 5);
    });
    for (const batch of [1, 7]) {
      let seen = 0;
      for await (const { explanations, stats, done } of lime(answer(backend), { ...options, batch })) {
        seen++;
        expect(stats.samples % 2).toBe(0);
        for (const each of [explanations[0], explanations[1]])
          expect(valuesOf(each).reduce((a, b) => a + b, each.intercept)).toBeCloseTo(
            each.localPrediction,
            12,
          );
        if (done) expect(explanations).toEqual(reference.explanations);
      }
      expect(seen).toBeGreaterThan(0);
    }
    const wasm = await last(await testWasm(), options);
    valuesOf(wasm.explanations[1]).forEach((value, i) => {
      expect(value).toBeCloseTo(valuesOf(reference.explanations[1])[i], 5);
    });
  });

  test("another seed draws other coalitions", async () => {
    const [one, two] = [1, 2].map((seed) =>
      testBackend().then((backend) => last(backend, { ...shap, samples: 40, seed })),
    );

    expect((await one).explanations[1]).not.toEqual((await two).explanations[1]);
  });

  test("break frees the device's memory", async () => {
    const backend = await testBackend();
    const before = backend.bufferBytes;
    for await (const _ of lime(answer(backend), { ...shap, samples: 200, batch: 20 })) break;

    expect(backend.bufferBytes).toBe(before);
  });

  test.each<[LimeOptions, string]>([
    [{ method: "shap" as "lime" }, "option 'method' is 'shap'; it takes lime, kernel-shap"],
    [{ preset: "python" }, "option 'preset' is 'python'; it takes limelight"],
    [{ samples: 31 }, "option 'samples' is 31; it takes 32 or more for KernelSHAP on 8 superpixels"],
  ])("refuses %j", async (options, message) => {
    await expect(last(await testBackend(), { ...shap, ...options })).rejects.toThrow(message);
  });
});

const answer = (backend: Backend) => ({
  backend,
  model: columns,
  picture,
  prediction: Float64Array.of(0, 0),
});

async function last(backend: Backend, options: LimeOptions): Promise<LimeResult> {
  let latest: LimeResult | undefined;
  for await (const result of lime(answer(backend), options)) latest = result;
  return latest!;
}

/** By superpixel. */
const valuesOf = ({ weights }: ClassExplanation): number[] =>
  weights.toSorted(([a], [b]) => a - b).map(([, weight]) => weight);
