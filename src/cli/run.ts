/** @file The three commands. */

import { EngineError } from "../errors.ts";
import { createEngine, type Engine, type LimeResult, type ModelInfo, VERSION } from "../index.node.ts";
import type { Command, Given } from "./options.ts";
import { backendLine, layerLines, limeLines, modelLines, predictionLines } from "./report.ts";
import { limeJson, writeFolder, writeJson } from "./save.ts";
import { engineOptions, imageSource, limeOptions, modelOptions, modelSource } from "./settings.ts";

/** Runs one command. `interrupted` aborts when the user wants it to end. Returns the exit code. */
export async function run(command: Command, given: Given, interrupted: AbortSignal): Promise<number> {
  const options = command === "lime" ? limeOptions(given) : {}; // checked before anything is loaded
  const engine = await createEngine(engineOptions(given));
  try {
    const model = await engine.open(modelSource(given), { ...modelOptions(given), signal: interrupted });
    if (command === "summary") return summary(model, given);
    if (command === "predict") return await predict(engine, model, given);
    return await lime(engine, model, options, given, interrupted);
  } finally {
    await engine.dispose();
  }
}

function summary(model: ModelInfo, given: Given): number {
  const { id: _, ...info } = model;
  return finish(given, { ...info, versions: { limelight: VERSION } }, [
    ...modelLines(model),
    "",
    ...layerLines(model),
  ]);
}

async function predict(engine: Engine, model: ModelInfo, given: Given): Promise<number> {
  const { probabilities, ...rest } = await engine.predict(model, imageSource(given));
  const { name, preprocessing } = model;
  return finish(
    given,
    { model: name, preprocessing, prediction: probabilities, ...rest, versions: { limelight: VERSION } },
    [
      ...modelLines(model),
      backendLine(await engine.status()),
      ...predictionLines({ probabilities, ...rest }),
    ],
  );
}

async function lime(
  engine: Engine,
  model: ModelInfo,
  options: ReturnType<typeof limeOptions>,
  given: Given,
  signal: AbortSignal,
): Promise<number> {
  const picture = await engine.decode(imageSource(given), model);
  let latest: LimeResult | undefined;
  try {
    for await (latest of engine.lime(model, picture, {
      ...options,
      keepData: given.out !== undefined,
      signal,
    })) {
      showProgress(latest);
    }
  } catch (error) {
    if (!(latest && error instanceof EngineError && error.code === "cancelled")) throw error;
  } finally {
    showProgress(undefined);
  }
  if (!latest) throw new EngineError("cancelled", "the run was cancelled");
  if (given.out !== undefined) writeFolder(given.out, picture, latest);
  const lines = [
    ...modelLines(model),
    backendLine(await engine.status()),
    ...predictionLines({ ...latest, probabilities: latest.prediction }),
  ];
  finish(given, limeJson(latest), [...lines, ...limeLines(latest)]);
  return latest.done ? 0 : INTERRUPTED;
}

/** As shells count a program that SIGINT ended. */
const INTERRUPTED = 130;

/** JSON where it was asked for, and words on standard output unless JSON is there. */
function finish({ json }: Given, value: object, lines: readonly string[]): number {
  if (json !== undefined) writeJson(json, value);
  if (json !== "-") process.stdout.write(`${lines.join("\n")}\n`);
  return 0;
}

/** One line that is written over, where a person looks on; nothing clears it. */
function showProgress(result: LimeResult | undefined): void {
  if (!process.stderr.isTTY) return;
  const { samples = 0, samplesPerSecond = 0 } = result?.stats ?? {};
  const text = result
    ? `${samples} of ${result.options.samples} samples, ${Math.round(samplesPerSecond)} per second`
    : "";
  process.stderr.write(`\r\x1b[K${text}`);
}
