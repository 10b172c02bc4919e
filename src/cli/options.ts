/** @file The command line's options: what each command has, and how they are read from words. */

import { parseArgs } from "node:util";
import { EngineError } from "../errors.ts";
import { ACTIVATIONS_OPTIONS } from "./activations/options.ts";
import { ASCENT_OPTIONS } from "./ascent/options.ts";
import { AVERAGE_OPTIONS } from "./average/options.ts";
import { ENGINE, HELP, IMAGE, JSON_FILE, JSON_WITHOUT_ARRAYS, MODEL } from "./common-options.ts";
import { CONFUSION_OPTIONS } from "./confusion/options.ts";
import { CURVES_OPTIONS } from "./curves/options.ts";
import { LIME_OPTIONS } from "./lime/options.ts";
import { nearest } from "./nearest.ts";
import { SALIENCY_OPTIONS } from "./saliency/options.ts";
import { SUMMARY_OPTIONS } from "./summary/options.ts";

export const COMMANDS = [
  "lime",
  "saliency",
  "ascent",
  "activations",
  "confusion",
  "average",
  "curves",
  "predict",
  "summary",
] as const;
export type Command = (typeof COMMANDS)[number];

export interface OptionSpec {
  readonly name: string;
  /** What it takes, for the help; nothing for a switch. */
  readonly takes?: string;
  readonly help: string;
  /** One letter for the same. */
  readonly short?: string;
}

export const OPTIONS: Readonly<Record<Command, readonly OptionSpec[]>> = {
  lime: [...MODEL, IMAGE, ...LIME_OPTIONS, ...ENGINE, JSON_FILE, HELP],
  saliency: [...MODEL, IMAGE, ...SALIENCY_OPTIONS, ...ENGINE, JSON_WITHOUT_ARRAYS, HELP],
  ascent: [...MODEL, ...ASCENT_OPTIONS, ...ENGINE, JSON_WITHOUT_ARRAYS, HELP],
  activations: [...MODEL, IMAGE, ...ACTIVATIONS_OPTIONS, ...ENGINE, JSON_WITHOUT_ARRAYS, HELP],
  confusion: [...MODEL, ...CONFUSION_OPTIONS, ...ENGINE, JSON_FILE, HELP],
  average: [...MODEL, ...AVERAGE_OPTIONS, ...ENGINE, JSON_FILE, HELP],
  curves: [...CURVES_OPTIONS, JSON_FILE, HELP],
  predict: [...MODEL, IMAGE, ...ENGINE, JSON_FILE, HELP],
  summary: [...MODEL, ...SUMMARY_OPTIONS, JSON_FILE, HELP],
};

/** Options by name; switches are "". */
export type Given = Readonly<Record<string, string>>;

/** Of commands that take files without an option's name: where `Given` has them, with NUL between, which no path contains. */
export const FILES = "\0files";
const TAKE_FILES: readonly Command[] = ["curves"];

export const filesOf = (given: Given): string[] => given[FILES]?.split("\0") ?? [];

/**
 * `--name value`, `--name=value`, and values that begin with a minus sign. Throws EngineError("bad-option") for what
 * the command does not have, with the nearest that it has, and for a value that is missing.
 */
export function parseOptions(command: Command, words: readonly string[]): Given {
  const specs = OPTIONS[command];
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
    if (token.kind === "positional") {
      if (!TAKE_FILES.includes(command)) refuse(`'${token.value}' is no option: options begin with --`);
      given[FILES] = [...filesOf(given), token.value].join("\0");
      continue;
    }
    const spec = specs.find(({ name }) => name === token.name);
    if (!spec) refuse(unknownOption(command, token.rawName));
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

function unknownOption(command: Command, rawName: string): string {
  const having = COMMANDS.filter((other) => OPTIONS[other].some(({ name }) => `--${name}` === rawName));
  if (having.length) return `${rawName} is an option of ${list(having)}, not of ${command}`;
  const names = OPTIONS[command].map(({ name }) => name);
  const like = nearest(rawName.replace(/^-+/, ""), names);
  const hint = like ? `did you mean --${like}?` : `see limelight ${command} --help`;
  return `unknown option ${rawName}; ${hint}`;
}

/** "a", "a and b", "a, b and c" */
const list = (words: readonly string[]): string =>
  [words.slice(0, -1).join(", "), words.at(-1)].filter(Boolean).join(" and ");

function refuse(message: string): never {
  throw new EngineError("bad-option", message);
}
