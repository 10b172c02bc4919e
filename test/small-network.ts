/** @file A network small enough for any adapter, with everything that makes gradients interesting, and what explains it. */

import { type Answer, classifier } from "../src/explainers/classify.ts";
import { saliency } from "../src/explainers/saliency.ts";
import type { SaliencyOptions, SaliencyResult } from "../src/explainers/saliency-options.ts";
import type { GraphBuilder, Value } from "../src/graph/graph.ts";
import type { Picture } from "../src/images/picture.ts";
import type { Backend } from "../src/kernels/backend.ts";
import { activation } from "../src/kernels/ops/activation.ts";
import { conv2d, dense } from "../src/kernels/ops/conv2d.ts";
import { globalAveragePool2d, maxPool2d } from "../src/kernels/ops/pool2d.ts";
import { softmax } from "../src/kernels/ops/softmax.ts";
import type { Layer, Model } from "../src/models/model.ts";
import { testBackend } from "./device.ts";
import { random } from "./ops.ts";

const weights = {
  conv1: random(3 * 3 * 3 * 4, 11),
  conv2: random(3 * 3 * 4 * 5, 12),
  dense: random(5 * 3, 13).map((v) => 3 * v),
};
const layer = (name: string, type: string, outputShape: number[]): Layer => ({
  ...{ name, type, outputShape, parameters: 0, trainable: 0, multiplyAdds: 0, inputs: [] },
});

/** [8, 6, 3], two convolutions with ReLUs and a pool between them, three classes. Its input is standardised. */
export const smallNetwork: Model = {
  name: "small",
  format: "test",
  inputShape: [8, 6, 3],
  classes: ["a", "b", "c"],
  preprocessing: { channels: "rgb", range: [-1, 1], std: [0.5, 1, 2], resize: "stretch" },
  reasons: [],
  warnings: [],
  layers: [
    layer("conv1", "Conv2D", [8, 6, 4]),
    layer("conv2", "Conv2D", [4, 3, 5]),
    layer("dense", "Dense", [3]),
  ],
  apply(g, image) {
    const same = { strides: [1, 1], padding: "same" } as const;
    const conv1 = conv2d(g, image, g.weight("w1", [3, 3, 3, 4], weights.conv1), same, "conv1");
    const half = { kernel: [2, 2], strides: [2, 2], padding: "valid" } as const;
    const pool = maxPool2d(g, activation(g, conv1, { kind: "relu" }), half);
    const conv2 = conv2d(g, pool, g.weight("w2", [3, 3, 4, 5], weights.conv2), same, "conv2");
    const features = globalAveragePool2d(g, activation(g, conv2, { kind: "relu" }));
    const logits = dense(g, features, g.weight("w3", [5, 3], weights.dense), {}, "dense");
    const scores = softmax(g, logits);
    const outputs = new Map([conv1, conv2, logits].map((value) => [value.name, value]));
    return { scores, logits, exclusive: true, outputs };
  },
};

/** Of the size that `smallNetwork` takes. */
export const picture: Picture = {
  ...{ height: 8, width: 6, channels: 3, range: [0, 255] },
  data: Uint8Array.from({ length: 8 * 6 * 3 }, (_, i) => (i * 53) % 256),
};

/** The same input and classes; logits are what `of` makes of the input. */
export const scoring = (of: (g: GraphBuilder, image: Value) => Value): Model => ({
  ...smallNetwork,
  ...{ name: "made", layers: [] },
  apply(g, image) {
    const logits = of(g, image);
    return { scores: softmax(g, logits), logits, exclusive: true, outputs: new Map() };
  },
});

const slopes = random(8 * 6 * 3 * 3, 21);

export const linear = (g: GraphBuilder, x: Value): Value =>
  dense(g, x, g.weight("w", [8 * 6 * 3, 3], slopes));
/** d logit of class c / d input, of `linear`. */
export const slopeOf = (c: number): Float32Array<ArrayBuffer> => slopes.filter((_, i) => i % 3 === c);

export async function answerOf(model: Model, open: () => Promise<Backend> = testBackend): Promise<Answer> {
  const ready = await classifier(await open(), model, picture);
  const answer = await ready.answer(picture);
  ready.dispose();
  return answer;
}

/** The last result. */
export async function saliencyOf(
  options: SaliencyOptions,
  model: Model = smallNetwork,
  open: () => Promise<Backend> = testBackend,
): Promise<SaliencyResult> {
  let latest: SaliencyResult | undefined;
  for await (const result of saliency(await answerOf(model, open), options)) latest = result;
  return latest!;
}
