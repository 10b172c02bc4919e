/** @file What `limelight ascent` can be asked. */

import type { AscentOptions, Transforms } from "../../explainers/ascent-options.ts";
import { LOGITS } from "../../explainers/layer.ts";
import { CLASS, IMAGE, SEED } from "../common-options.ts";
import type { Given, OptionSpec } from "../options.ts";
import { readInput, readVector } from "../read-array.ts";
import { defined, exclude, numbers, numbersOf, refuse, wordOf } from "../values.ts";
import { readFilters } from "./filters.ts";

const PRESETS = ["report", "keras", "lucid"] as const;
const OBJECTIVES = ["channel", "channel-sum", "neuron", "direction", "deep-dream"] as const;
const OPTIMISERS = ["plain", "l2", "rms", "momentum", "adam"] as const;
const FORMS = ["pixels", "fourier"] as const;
const STARTS = ["zeros", "gray", "noise", "picture"] as const;

export const ASCENT_OPTIONS: readonly OptionSpec[] = [
  { name: "preset", takes: PRESETS.join("|"), help: "default report; the other options change what it says" },
  { name: "layer", takes: "NAME", help: "default the last convolution; logits: the classes before softmax" },
  { name: "filters", takes: "0-31|0,3,7-9", help: "channels of the layer; default the first 32" },
  { ...CLASS, help: "classes, by index or name: the same as --layer logits --filters I" },
  { name: "objective", takes: "NAME", help: `${OBJECTIVES.join(", ")}; default channel` },
  { name: "position", takes: "ROW,COLUMN", help: "of the objective neuron; default the middle" },
  { name: "direction", takes: "W,…|FILE.npy", help: "of the objective direction: a weight for each channel" },
  {
    name: "also",
    takes: "LAYER:I:W[,…]",
    help: "channels of further layers that grow too, by weight; shrink if it is negative",
  },
  { name: "steps", takes: "N", help: "default 40, 30 or 256, by preset" },
  { name: "rate", takes: "R", help: "size of a step" },
  { name: "optimiser", takes: OPTIMISERS.join("|"), help: "l2 and rms divide the gradient by its norm" },
  { name: "image-form", takes: FORMS.join("|"), help: "how the picture is written down" },
  { name: "start", takes: STARTS.join("|"), help: "picture: that of --image" },
  IMAGE,
  {
    name: "init",
    takes: "FILE.npy",
    help: "model's input to start from: [h, w, c], [h, w] or [filters, h, w, c]",
  },
  SEED,
  { name: "border", takes: "N", help: "rows and columns at a map's edge that do not count" },
  { name: "jitter", takes: "N", help: "each step, shift by at most N pixels" },
  { name: "scale", takes: "A,B", help: "each step, scale by a factor from A to B" },
  { name: "rotate", takes: "DEG", help: "each step, turn by at most so many degrees" },
  { name: "l2", takes: "W", help: "weight of the sum of squares, taken off; default 0" },
  { name: "total-variation", takes: "W", help: "weight of the total variation, taken off; default 0" },
  { name: "blur-every", takes: "N", help: "blur every N steps; default 0, never" },
  { name: "clip", help: "keep pixels within the range of the model's input" },
  { name: "redirect", takes: "N", help: "for N steps, ReLUs that pass nothing are climbed all the same" },
  { name: "contrast", takes: "S", help: "standard deviation of what is shown; 0: as it is" },
  {
    name: "diversity",
    takes: "W",
    help: "weight of how different pictures of one filter are: --filters 5,5,5",
  },
  { name: "batch", takes: "N", help: "filters at a time" },
  {
    name: "out",
    takes: "DIR",
    help: "ascent.png, all in one sheet; a PNG for each; ascent.npy [filters, h, w, c], losses.npy [filters, steps + 1]",
  },
];

/** All but the classes, whose names only a model knows. The engine checks ranges. */
export function ascentOptions(given: Given): AscentOptions {
  exclude(given, "class", "filters", ...(given.layer === LOGITS ? [] : ["layer"]));
  exclude(given, "init", "start", "image");
  const transforms = transformsOf(given);
  return {
    ...numbersOf(given, "steps", "rate", "seed", "border", "l2", "total-variation", "blur-every", "redirect"),
    ...numbersOf(given, "contrast", "diversity", "batch"),
    ...defined({
      preset: wordOf(given, "preset", PRESETS),
      layer: given.layer,
      filters: given.filters && readFilters(given.filters),
      objective: wordOf(given, "objective", OBJECTIVES),
      position: given.position && (numbers("position", given.position, 2) as [number, number]),
      direction: given.direction && readVector("direction", given.direction),
      also: given.also?.split(",").map((part) => also(part, given.also)),
      optimiser: wordOf(given, "optimiser", OPTIMISERS),
      image: wordOf(given, "image-form", FORMS),
      start: startOf(given),
      transforms: Object.keys(transforms).length ? transforms : undefined,
      clip: given.clip === undefined ? undefined : true,
    }),
  };
}

/** A file, a word, or the picture where one is given. */
function startOf(given: Given): AscentOptions["start"] | undefined {
  if (given.init !== undefined) return readInput("init", given.init, 4);
  const start = wordOf(given, "start", STARTS);
  if (given.image !== undefined && start !== undefined && start !== "picture")
    refuse("start", start, "picture where there is an --image");
  return given.image === undefined ? start : "picture";
}

function transformsOf(given: Given): Transforms {
  return defined({
    ...numbersOf(given, "jitter", "rotate"),
    scale: given.scale && (numbers("scale", given.scale, 2) as [number, number]),
  });
}

/** "block3:7:0.5"; the name of a layer may have colons itself. */
function also(part: string, text: string): { layer: string; filter: number; weight: number } {
  const [, layer, filter, weight] = /^(.+):(\d+):([^:]+)$/.exec(part) ?? [];
  if (!layer || !Number.isFinite(Number(weight)))
    refuse("also", text, "LAYER:FILTER:WEIGHT, with commas between");
  return { layer, filter: Number(filter), weight: Number(weight) };
}
