/** @file A confusion matrix in words. */

import type { ConfusionResult } from "../../index.node.ts";
import { skippedLines } from "../data-options.ts";
import { closingLines, percent, seconds } from "../report.ts";

export function confusionLines(result: ConfusionResult): string[] {
  const { classes, matrix, accuracy, perClass, macro, weighted, topK, calibration, samples } = result;
  const within = Object.entries(topK).filter(([k]) => k !== "1");
  return [
    ...table([
      ["true \\ predicted", ...classes],
      ...matrix.map((row, i) => [classes[i], ...row.map(String)]),
    ]),
    "",
    ...table([
      ["class", "precision", "recall", "f1", "support"],
      ...[...perClass, { class: "macro", ...macro }, { class: "weighted", ...weighted }].map((of) => [
        ...[of.class, of.precision.toFixed(3), of.recall.toFixed(3), of.f1.toFixed(3), String(of.support)],
      ]),
    ]),
    "",
    `accuracy ${percent(accuracy).trim()} of ${samples} pictures, in ${seconds(result)}`,
    ...within.map(([k, share]) => `  among the ${k} most probable ${percent(share).trim()}`),
    `expected calibration error ${calibration.ece.toFixed(4)}, largest gap ${calibration.mce.toFixed(4)}`,
    ...skippedLines(result.skipped),
    ...closingLines(result),
  ];
}

/** The first column to the left, the others to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join("  "),
  );
}
