/** @file How pictures become a model's input: what the caller says, what the model says, and what is guessed, with reasons. */

import { EngineError } from "../errors.ts";
import type { Shape } from "../graph/graph.ts";
import type { ModelOptions, Preprocessing } from "./model.ts";

/** What a file lets us know or suspect. */
export interface Hints {
  readonly inputShape: Shape;
  /** Number of outputs. */
  readonly classes: number;
  /** Names in the file, of the model, its layers and itself. */
  readonly words: string;
  /** The model begins by rescaling or normalising its input itself. */
  readonly rescales: boolean;
  /** What the file says outright. */
  readonly said?: ModelOptions;
}

/** The order of FER-2013: 0 angry … 6 neutral. */
const FER = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"];

/** Throws EngineError("bad-option") where options do not fit the model. */
export function choosePreprocessing(
  options: ModelOptions,
  hints: Hints,
): { preprocessing: Preprocessing; classes: readonly string[]; reasons: string[] } {
  const reasons: string[] = [];
  const channels = chooseChannels(options, hints, reasons);
  const { range, ...statistics } = chooseRange(options, hints, reasons);
  const resize = options.resize ?? "stretch";
  if (!["stretch", "crop", "pad"].includes(resize)) refuse("resize", resize, "stretch, crop or pad");
  const classes = chooseClasses(options, hints, reasons);
  return { preprocessing: { channels, range, ...statistics, resize }, classes, reasons };
}

function chooseChannels(
  { channels }: ModelOptions,
  { inputShape: [, , depth], said }: Hints,
  reasons: string[],
) {
  if (depth !== 1 && depth !== 3)
    throw new EngineError(
      "not-a-classifier",
      `the input has ${depth} channels; pictures have 1 (gray) or 3 (colour)`,
    );
  if (channels !== undefined) {
    if (!["gray", "rgb", "bgr"].includes(channels)) refuse("channels", channels, "gray, rgb or bgr");
    if ((channels === "gray") !== (depth === 1))
      refuse(
        "channels",
        channels,
        depth === 1 ? "gray: the model has one channel" : "rgb or bgr: the model has three",
      );
    return channels;
  }
  if (said?.channels && depth === 3) {
    reasons.push(`channels ${said.channels}: the file says so`);
    return said.channels;
  }
  const found = depth === 1 ? "gray" : "rgb";
  reasons.push(
    `channels ${found}: the input has ${depth === 1 ? "one channel" : "three channels, and most models take them in this order"}`,
  );
  return found;
}

function chooseRange({ range, mean, std }: ModelOptions, hints: Hints, reasons: string[]) {
  const depth = hints.inputShape[2];
  for (const [name, given] of [
    ["mean", mean],
    ["std", std],
  ] as const) {
    if (given && (given.length !== depth || !given.every(Number.isFinite)))
      refuse(name, given, `${depth} numbers, one for each channel`);
  }
  if (std?.some((v) => v === 0)) refuse("std", std, "numbers other than zero");
  if (range && !(range.length === 2 && range.every(Number.isFinite) && range[0] !== range[1]))
    refuse("range", range, "two different numbers, what black and white become");
  const statistics = { ...(mean ? { mean } : {}), ...(std ? { std } : {}) };
  if (range) return { range, ...statistics };
  if (mean || std) {
    const bytes = (mean ?? []).some((v) => Math.abs(v) > 2) || (std ?? []).some((v) => Math.abs(v) > 2);
    reasons.push(
      `range ${bytes ? "0…255" : "0…1"} before mean and std: they are ${bytes ? "above 2" : "small numbers"}`,
    );
    return { range: [0, bytes ? 255 : 1] as const, ...statistics };
  }
  return guessRange(hints, reasons);
}

/** Of ImageNet, as torchvision's models take it: of what is between 0 and 1. */
const IMAGENET = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };

type Range = Pick<Preprocessing, "range" | "mean" | "std">;

function guessRange(hints: Hints, reasons: string[]): Range {
  const { said, words, inputShape, classes } = hints;
  if (said?.range) {
    reasons.push(`range ${said.range.join("…")}: the file says so`);
    return { range: said.range };
  }
  if (!hints.rescales && /pytorch/i.test(words)) {
    if (inputShape[2] === 3 && classes === 1000) {
      reasons.push("range 0…1, less the mean of ImageNet by its deviation: 1000 classes from PyTorch");
      return { range: [0, 1], ...IMAGENET };
    }
    const often =
      inputShape[2] === 3 ? "; networks that began as torchvision's want ImageNet's mean and std" : "";
    reasons.push(`range 0…1: as PyTorch's ToTensor gives it, and nothing in the file says otherwise${often}`);
    return { range: [0, 1] };
  }
  return { range: rangeByNames(hints, reasons) };
}

function rangeByNames({ rescales, words }: Hints, reasons: string[]): readonly [number, number] {
  if (rescales) {
    reasons.push("range 0…255: the model begins by rescaling its input itself");
    return [0, 255];
  }
  if (/face_classification|fer2013_mini_xception/i.test(words)) {
    reasons.push("range −1…1: the model is from oarriaga/face_classification, which takes it so");
    return [-1, 1];
  }
  const family = /mobilenet|xception|inception|resnet_?v2|nasnet/i.exec(words)?.[0];
  if (family) {
    reasons.push(`range −1…1: '${family}' is in the names, and that family takes it so`);
    return [-1, 1];
  }
  reasons.push("range 0…1: nothing in the file says otherwise");
  return [0, 1];
}

function chooseClasses(
  { classNames }: ModelOptions,
  { classes, inputShape, said }: Hints,
  reasons: string[],
): readonly string[] {
  if (classNames) {
    if (classNames.length !== classes)
      refuse("classNames", `${classNames.length} names`, `${classes}, one for each output of the model`);
    return classNames.map(String);
  }
  if (said?.classNames?.length === classes) {
    reasons.push("class names: they are in the file");
    return said.classNames;
  }
  const [h, w, depth] = inputShape;
  if (classes === FER.length && depth === 1 && h === w && (h === 48 || h === 64)) {
    reasons.push(
      `class names of FER-2013: ${classes} outputs and a gray input of ${h}x${w} look like it; some models have them in another order`,
    );
    return FER;
  }
  return Array.from({ length: classes }, (_, i) => `class ${i}`);
}

function refuse(name: string, value: unknown, allowed: string): never {
  throw new EngineError("bad-option", `option '${name}' is ${value}; it takes ${allowed}`);
}
