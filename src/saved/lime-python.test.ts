import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { testTfjs } from "../../test/device.ts";
import { temporaryFolder } from "../../test/folder.ts";
import { hasPython, runPython } from "../../test/python.ts";
import { classifier } from "../explainers/classify.ts";
import { lime } from "../explainers/lime.ts";
import type { LimeOptions, LimeResult } from "../explainers/lime-options.ts";
import type { Picture } from "../images/picture.ts";
import { dense } from "../kernels/ops/conv2d.ts";
import { flatten } from "../kernels/ops/reshape.ts";
import { softmax } from "../kernels/ops/softmax.ts";
import type { Model, Preprocessing } from "../models/model.ts";
import { limeArrays } from "./arrays.ts";
import { limePython } from "./lime-python.ts";
import { writeNpz } from "./npz.ts";

const SIDE = 12; // of what the model reads
const wave = (length: number) => Float32Array.from({ length }, (_, i) => 0.3 * Math.sin(1 + 0.37 * i * i));

/** One dense layer, of gray or colour, that NumPy can be. */
function network(preprocessing: Preprocessing): Model {
  const channels = preprocessing.channels === "gray" ? 1 : 3;
  return {
    ...{
      name: "made",
      format: "test",
      inputShape: [SIDE, SIDE, channels],
      classes: ["a", 'b"\nimport os', "c"],
    },
    ...{ preprocessing, reasons: [], warnings: [], layers: [] },
    apply(g, image) {
      const flat = flatten(g, image);
      const logits = dense(
        g,
        flat,
        g.weight("w", [SIDE * SIDE * channels, 3], wave(SIDE * SIDE * channels * 3)),
      );
      return { scores: softmax(g, logits), logits, exclusive: true, outputs: new Map() };
    },
  };
}

/** The same in NumPy, by Keras's name. */
const KERAS = `
import numpy as np
class models:
    def load_model(path):
        assert path == "made.h5", path
        return Made()
class Made:
    input_shape = (None, ${SIDE}, ${SIDE}, CHANNELS)
    def predict(self, x, verbose):
        i = np.arange(${SIDE * SIDE} * CHANNELS * 3)
        w = (0.3 * np.sin(1 + 0.37 * i * i)).astype("float32").reshape(-1, 3)
        y = x.reshape(len(x), -1) @ w
        e = np.exp(y - y.max(1, keepdims=True))
        return e / e.sum(1, keepdims=True)
`;

const gray: Preprocessing = { channels: "gray", range: [0, 1], resize: "stretch" };
const bgr: Preprocessing = {
  channels: "bgr",
  range: [-1, 1],
  mean: [0.1, 0, 0.2],
  std: [0.5, 1, 2],
  resize: "stretch",
};

const picture = (height: number, width: number, channels: 1 | 3): Picture => ({
  ...{ height, width, channels, range: [0, 255] },
  data: Uint8Array.from({ length: height * width * channels }, (_, i) => {
    const at = Math.floor(i / channels);
    return 128 + 100 * Math.sin((at % width) / 4 + (i % channels)) * Math.cos(Math.floor(at / width) / 5);
  }),
});

const slic = { algorithm: "slic", n_segments: 16, compactness: 5, sigma: 1, start_label: 0 } as const;
const cases: [name: string, Preprocessing, Picture, LimeOptions][] = [
  ["lime's preset on a gray picture", gray, picture(24, 24, 1), { preset: "python", segmentation: slic }],
  [
    "lime's preset, quickshift, a seed drawn",
    bgr,
    picture(24, 20, 3),
    {
      preset: "python",
      segmentation: { algorithm: "quickshift", kernel_size: 1, max_dist: 6, ratio: 0.5 },
      seed: 42,
    },
  ], // prettier-ignore
  [
    "lime's preset, hidden as gray",
    bgr,
    picture(12, 12, 3),
    {
      preset: "python",
      segmentation: { algorithm: "felzenszwalb", scale: 20, min_size: 6 },
      hideColor: 127,
      segmentationSeed: 3,
      kernelWidth: 0.5,
      distance: "euclidean",
    },
  ], // prettier-ignore
  [
    "Limelight's preset on a gray picture",
    gray,
    picture(30, 24, 1),
    { segmentation: { ...slic, compactness: 0.1 } },
  ],
  [
    "Limelight's preset, a grid, fewer pixels than the model",
    bgr,
    picture(8, 10, 3),
    { segmentation: { algorithm: "grid", rows: 4, columns: 5 }, featureSelection: "none" },
  ], // prettier-ignore
  [
    "a later call, as forward selection",
    gray,
    picture(24, 24, 1),
    { preset: "python", segmentation: slic, draws: 1001, numFeatures: 4 },
  ], // prettier-ignore
];

async function explain(
  preprocessing: Preprocessing,
  image: Picture,
  options: LimeOptions,
): Promise<LimeResult> {
  const model = network(preprocessing);
  const ready = await classifier(await testTfjs(), model, image);
  const answer = await ready.answer(image);
  let last: LimeResult | undefined;
  for await (const result of lime(answer, { samples: 200, seed: 7, top: 2, ...options })) last = result;
  ready.dispose();
  return last!;
}

describe.skipIf(!hasPython())("as Python", () => {
  test.each(cases)("it can be compiled: %s", async (_, preprocessing, image, options) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "a.py"), limePython(await explain(preprocessing, image, options), "a.npz")!);

    runPython(["-c", 'compile(open("a.py").read(), "a.py", "exec")'], folder);
  });
});

describe.skipIf(!hasPython("lime.lime_image"))("with lime itself", () => {
  test.each(cases)("it gives the same weights: %s", async (_, preprocessing, image, options) => {
    const folder = temporaryFolder();
    const result = await explain(preprocessing, image, options);
    writeFileSync(join(folder, "a.py"), limePython(result, "a.npz")!);
    writeFileSync(join(folder, "a.npz"), writeNpz(limeArrays(result, image)));
    writeFileSync(
      join(folder, "keras.py"),
      KERAS.replaceAll("CHANNELS", preprocessing.channels === "gray" ? "1" : "3"),
    );

    const printed = runPython(["a.py"], folder, folder);

    const weights: Record<string, Record<string, number>> = {};
    let label = "";
    for (const line of printed.trim().split("\n")) {
      label = /^class (\d+)/.exec(line)?.[1] ?? label;
      const [, segment, weight] = /superpixel +(\d+) (\S+)/.exec(line) ?? [];
      if (segment) (weights[label] ??= {})[segment] = Number(weight);
    }
    expect(Object.keys(weights)).toHaveLength(2);
    for (const [index, explanation] of Object.entries(result.explanations)) {
      expect(Object.keys(weights[index])).toHaveLength(explanation.weights.length);
      for (const [segment, weight] of explanation.weights)
        expect(Math.abs(weights[index][segment] - weight)).toBeLessThan(3e-6);
    }
  });
});

test("says so where lime cannot do the same", async () => {
  const blurred = await explain(gray, picture(24, 24, 1), { segmentation: slic, hideColor: "blur" });
  const few = { algorithm: "grid", rows: 2, columns: 2 } as const;
  const exact = await explain(gray, picture(24, 24, 1), { segmentation: few });
  const shapley = await explain(gray, picture(24, 24, 1), { method: "kernel-shap", segmentation: few });

  expect(limePython(blurred, "a.npz")).toContain("lime cannot blur what it hides");
  expect(limePython(exact, "a.npz")).toContain("Limelight asked about all 16 sets of superpixels");
  expect(limePython(shapley, "a.npz")).toBeUndefined();
});
