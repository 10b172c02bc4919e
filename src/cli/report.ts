/** @file Results in words, for a person at a terminal. */

import type { EngineStatus, LimeResult, ModelInfo, Prediction } from "../index.node.ts";

const STRONGEST = 5;

export function modelLines(model: ModelInfo): string[] {
  const { channels, range, mean, std, resize } = model.preprocessing;
  const statistics = `${mean ? `, mean ${mean.join(", ")}` : ""}${std ? `, std ${std.join(", ")}` : ""}`;
  return [
    `${model.name} (${model.format}): input ${model.inputShape.join("×")}, ${model.classes.length} classes`,
    `preprocessing: ${channels}, ${range[0]}…${range[1]}${statistics}, ${resize}`,
    ...model.reasons.map((reason) => `  ${reason}`),
    ...model.warnings.map((warning) => `warning: ${warning}`),
  ];
}

/** The table that Keras prints for a model. */
export function layerLines({ layers, parameters, trainable }: ModelInfo): string[] {
  const rows = [
    ["layer", "type", "output", "parameters", "from"],
    ...layers.map(({ name, type, outputShape, parameters: count, inputs }) => [
      ...[name, type, outputShape.join("×"), String(count), inputs.join(", ")],
    ]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row: string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join("  ")
      .trimEnd();
  return [...rows.map(line), `${parameters} parameters, ${trainable} of them trainable`];
}

export function backendLine({ backend, adapter, reason }: EngineStatus): string {
  const why = reason && !/asked/.test(reason) ? `: ${reason}` : "";
  return `on ${backend} (${adapter})${why}`;
}

export function predictionLines({
  probabilities,
  classes,
}: Pick<Prediction, "probabilities" | "classes">): string[] {
  const order = [...probabilities.keys()]
    .sort((a, b) => probabilities[b] - probabilities[a])
    .slice(0, STRONGEST);
  const width = Math.max(...order.map((i) => classes[i].length));
  return order.map((i) => `  ${classes[i].padEnd(width)}  ${percent(probabilities[i])}`);
}

export function limeLines(result: LimeResult): string[] {
  const { stats, segments, explanations, classes, prediction } = result;
  const labels = (result.options.labels as readonly number[]) ?? Object.keys(explanations).map(Number);
  const perturbed = stats.exact ? `all ${stats.distinct} combinations` : `${stats.samples} samples`;
  return [
    ...labels.flatMap((index) => [
      "",
      `${classes[index]} (class ${index}, ${percent(prediction[index])})`,
      ...strongest(explanations[index]),
      `  R² ${digits(explanations[index].score)}, intercept ${digits(explanations[index].intercept)}`,
    ]),
    "",
    `${perturbed} over ${segments.count} superpixels, ${stats.predicted} pictures predicted in ${seconds(stats)}`,
    ...(result.done ? [] : ["stopped early: this is the explanation so far"]),
    ...result.warnings.map((warning) => `warning: ${warning}`),
  ];
}

function strongest({ weights, standardErrors }: LimeResult["explanations"][number]): string[] {
  return weights.slice(0, STRONGEST).map(([segment, weight], i) => {
    const error = standardErrors[i] ? ` ± ${digits(standardErrors[i])}` : "";
    return `  superpixel ${String(segment).padStart(3)}  ${weight < 0 ? "" : "+"}${digits(weight)}${error}`;
  });
}

const percent = (share: number) => `${(100 * share).toFixed(1).padStart(5)} %`;
const digits = (value: number) => value.toPrecision(3);
const seconds = ({ milliseconds }: { milliseconds: number }) => `${(milliseconds / 1000).toFixed(1)} s`;
