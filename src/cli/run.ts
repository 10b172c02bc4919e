/** @file What the commands do. */

import { createEngine, type Engine, type ModelInfo, VERSION } from "../index.node.ts";
import { activations } from "./activations/command.ts";
import { ascent } from "./ascent/command.ts";
import { average } from "./average/command.ts";
import { confusion } from "./confusion/command.ts";
import { curves } from "./curves/command.ts";
import { exitCode, showProgress } from "./follow.ts";
import { writeJson } from "./json.ts";
import { lime } from "./lime/command.ts";
import type { Command, Given } from "./options.ts";
import { backendLine, modelLines, predictionLines } from "./report.ts";
import { saliency } from "./saliency/command.ts";
import { engineOptions, imageSource, modelOptions, modelSource } from "./settings.ts";
import { summary } from "./summary/command.ts";

export interface Running {
  readonly engine: Engine;
  readonly model: ModelInfo;
  /** Aborts when the user wants it to end. */
  readonly signal: AbortSignal;
}

/** What a command found. */
export interface Findings {
  /** False where it was interrupted. */
  readonly done: boolean;
  /** For programs; typed arrays become lists. */
  readonly json: object;
  /** For a person, after what is said of the model. */
  readonly lines: readonly string[];
}

export type Work = (running: Running) => Promise<Findings>;

/** A command checks its options before anything is loaded; what it returns does the work. */
const WORK: Readonly<Record<Exclude<Command, "curves">, (given: Given) => Work>> = {
  lime,
  saliency,
  ascent,
  activations,
  average,
  confusion,
  predict,
  summary,
};

/** Runs one command. `interrupted` aborts when the user wants it to end. Returns the exit code. */
export async function run(command: Command, given: Given, interrupted: AbortSignal): Promise<number> {
  if (command === "curves") {
    const findings = await curves(given); // they are of no model
    if (given.json !== undefined) writeJson(given.json, findings.json);
    if (given.json !== "-") process.stdout.write(`${findings.lines.join("\n")}\n`);
    return exitCode(findings);
  }
  const work = WORK[command](given);
  const engine = await createEngine(engineOptions(given));
  try {
    const model = await engine.open(modelSource(given), {
      ...modelOptions(given),
      signal: interrupted,
      onProgress: ({ bytes, totalBytes }) => showProgress(opening(bytes, totalBytes)),
    });
    showProgress("");
    const findings = await work({ engine, model, signal: interrupted });
    if (given.json !== undefined) writeJson(given.json, findings.json);
    if (given.json !== "-") process.stdout.write(`${linesOf(model, findings).join("\n")}\n`);
    return exitCode(findings);
  } finally {
    await engine.dispose();
  }
}

const opening = (bytes: number, all: number | undefined): string => {
  const megabytes = (n: number) => (n / 1e6).toFixed(1);
  return `opening: ${megabytes(bytes)} ${all === undefined ? "" : `of ${megabytes(all)} `}MB`;
};

/** A model's warnings are among those of a result, and are said once. */
function linesOf(model: ModelInfo, { lines }: Findings): string[] {
  const head = modelLines(model);
  return [...head, ...lines.filter((line) => line === "" || !head.includes(line))];
}

function predict(given: Given): Work {
  return async ({ engine, model }) => {
    const { probabilities, ...rest } = await engine.predict(model, imageSource(given));
    const { name, preprocessing } = model;
    return {
      done: true,
      json: {
        ...{ model: name, preprocessing, prediction: probabilities, ...rest },
        versions: { limelight: VERSION },
      },
      lines: [backendLine(await engine.status()), ...predictionLines({ probabilities, ...rest })],
    };
  };
}
