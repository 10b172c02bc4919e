/** @file The command's options: what there is, read from the words of a command line. */

import { parseArgs } from "node:util";
import { EngineError } from "../errors.ts";
import { nearest } from "./nearest.ts";

export const COMMANDS = ["lime", "predict", "summary"] as const;
export type Command = (typeof COMMANDS)[number];

export interface OptionSpec {
  readonly name: string;
  /** What it takes, for the help; nothing for a switch. */
  readonly takes?: string;
  readonly help: string;
  readonly for: readonly Command[];
  /** One letter for the same. */
  readonly short?: string;
}

const lime = ["lime"] as const;
const pictures = ["lime", "predict"] as const;

export const OPTIONS: readonly OptionSpec[] = [
  {
    name: "model",
    takes: "PATH[,PATH…]",
    help: "the model, or its files; default: the bundled sample",
    for: COMMANDS,
  },
  { name: "range", takes: "LO,HI", help: "what black and white become", for: COMMANDS },
  { name: "mean", takes: "M[,M,M]", help: "subtracted after that, one for each channel", for: COMMANDS },
  { name: "std", takes: "S[,S,S]", help: "divided by after that, one for each channel", for: COMMANDS },
  { name: "channels", takes: "gray|rgb|bgr", help: "order of the model's channels", for: COMMANDS },
  { name: "class-names", takes: "A,B,…|FILE", help: "names, or a file with one in each line", for: COMMANDS },
  {
    name: "image",
    takes: "PATH",
    help: "PNG, JPEG or .npy (h×w or h×w×c); default: the bundled photo",
    for: pictures,
  },
  { name: "preset", takes: "limelight|python", help: "python: as the lime package computes it", for: lime },
  { name: "seed", takes: "N", help: "one seed for everything random; default 0", for: lime },
  { name: "samples", takes: "N", help: "perturbed pictures; default 1000", for: lime },
  { name: "segmentation", takes: "NAME[:K=V,…]", help: "quickshift, slic, felzenszwalb or grid", for: lime },
  { name: "segmentation-seed", takes: "N", help: "lime's random_seed, for quickshift alone", for: lime },
  {
    name: "hide-color",
    takes: "mean|blur|V",
    help: "what a hidden superpixel shows; default mean",
    for: lime,
  },
  { name: "top", takes: "N", help: "explain the N most probable classes; default 5", for: lime },
  { name: "labels", takes: "I,J,…", help: "explain these classes instead, by index", for: lime },
  { name: "num-features", takes: "N", help: "most superpixels in an explanation; default all", for: lime },
  {
    name: "feature-selection",
    takes: "NAME",
    help: "auto, none, forward_selection, highest_weights, lasso_path",
    for: lime,
  },
  {
    name: "kernel-width",
    takes: "W",
    help: "width of the kernel over the distance; default 0.25",
    for: lime,
  },
  {
    name: "batch",
    takes: "N",
    help: "pictures for each GPU batch; the answer does not depend on it",
    for: lime,
  },
  { name: "backend", takes: "webgpu|wasm|cpu", help: "default: WebGPU on a GPU, else wasm", for: pictures },
  {
    name: "json",
    takes: "OUT|-",
    help: "the whole result as JSON, in a file or on standard output",
    for: COMMANDS,
  },
  { name: "out", takes: "DIR", help: "pictures (PNG) and arrays (.npy) of the result", for: lime },
  { name: "help", short: "h", help: "this text", for: COMMANDS },
];

/** Options by name; switches are "". */
export type Given = Readonly<Record<string, string>>;

/**
 * `--name value`, `--name=value`, and values that begin with a minus sign. Throws EngineError("bad-option") for what
 * the command does not have, with the nearest that it has, and for a value that is missing.
 */
export function parseOptions(command: Command, words: readonly string[]): Given {
  const specs = OPTIONS.filter((option) => option.for.includes(command));
  const takes = (name: string) => specs.find((option) => option.name === name)?.takes !== undefined;
  const { tokens } = parseArgs({
    args: joinValues(words, takes),
    options: Object.fromEntries(
      specs.map(({ name, short }) => [
        name,
        { type: takes(name) ? "string" : "boolean", ...(short ? { short } : {}) },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });

  const given: Record<string, string> = {};
  for (const token of tokens) {
    if (token.kind === "option-terminator") continue;
    if (token.kind === "positional") refuse(`'${token.value}' is no option: options begin with --`);
    const spec = specs.find(({ name }) => name === token.name);
    if (!spec) refuse(unknownOption(command, token.rawName, specs));
    if (spec.takes && !token.value) refuse(`--${spec.name} needs a value: ${spec.takes}`);
    if (!spec.takes && token.value !== undefined) refuse(`--${spec.name} takes no value`);
    given[spec.name] = token.value ?? "";
  }
  return given;
}

/** `--range -1,1` as `--range=-1,1`: `parseArgs` takes the next word whatever it is, or refuses what begins with a minus sign. */
function joinValues(words: readonly string[], takes: (name: string) => boolean): string[] {
  const joined: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const [, name] = /^--([^=]+)$/.exec(words[i]) ?? [];
    if (name === undefined || !takes(name)) joined.push(words[i]);
    else joined.push(`${words[i]}=${words[i + 1]?.startsWith("--") ? "" : (words[++i] ?? "")}`);
  }
  return joined;
}

function unknownOption(command: Command, rawName: string, specs: readonly OptionSpec[]): string {
  const elsewhere = OPTIONS.find(({ name }) => `--${name}` === rawName);
  if (elsewhere) return `${rawName} is an option of ${elsewhere.for.join(" and ")}, not of ${command}`;
  const like = nearest(
    rawName.replace(/^-+/, ""),
    specs.map(({ name }) => name),
  );
  const hint = like ? `did you mean --${like}?` : `see limelight ${command} --help`;
  return `unknown option ${rawName}; ${hint}`;
}

function refuse(message: string): never {
  throw new EngineError("bad-option", message);
}
