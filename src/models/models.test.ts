import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { testBackend, testTfjs } from "../../test/device.ts";
import { describeGolden, goldenBytes } from "../../test/golden.ts";
import { expectClose } from "../../test/ops.ts";
import { classifier } from "../explainers/classify.ts";
import { readNpy } from "../images/npy.ts";
import type { Picture } from "../images/picture.ts";
import { openModel } from "./open.ts";

const human = new URL("../../node_modules/@vladmandic/human/models/", import.meta.url);
const emotion = () =>
  ["emotion.json", "emotion.bin"].map((name) => ({
    name,
    bytes: new Uint8Array(readFileSync(new URL(name, human))),
  }));

describeGolden("reference models", () => {
  const models = [
    ["fer2013_mini_XCEPTION.119-0.65.hdf5", "mini_xception_48", [-1, 1], 58423],
    ["onnx/mini_xception_48.onnx", "mini_xception_48", [-1, 1], 58423],
    ["report_small_trained.h5", "report_small_trained", [0, 1], 272567],
    ["report_small_random.h5", "report_small_random", [0, 1], 272567],
    ["report_small_random_theano.h5", "report_small_random", [0, 1], 272567],
  ] as const;
  test.each(models)("%s gives Keras's probabilities on WebGPU and on tfjs", async (file, name, range) => {
    const model = await openModel([{ name: file, bytes: goldenBytes(`models/${file}`) }], { range });
    const images = readNpy(goldenBytes("images/fer70.npy"));
    const expected = readNpy(goldenBytes(`attribution/${name}/probs_all.npy`));
    for (const backend of [await testBackend(), await testTfjs()]) {
      let ready: Awaited<ReturnType<typeof classifier>> | undefined;
      for (const i of [0, 13, 31, 47, 69]) {
        const data = images.data.slice(i * 2304, (i + 1) * 2304) as Uint8Array<ArrayBuffer>;
        const picture: Picture = { height: 48, width: 48, channels: 1, data, range: [0, 255] };
        ready ??= await classifier(backend, model, picture);
        const row = Array.from(expected.data.slice(i * 7, (i + 1) * 7) as Float32Array);
        expectClose((await ready.answer(picture)).prediction, row, { atol: 1e-4, rtol: 0 });
      }
      ready?.dispose();
    }
  });
});

test("the emotion network of @vladmandic/human is read, and agrees on WebGPU and tfjs", async () => {
  const model = await openModel(emotion());
  expect(model).toMatchObject({ format: "tfjs-graph", inputShape: [64, 64, 1], name: "emotion" });
  expect(model.classes).toEqual(["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"]);
  expect(model.preprocessing.range).toEqual([-1, 1]);
  const data = Uint8Array.from({ length: 64 * 64 }, (_, i) => (i * 37 + (i >> 6) * 11) % 256);
  const picture: Picture = { height: 64, width: 64, channels: 1, data, range: [0, 255] };

  const answers = [];
  for (const backend of [await testBackend(), await testTfjs()]) {
    const ready = await classifier(backend, model, picture);
    answers.push((await ready.answer(picture)).prediction);
    ready.dispose();
  }

  expectClose(answers[0], answers[1], { atol: 1e-5 });
  expect(answers[0].reduce((a, b) => a + b)).toBeCloseTo(1, 5);
});
