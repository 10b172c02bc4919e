import { expect, test } from "vitest";
import { testTfjs } from "../../test/device.ts";
import { fixture, fixturePicture } from "../../test/fixtures/read.ts";
import { expectClose } from "../../test/ops.ts";
import { classifier } from "../explainers/classify.ts";
import { lime } from "../explainers/lime.ts";
import { saliency } from "../explainers/saliency.ts";
import type { Picture } from "../images/picture.ts";
import type { Model } from "./model.ts";
import { openModel } from "./open.ts";

const pictureFor = ({ inputShape: [height, width, channels] }: Model): Picture => ({
  ...{ height, width, channels: channels as 1 | 3, range: [0, 1] },
  data: Float64Array.from(fixturePicture([height, width, channels])),
});

async function explained(model: Model) {
  const picture = pictureFor(model);
  const ready = await classifier(await testTfjs(), model, picture);
  const answer = await ready.answer(picture);
  ready.dispose();
  const segmentation = { algorithm: "grid", rows: 2, columns: 3 } as const;
  let [weights, map]: number[][] = [[], []];
  for await (const { explanations } of lime(answer, { segmentation, hideColor: 0, samples: 64, seed: 7 }))
    weights = [...explanations[0].weights].sort((a, b) => a[0] - b[0]).map(([, weight]) => weight);
  for await (const { attributions } of saliency(answer, { method: "gradient", labels: [0] }))
    map = Array.from(attributions[0].values);
  return { weights, map };
}

test("the same network as Keras .h5 and as ONNX has the same explanation", async () => {
  const [keras, onnx] = await Promise.all(
    ["keras3-sequential.h5", "onnx/keras.onnx"].map(async (name) =>
      explained(await openModel([fixture(name)])),
    ),
  );

  expect(keras.weights).toHaveLength(6);
  expectClose(onnx.weights, keras.weights, { rtol: 0, atol: 1e-5 });
  expect(Math.max(...keras.map.map(Math.abs))).toBeGreaterThan(0.01);
  expectClose(onnx.map, keras.map, { rtol: 0, atol: 1e-5 });
});

test.each(["resnet", "squeezenet", "vgg", "densenet", "excited", "mobilenet"])(
  "explains %s",
  async (name) => {
    const { weights, map } = await explained(await openModel([fixture(`onnx/${name}.onnx`)]));

    expect(weights.some((weight) => Math.abs(weight) > 1e-6)).toBe(true);
    expect(map.every(Number.isFinite)).toBe(true);
    expect(map.some((v) => v !== 0)).toBe(true);
  },
);
