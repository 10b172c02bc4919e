/** @file What an ascent will do, decided before it starts: a preset, changed by what the caller says. */

import { EngineError } from "../errors.ts";
import type { Model } from "../models/model.ts";
import type { AscentOptions, AscentPreset } from "./ascent-options.ts";
import { oneOf, refuse, whole } from "./checks.ts";

type Settled =
  | ("objective" | "border" | "steps" | "rate" | "optimiser" | "image" | "start" | "transforms" | "contrast")
  | (
      | "l2"
      | "totalVariation"
      | "blurEvery"
      | "clip"
      | "redirect"
      | "diversity"
      | "seed"
      | "memoryBudget"
      | "also"
    );

/** Every option that does not depend on the layer. */
export type AscentSetup = Required<Pick<AscentOptions, Settled>> &
  Omit<AscentOptions, Settled> & { preset: AscentPreset };

const plain = {
  objective: "channel",
  border: 0,
  optimiser: "plain",
  image: "pixels",
  start: "noise",
  transforms: {},
  contrast: 0.1,
  l2: 0,
  totalVariation: 0,
  blurEvery: 0,
  clip: false,
  redirect: 0,
  diversity: 0,
  seed: 0,
  memoryBudget: 2 ** 28,
  also: [],
} as const;

/**
 * "report": homework 3 of NTU's machine learning course, "explain your CNN". "keras":
 * keras.io/examples/vision/visualizing_what_convnets_learn; its step of 10 is for inputs of −1…1. "lucid":
 * lucid/optvis/render.py and transform.py, whose transforms are for 128 to 224 pixels: here in units of a sixteenth of the
 * side, as in xplique/features_visualizations/transformations.py.
 */
function presetOf(preset: AscentPreset, { inputShape: [h, w] }: Model, halfRange: number) {
  if (preset === "report") return { ...plain, start: "zeros", optimiser: "rms", rate: 1, steps: 40 } as const;
  if (preset === "keras")
    return { ...plain, border: 2, optimiser: "l2", rate: 10 * halfRange, steps: 30, contrast: 0.15 } as const;
  const unit = Math.min(h, w) / 16;
  const transforms = {
    jitter: Math.max(1, Math.round(unit)),
    scale: [0.9, 1.1],
    rotate: 10,
    pad: 0.5,
  } as const;
  const fourier = { image: "fourier", transforms, contrast: 0, redirect: 16 } as const;
  return { ...plain, ...fourier, optimiser: "adam", rate: 0.05, steps: 256 } as const;
}

/** The model's input for black and for white, one number for each channel. */
export function inputRange({ inputShape, preprocessing }: Model): { black: number[]; white: number[] } {
  const { range, mean = [], std = [] } = preprocessing;
  const of = (value: number) =>
    Array.from({ length: inputShape[2] }, (_, c) => (value - (mean[c] ?? 0)) / (std[c] ?? 1));
  return { black: of(range[0]), white: of(range[1]) };
}

/** Whether pictures are shifted, scaled or turned at all. */
export const isMoved = ({ transforms: { jitter, scale, rotate } }: AscentSetup): boolean =>
  Boolean(jitter || rotate || scale?.some((s) => s !== 1));

/** Throws EngineError("bad-option") with the option, its value and its range. */
export function prepareAscent(model: Model, options: AscentOptions): AscentSetup {
  const { preset = "report" } = options;
  oneOf("preset", preset, ["report", "keras", "lucid"]);
  const { black, white } = inputRange(model);
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const from = presetOf(preset, model, Math.abs(white[0] - black[0]) / 2);
  const transforms = { ...from.transforms, ...options.transforms };
  const setup = { ...from, ...given, transforms, preset } as AscentSetup;

  oneOf("objective", setup.objective, ["channel", "channel-sum", "neuron", "direction", "deep-dream"]);
  oneOf("optimiser", setup.optimiser, ["plain", "l2", "rms", "momentum", "adam"]);
  oneOf("image", setup.image, ["pixels", "fourier"]);
  whole("steps", setup.steps, 1, 100_000);
  whole("border", setup.border, 0, 4096);
  whole("blurEvery", setup.blurEvery, 0, 100_000);
  whole("redirect", setup.redirect, 0, 100_000);
  whole("seed", setup.seed, 0, 2 ** 32 - 1);
  if (setup.batch !== undefined) whole("batch", setup.batch, 1, 2 ** 16);
  if (setup.stepsPerFrame !== undefined) whole("stepsPerFrame", setup.stepsPerFrame, 1, 100_000);
  if (!(setup.rate > 0 && setup.rate < Infinity)) refuse("rate", setup.rate, "a number above 0");
  for (const name of ["l2", "totalVariation", "contrast", "diversity"] as const)
    if (!(setup[name] >= 0 && setup[name] < Infinity)) refuse(name, setup[name], "a number from 0");
  checkStart(setup);
  checkTransforms(setup);
  if (setup.diversity > 0 && !setup.filters)
    throw new EngineError("bad-option", "diversity needs filters: one filter several times over");
  if (setup.objective === "direction" && !setup.direction)
    throw new EngineError(
      "bad-option",
      "the objective 'direction' needs a direction: a weight for each channel",
    );
  return setup;
}

function checkStart({ start, image }: AscentSetup): void {
  if (typeof start === "string") oneOf("start", start, ["zeros", "gray", "noise", "picture"]);
  if (image === "fourier" && (typeof start !== "string" || !["noise", "gray"].includes(start)))
    throw new EngineError(
      "bad-option",
      "a Fourier image starts from 'noise' or 'gray'; other starts need image 'pixels'",
    );
}

function checkTransforms({ transforms }: AscentSetup): void {
  const { jitter = 0, scale: [least, most] = [1, 1], rotate = 0, pad = 0.5 } = transforms;
  whole("jitter", jitter, 0, 1024);
  if (!(least >= 0.5 && most <= 2 && least <= most))
    refuse("scale", `${least}, ${most}`, "two factors from 0.5 to 2");
  if (!(rotate >= 0 && rotate <= 180)) refuse("rotate", rotate, "degrees from 0 to 180");
  if (!(pad >= 0 && pad <= 1)) refuse("pad", pad, "0 (black) to 1 (white)");
}
