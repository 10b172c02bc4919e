import { expect, test } from "vitest";
import { lastFound, setupOf } from "../../test/attribution.ts";
import { testTfjs } from "../../test/device.ts";
import { expectClose, random } from "../../test/ops.ts";
import { smallNetwork } from "../../test/small-network.ts";
import { GraphBuilder } from "../graph/graph.ts";
import { scaled } from "../kernels/ops/binary.ts";
import { dense } from "../kernels/ops/conv2d.ts";
import type { Model } from "../models/model.ts";
import { gradient } from "../passes/gradient.ts";
import { gradCam, gradCamPlusPlus, layerCam } from "./cam.ts";
import type { Method, SaliencySetup } from "./saliency-setup.ts";
import { scoreSeed } from "./score.ts";

type Numbers = ArrayLike<number>;

const input = random(8 * 6 * 3, 5);
const network = (setup: Partial<SaliencySetup> = {}) =>
  setupOf({ model: smallNetwork, input, score: "logit", ...setup });

/** A layer's output, and the gradient of a class by it, one pixel after another. */
async function mapsAndSlopes(layer: string, index: number) {
  const g = new GraphBuilder();
  const x = g.input("x", smallNetwork.inputShape);
  const chosen = g.input("chosen", [3]);
  const applied = smallNetwork.apply(g, x);
  const maps = applied.outputs.get(layer)!;
  const slopes = gradient(g, [scoreSeed(g, applied, "logit", chosen)], maps);
  const plan = await (await testTfjs()).compile(g.build([maps, slopes]), { maxBatch: 1 });
  plan.write(x, input);
  plan.write(
    chosen,
    Float32Array.from([0, 1, 2], (c) => Number(c === index)),
  );
  const [a, da] = await plan.askAll([maps, slopes], 1);
  plan.dispose();
  return { a, da, channels: maps.shape[2], pixels: maps.shape[0] * maps.shape[1] };
}

const sum = (length: number, of: (i: number) => number) =>
  Array.from({ length }, (_, i) => of(i)).reduce((a, b) => a + b, 0);

/** By the papers, in plain loops: the weight of channel c at pixel p. */
const formulas: [
  name: string,
  Method,
  (a: Numbers, da: Numbers, channels: number, pixels: number) => (c: number, p: number) => number,
][] = [
  [
    "Grad-CAM",
    gradCam,
    (_, da, channels, pixels) => (c) => sum(pixels, (p) => da[p * channels + c]) / pixels,
  ],
  [
    "Grad-CAM++",
    gradCamPlusPlus,
    (a, da, channels, pixels) => (c) => {
      const all = sum(pixels, (p) => a[p * channels + c]);
      const alpha = (p: number) => {
        const d = da[p * channels + c];
        return d === 0 ? 0 : d ** 2 / (2 * d ** 2 + d ** 3 * all);
      };
      const norm = sum(pixels, alpha) || 1;
      return sum(pixels, (p) => (alpha(p) / norm) * Math.max(0, da[p * channels + c]));
    },
  ],
  ["Layer-CAM", layerCam, (_, da, channels) => (c, p) => Math.max(0, da[p * channels + c])],
];

for (const [name, method, weightOf] of formulas)
  test.each(["conv1", "conv2"])(`${name} at %s is what its paper says`, async (layer) => {
    const { shape, values, layer: used } = await lastFound(method, await network({ options: { layer } }));

    expect(used).toBe(layer);
    expect(shape).toEqual(layer === "conv1" ? [8, 6, 1] : [4, 3, 1]);
    for (const index of [0, 1, 2]) {
      const { a, da, channels, pixels } = await mapsAndSlopes(layer, index);
      const weight = weightOf(a, da, channels, pixels);
      const expected = Array.from({ length: pixels }, (_, p) =>
        sum(channels, (c) => weight(c, p) * a[p * channels + c]),
      );
      expectClose(values[index], expected, { rtol: 1e-3, atol: 1e-5 }); // Grad-CAM++ divides by what may be close to 0
    }
  });

test("a channel that nothing depends on adds nothing to Grad-CAM++", async () => {
  const used = random(144 * 3, 6).map((v, i) => (Math.floor(i / 3) % 3 === 2 ? 0 : v)); // [pixel, channel, class]
  const model: Model = {
    ...smallNetwork,
    apply(g, x) {
      const maps = scaled(g, x, 1, "maps");
      const logits = dense(g, maps, g.weight("w", [144, 3], used));
      return { scores: logits, logits, exclusive: true, outputs: new Map([["maps", maps]]) };
    },
  };
  const setup = await network({ model, classes: [0], options: { layer: "maps" } });

  const { values } = await lastFound(gradCamPlusPlus, setup);
  const other = input.map((v, i) => (i % 3 === 2 ? 5 : v));

  expect(values[0].every(Number.isFinite)).toBe(true);
  expectClose((await lastFound(gradCamPlusPlus, { ...setup, input: other })).values[0], values[0]);
});

test("a class alone, or one after another, gets the same as among others", async () => {
  const { values, scores } = await lastFound(gradCam, await network());

  const alone = await lastFound(gradCam, await network({ classes: [2] }));
  const [last] = [await lastFound(gradCam, await network({ options: { batch: 1 } }))];

  expectClose(alone.values[0], values[2]);
  expectClose(alone.scores, [scores[2]]);
  for (const k of [0, 1, 2]) expectClose(last.values[k], values[k]);
  expect(last).toMatchObject({ batch: 1, done: 3, total: 3 });
});

test("takes the last convolution where no layer is named", async () => {
  expect(await lastFound(layerCam, await network())).toMatchObject({ layer: "conv2" });
});

test.each([
  ["dense", "layer 'dense' answers [3]; a class activation map needs a height and a width"],
  ["conv9", "layer is 'conv9'; the model has conv1, conv2, dense and logits"],
])("says why layer %s will not do", async (layer, message) => {
  await expect(lastFound(gradCam, await network({ options: { layer } }))).rejects.toThrow(message);
});
