/** @file Feature maps in words. */

import type { ActivationsResult } from "../../index.node.ts";
import { closingLines, digits, percent, STRONGEST, seconds } from "../report.ts";

export function activationsLines(result: ActivationsResult): string[] {
  const { layer, shape, channels, ranked, stats } = result;
  const silent = channels.flatMap(({ zeros }, channel) => (zeros === 1 ? [channel] : []));
  return [
    "",
    `layer ${layer}: ${shape.join("×")}`,
    ...ranked.slice(0, STRONGEST).map((channel) => {
      const { mean, min, max, zeros } = channels[channel];
      const name = `channel ${String(channel).padStart(String(channels.length).length)}`;
      return `  ${name}  mean ${digits(mean)}, ${digits(min)} to ${digits(max)}, ${percent(zeros).trim()} zeros`;
    }),
    ...(silent.length
      ? [`zero everywhere, ${silent.length} of ${channels.length}: ${silent.join(", ")}`]
      : []),
    `in ${seconds(stats)}`,
    ...closingLines(result),
  ];
}
