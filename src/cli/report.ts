/** @file What all commands say in words, for a person at a terminal. */

import type { EngineStatus, ModelInfo, Prediction, Throughput } from "../index.node.ts";

/** How many of a long list are shown. */
export const STRONGEST = 5;

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

export function backendLine({ backend, adapter, precision, reason, cause }: EngineStatus): string {
  const why = reason && cause !== "asked" ? `: ${reason}` : "";
  return `on ${backend} (${adapter})${precision === "f16" ? ", weights in f16" : ""}${why}`;
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

/** What every result ends with: whether it is whole, and what was odd. */
export function closingLines({ done, warnings }: { done: boolean; warnings: readonly string[] }): string[] {
  return [
    ...(done ? [] : ["stopped early: this is the result so far"]),
    ...warnings.map((warning) => `warning: ${warning}`),
  ];
}

/** Of a run over many pictures. */
export const throughputLine = ({ picturesPerSecond, deviceIdle }: Throughput) =>
  `${digits(picturesPerSecond)} pictures per second; nothing was asked of the device ${percent(deviceIdle).trim()} of the time`;

export const percent = (share: number) => `${(100 * share).toFixed(1).padStart(5)} %`;
/** Three digits. */
export const digits = (value: number) => value.toPrecision(3);
export const seconds = ({ milliseconds }: { milliseconds: number }) =>
  `${(milliseconds / 1000).toFixed(1)} s`;
