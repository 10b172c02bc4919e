import { expect, test } from "vitest";
import { testBackend } from "../../test/device.ts";
import { linear, picture, saliencyOf, scoring, smallNetwork } from "../../test/small-network.ts";
import type { GraphBuilder, Value } from "../graph/graph.ts";
import { activation } from "../kernels/ops/activation.ts";
import { multiply, scaled, subtract } from "../kernels/ops/binary.ts";
import { constant, ones } from "../kernels/ops/constants.ts";
import { dense } from "../kernels/ops/conv2d.ts";
import { softmax } from "../kernels/ops/softmax.ts";
import type { Model } from "../models/model.ts";
import { classifier } from "./classify.ts";
import { saliency } from "./saliency.ts";

const large = (g: GraphBuilder, x: Value) => scaled(g, linear(g, x), 1000);
const dead = (g: GraphBuilder, x: Value) =>
  activation(g, subtract(g, linear(g, x), constant(g, 1e4)), { kind: "relu" });
const broken = (g: GraphBuilder, x: Value) => multiply(g, linear(g, x), constant(g, Number.NaN));

test("says that a softmax is saturated", async () => {
  const { attributions } = await saliencyOf({ score: "softmax" }, scoring(large));

  const [{ trouble }] = Object.values(attributions);
  expect(trouble).toMatch(/^the gradient is zero everywhere: the probability is 1, .* explain the logit$/);
  expect(Object.values((await saliencyOf({}, scoring(large))).attributions)[0].trouble).toBeUndefined();
});

test("says that a softmax is so close to 1 that its gradient is rounding", async () => {
  const close = scoring((g, x) => scaled(g, linear(g, x), 4.55));
  const { prediction, attributions } = await saliencyOf({ score: "softmax" }, close);

  const [{ trouble, values }] = Object.values(attributions);
  expect(Math.max(...prediction)).toBeGreaterThanOrEqual(1 - 1e-6);
  expect(values.some((v) => v !== 0)).toBe(true);
  expect(trouble).toMatch(/its gradient is mostly rounding error; explain the logit$/);
});

test("says that ReLUs are off", async () => {
  const { attributions } = await saliencyOf({ labels: [0] }, scoring(dead));

  expect(attributions[0].trouble).toMatch(/^the gradient is zero everywhere: no small change/);
  expect(attributions[0].range).toEqual([0, 0]);
});

test("says that there are NaNs", async () => {
  const { attributions } = await saliencyOf({ labels: [0] }, scoring(broken));

  expect(attributions[0].trouble).toMatch(/^144 of 144 numbers are not finite/);
});

test("says that there is no way from the baseline", async () => {
  const grey = { ...picture, data: new Uint8Array(144) };
  const ready = await classifier(await testBackend(), smallNetwork, grey);
  const answer = await ready.answer(grey);
  ready.dispose();
  let trouble: string | undefined;
  for await (const { attributions } of saliency(answer, { method: "integrated-gradients", labels: [0] }))
    ({ trouble } = attributions[0]);

  expect(trouble).toMatch(/between baseline and picture, or they are the same$/);
});

test("says that maps only speak against a class", async () => {
  const against: Model = {
    ...smallNetwork,
    apply(g, x) {
      const bright = activation(g, x, { kind: "exponential" }, "bright");
      const logits = scaled(g, dense(g, bright, ones(g, [144, 3])), -0.01);
      const scores = softmax(g, logits);
      return { scores, logits, exclusive: true, outputs: new Map([["bright", bright]]) };
    },
  };
  const troubleOf = async (method: "grad-cam" | "layer-cam", reduce: "max" | "signed") =>
    (await saliencyOf({ method, labels: [0], layer: "bright", reduce }, against)).attributions[0].trouble;

  expect(await troubleOf("grad-cam", "max")).toMatch(/^nothing in layer 'bright' speaks for this class/);
  expect(await troubleOf("grad-cam", "signed")).toBeUndefined();
  expect(await troubleOf("layer-cam", "signed")).toMatch(/nothing in layer 'bright' raises this score$/);
});

test("methods that fail sanity checks say so", async () => {
  expect((await saliencyOf({ method: "guided-backprop" })).warnings).toEqual([
    expect.stringContaining("fails the sanity checks of Adebayo et al., 2018"),
  ]);
  expect((await saliencyOf({ method: "gradient" })).warnings).toEqual([]);
});
