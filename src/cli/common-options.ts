/** @file Options that several commands share. */

import type { OptionSpec } from "./options.ts";

/** Of every command: the model, and how pictures become its input. */
export const MODEL: readonly OptionSpec[] = [
  {
    name: "model",
    takes: "PATH[,PATH…]",
    help: "the model, or its files; default: the bundled sample",
  },
  { name: "range", takes: "LO,HI", help: "what black and white become" },
  { name: "mean", takes: "M[,M,M]", help: "subtracted after that, one for each channel" },
  { name: "std", takes: "S[,S,S]", help: "divided by after that, one for each channel" },
  { name: "channels", takes: "gray|rgb|bgr", help: "order of the model's channels" },
  { name: "class-names", takes: "A,B,…|FILE", help: "names, or a file with one in each line" },
];

export const IMAGE: OptionSpec = {
  name: "image",
  takes: "PATH",
  help: "PNG, JPEG or .npy (h×w or h×w×c); default: the bundled photo",
};

export const CLASS: OptionSpec = {
  name: "class",
  takes: "I[,J…]",
  help: "explain these classes, by index or name",
};

export const BATCH: OptionSpec = {
  name: "batch",
  takes: "N",
  help: "pictures for each GPU batch; the result does not depend on it",
};

export const SEED: OptionSpec = {
  name: "seed",
  takes: "N",
  help: "one seed for everything random; default 0",
};

/** What computes. */
export const ENGINE: readonly OptionSpec[] = [
  {
    name: "backend",
    takes: "webgpu|wasm|cpu",
    help: "default: WebGPU on a GPU, else wasm",
  },
  {
    name: "precision",
    takes: "f32|f16",
    help: "of weights on the GPU: f16 takes half the memory; default f32",
  },
];

export const JSON_FILE: OptionSpec = {
  name: "json",
  takes: "OUT|-",
  help: "the whole result as JSON, in a file or on standard output",
};

/** Of commands whose arrays are too long for text. */
export const JSON_WITHOUT_ARRAYS: OptionSpec = {
  ...JSON_FILE,
  help: "the result as JSON, in a file or on standard output; raw arrays are in the .npy files alone",
};

export const HELP: OptionSpec = { name: "help", short: "h", help: "this text" };
