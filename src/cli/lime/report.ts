/** @file A LIME result in words. */

import type { LimeResult } from "../../index.node.ts";
import { closingLines, digits, percent, STRONGEST, seconds } from "../report.ts";

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
    ...closingLines(result),
  ];
}

function strongest({ weights, standardErrors }: LimeResult["explanations"][number]): string[] {
  return weights.slice(0, STRONGEST).map(([segment, weight], i) => {
    const error = standardErrors[i] ? ` ± ${digits(standardErrors[i])}` : "";
    return `  superpixel ${String(segment).padStart(3)}  ${weight < 0 ? "" : "+"}${digits(weight)}${error}`;
  });
}
