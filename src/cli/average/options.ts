/** @file What `limelight average` can be asked. */

import { readFileSync } from "node:fs";
import { EngineError } from "../../errors.ts";
import { type AverageOptions, type ModelInfo, SALIENCY_METHODS } from "../../index.node.ts";
import { classIndices } from "../class-indices.ts";
import { SEED } from "../common-options.ts";
import { DATA, selectionOf } from "../data-options.ts";
import type { Given, OptionSpec } from "../options.ts";
import { defined, numberOf, refuse, wordOf } from "../values.ts";

const METHODS = ["lime", ...SALIENCY_METHODS] as const;

export const AVERAGE_OPTIONS: readonly OptionSpec[] = [
  ...DATA,
  { name: "method", takes: "NAME", help: `${METHODS.join(", ")}; default gradient` },
  {
    name: "of",
    takes: "predicted|true|CLASS",
    help: "the explained class of each picture; default what the model says",
  },
  { name: "cell", takes: "TRUE,PREDICTED", help: "only pictures of one class that are taken for another" },
  { name: "samples", takes: "N", help: "lime, smoothgrad, rise: samples for each picture" },
  SEED,
  { name: "normalise", takes: "max|none", help: "max: each picture counts the same; default max" },
  { name: "pick", takes: "N", help: "pictures that stand for all (SP-LIME); default 5" },
  { name: "resume", takes: "FILE", help: "go on from the average.json of a run that was stopped" },
  {
    name: "out",
    takes: "DIR",
    help: "mean map of each class and cell as PNG and .npy, the picked pictures, average.json",
  },
];

/** The engine checks ranges. */
export function averageOptions(given: Given, { classes }: Pick<ModelInfo, "classes">): AverageOptions {
  const method = wordOf(given, "method", METHODS) ?? "gradient";
  const common = defined({ samples: numberOf(given, "samples"), seed: numberOf(given, "seed") });
  const of =
    given.of === "predicted" || given.of === "true"
      ? given.of
      : given.of && classIndices(given.of, classes)[0];
  return {
    ...selectionOf(given),
    ...(method === "lime"
      ? { by: "lime", lime: common }
      : { by: "saliency", saliency: { ...common, method } }),
    ...defined({
      of: of as AverageOptions["of"],
      cell: given.cell && cellOf(given.cell, classes),
      normalise: wordOf(given, "normalise", ["max", "none"] as const),
      pick: numberOf(given, "pick"),
      resume: given.resume && stateOf(given.resume),
    }),
  } as AverageOptions;
}

function cellOf(text: string, classes: readonly string[]): NonNullable<AverageOptions["cell"]> {
  const [label, predicted, ...more] = classIndices(text, classes);
  if (predicted === undefined || more.length)
    refuse("cell", text, "two classes: what is true, and what the model says");
  return { true: label, predicted };
}

function stateOf(path: string): NonNullable<AverageOptions["resume"]> {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new EngineError("bad-option", `--resume ${path} could not be read: ${(cause as Error).message}`, {
      cause,
    });
  }
}
