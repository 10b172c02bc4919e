/**
 * @file Gradients of a score by the model's input: at the picture itself, and averaged over noisy copies of it.
 *
 * - gradient: Simonyan, Vedaldi and Zisserman, 2014, https://arxiv.org/abs/1312.6034
 * - gradient times input: Shrikumar et al., 2016, https://arxiv.org/abs/1605.01713; the input is the preprocessed one, as
 *   in captum/attr/_core/input_x_gradient.py
 * - guided backpropagation: Springenberg et al., 2015, https://arxiv.org/abs/1412.6806
 * - deconvnet: Zeiler and Fergus, 2014, https://arxiv.org/abs/1311.2901
 * - SmoothGrad: Smilkov et al., 2017, https://arxiv.org/abs/1706.03825; noise as a share of the input's range, as in
 *   saliency/core/base.py of PAIR, but of the range that pictures may have, so that a dull picture gets no less
 * - SmoothGrad²: Hooker et al., 2019, https://arxiv.org/abs/1806.10758; the mean of the squares
 * - VarGrad: Adebayo et al., 2018, https://arxiv.org/abs/1810.03292; mean of the squares less the square of the mean, as in
 *   captum/attr/_core/noise_tunnel.py
 */

import type { ReluRule } from "../graph/graph.ts";
import { add, multiply } from "../kernels/ops/binary.ts";
import { gaussianNoise } from "../kernels/ops/gaussian-noise.ts";
import type { Model } from "../models/model.ts";
import { gradientSums, type Walk } from "./gradient-sums.ts";
import type { Found, Method, SaliencySetup } from "./saliency-setup.ts";
import { scoresAt } from "./scores-at.ts";

type Numbers = Float32Array<ArrayBuffer>;

export const plainGradient: Method = (setup) => atThePicture(setup, "plain", (slope) => slope);
export const guidedBackprop: Method = (setup) => atThePicture(setup, "guided", (slope) => slope);
export const deconvnet: Method = (setup) => atThePicture(setup, "deconvnet", (slope) => slope);
export const gradientTimesInput: Method = (setup) =>
  atThePicture(setup, "plain", (slope) => slope.map((value, i) => value * setup.input[i]));

/** Mean, mean of squares, variance. `given` are noises to take instead of random ones, of the model's input's shape. */
export const smoothGrad = (setup: SaliencySetup, given?: readonly Numbers[]) =>
  overNoise(setup, [1], ([sum], n) => sum.map((value) => value / n), given);
export const smoothGradSquared = (setup: SaliencySetup, given?: readonly Numbers[]) =>
  overNoise(setup, [2], ([squares], n) => squares.map((value) => value / n), given);
export const varGrad = (setup: SaliencySetup, given?: readonly Numbers[]) =>
  overNoise(
    setup,
    [1, 2],
    ([sum, squares], n) => sum.map((value, i) => Math.max(0, squares[i] / n - (value / n) ** 2)),
    given,
  );

async function* atThePicture(
  setup: SaliencySetup,
  rule: ReluRule,
  valuesOf: (slope: Numbers) => Numbers,
): AsyncGenerator<Found, void> {
  const { input, classes, model } = setup;
  const [scores] = await scoresAt(setup, [input]);
  const walk: Walk = {
    at: model.inputShape,
    points: classes.map((_, k) => ({ at: input, k, weight: 1 })),
    place: (_, at) => at,
    rule,
  };
  for await (const { sums, done, total, batch, stats } of gradientSums(setup, walk))
    yield { shape: model.inputShape, values: sums[0].map(valuesOf), scores, done, total, batch, stats };
}

/** Each class sees the same copies. Those made so far say what fewer samples would have said. */
async function* overNoise(
  setup: SaliencySetup,
  powers: readonly (1 | 2)[],
  valuesOf: (sums: Numbers[], samples: number) => Numbers,
  given: readonly Numbers[] | undefined,
): AsyncGenerator<Found, void> {
  const { input, model } = setup;
  const [scores] = await scoresAt(setup, [input]);
  const walk = { ...(given ? givenCopies(setup, given) : randomCopies(setup)), powers };
  for await (const { sums, weights, done, total, batch, stats } of gradientSums(setup, walk)) {
    const values = weights.map((n, k) =>
      valuesOf(
        sums.map((ofPower) => ofPower[k]),
        n,
      ),
    );
    yield { shape: model.inputShape, values, scores, done, total, batch, stats };
  }
}

function randomCopies({ input, model, classes, options }: SaliencySetup): Walk {
  const { samples = 25, noise = 0.15, seed = 0 } = options;
  const { inputShape } = model;
  const sigma = standardDeviation(model, noise);
  return {
    at: [1],
    points: Array.from({ length: samples * classes.length }, (_, i) => ({
      at: Uint32Array.of(Math.floor(i / classes.length)),
      k: i % classes.length,
      weight: 1,
    })),
    place(g, copy, given) {
      const seeds = g.weight("seed", [1], Uint32Array.of(seed));
      const drawn = gaussianNoise(g, seeds, copy, inputShape);
      const scaled = multiply(g, drawn, g.weight("sigma", [sigma.length], sigma));
      return add(g, scaled, given("picture", inputShape, input));
    },
  };
}

/** Of the noise, in the model's input, for each channel. */
function standardDeviation({ inputShape, preprocessing: { range, std } }: Model, noise: number): Numbers {
  const width = Math.abs(range[1] - range[0]);
  return Float32Array.from({ length: inputShape[2] }, (_, c) => (noise * width) / Math.abs(std?.[c] ?? 1));
}

function givenCopies({ input, model, classes }: SaliencySetup, given: readonly Numbers[]): Walk {
  return {
    at: model.inputShape,
    points: given.flatMap((noise) => {
      const at = input.map((value, i) => value + noise[i]);
      return classes.map((_, k) => ({ at, k, weight: 1 }));
    }),
    place: (_, at) => at,
  };
}
