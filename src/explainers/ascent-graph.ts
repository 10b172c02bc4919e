/** @file One step of gradient ascent as a graph: from a picture to the next, which is carried back. */

import type { GraphBuilder, Shape, Value } from "../graph/graph.ts";
import type { Carry } from "../kernels/backend.ts";
import { activation } from "../kernels/ops/activation.ts";
import { add, less, maximum, minimum, multiply, scaled } from "../kernels/ops/binary.ts";
import { blur } from "../kernels/ops/blur.ts";
import { decorrelatedColours } from "../kernels/ops/colours.ts";
import { constant } from "../kernels/ops/constants.ts";
import { everyNth } from "../kernels/ops/every-nth.ts";
import { fourierScale, inverseRealFft2d } from "../kernels/ops/fourier-image.ts";
import { randomTransform } from "../kernels/ops/random-transform.ts";
import { record } from "../kernels/ops/record.ts";
import { dot } from "../kernels/ops/sum-rows.ts";
import { warp } from "../kernels/ops/warp.ts";
import { modelInput } from "../models/input.ts";
import type { Model } from "../models/model.ts";
import { gradient } from "../passes/gradient.ts";
import { diversity, objectivesOf, regularisers } from "./ascent-objectives.ts";
import { type AscentSetup, inputRange, isMoved } from "./ascent-setup.ts";
import { type ChosenLayer, chooseLayer, mapShape } from "./layer.ts";
import { takeStep } from "./optimiser.ts";

export interface AscentGraph {
  /** What is climbed: the model's input, or a spectrum; for each sample its own. */
  readonly x: Value;
  /** [channels] of each sample: which count, and how much. */
  readonly chosen: Value;
  /** [steps + 1] of each sample: the objective before each step. */
  readonly curve: Value;
  /** [1], for all samples. */
  readonly step: Value;
  /** [1] u32, for all samples. */
  readonly seed: Value;
  /** What else is carried; zeros at first. */
  readonly remembered: readonly Value[];
  readonly carries: readonly Carry[];
  /** Outputs: the model's input before the step, and the curve with its objective. */
  readonly current: Value;
  readonly losses: Value;
  readonly layer: ChosenLayer;
}

/** Adds all of a step. */
export function ascentGraph(g: GraphBuilder, model: Model, setup: AscentSetup): AscentGraph {
  const isFourier = setup.image === "fourier";
  const x = g.input("x", isFourier ? spectrumShape(model.inputShape) : model.inputShape);
  const step = g.input("step", [1], { batched: false });
  const seed = g.input("seed", [1], { batched: false });
  const curve = g.input("curve", [setup.steps + 1]);

  // a Fourier image goes from black 0 to white 1, pixels are the model's own
  const picture = isFourier ? fourierImage(g, x, model.inputShape) : x;
  const read = (image: Value) => (isFourier ? modelInput(g, image, [0, 1], model) : image);
  const applied = model.apply(g, read(transformed(g, picture, step, seed, model, setup)));
  const layer = chooseLayer(applied, model.layers, setup.layer);
  const chosen = g.input("chosen", [mapShape(layer.value)[2]]);
  const objectives = objectivesOf(g, model, applied, layer.value, chosen, setup);
  const loss = objectives
    .map(({ of, seed, share }) => (share === 1 ? dot(g, of, seed) : scaled(g, dot(g, of, seed), share)))
    .reduce((a, b) => add(g, a, b));

  const all = [...objectives, ...diversity(g, layer.value, setup), ...regularisers(g, picture, setup)];
  const rule = setup.redirect > 0 ? { redirect: less(g, step, constant(g, setup.redirect)) } : "plain";
  const dx = gradient(g, all, x, rule);
  const climbed = takeStep(g, x, dx, step, setup.optimiser, setup.rate);
  const next = isFourier ? climbed.next : kept(g, climbed.next, step, model, setup);
  const losses = record(g, curve, loss, step);
  return {
    ...{ x, chosen, curve, step, seed, losses, layer },
    remembered: climbed.remembered,
    current: scaled(g, read(picture), 1, "current"), // a copy: x itself is written over before it is read
    carries: [
      { from: next, to: x },
      { from: losses, to: curve },
      { from: add(g, step, constant(g, 1)), to: step },
      ...climbed.carries,
    ],
  };
}

export const spectrumShape = ([h, w, c]: Shape): Shape => [h, Math.floor(w / 2) + 1, c, 2];

/** As lucid/optvis/param/spatial.py, `fft_image`, with a decay of 1; its sigmoid and colours. */
function fourierImage(g: GraphBuilder, spectrum: Value, [h, w, c]: Shape): Value {
  const scale = fourierScale(h, w, 1);
  const numbers = Float32Array.from(
    { length: scale.length * c * 2 },
    (_, i) => scale[Math.floor(i / (2 * c))],
  );
  const whitened = multiply(g, spectrum, g.weight("frequencies", spectrum.shape, numbers));
  const image = inverseRealFft2d(g, whitened, [h, w], { scale: 1 / 4 });
  return activation(g, decorrelatedColours(g, image), { kind: "sigmoid" });
}

function transformed(
  g: GraphBuilder,
  picture: Value,
  step: Value,
  seed: Value,
  model: Model,
  setup: AscentSetup,
): Value {
  if (!isMoved(setup)) return picture;
  const { jitter = 0, scale = [1, 1], rotate = 0, pad = 0.5 } = setup.transforms;
  const { black, white } = inputRange(model);
  const mean = (numbers: number[]) => numbers.reduce((a, b) => a + b) / numbers.length;
  const fill = setup.image === "fourier" ? pad : mean(black) + pad * (mean(white) - mean(black));
  return warp(g, picture, randomTransform(g, seed, step, { jitter, scale, rotate }), { fill });
}

/** Blurred now and then, and within the range of the model's input, where that is asked for. */
function kept(g: GraphBuilder, next: Value, step: Value, model: Model, setup: AscentSetup): Value {
  const { clip, blurEvery } = setup;
  const smooth = blurEvery > 0 ? everyNth(g, blur(g, next), next, step, blurEvery) : next;
  if (!clip) return smooth;
  const { black, white } = inputRange(model);
  const bound = (pick: (a: number, b: number) => number) =>
    g.weight(
      "bound",
      [black.length],
      Float32Array.from(black, (b, c) => pick(b, white[c])),
    );
  return maximum(g, minimum(g, smooth, bound(Math.max)), bound(Math.min));
}
