/** @file A confusion matrix as text that other programs read: CSV, and SVG pictures of the matrix and of the calibration. */

import type { ConfusionResult } from "./confusion-options.ts";
import { csvText } from "./csv-text.ts";
import { escaped } from "./svg-text.ts";

type Matrix = Pick<ConfusionResult, "classes" | "matrix" | "normalised">;

/** Counts, one row for each true class, a column for each predicted one; names of classes first. */
export const confusionCsv = ({ classes, matrix }: Matrix): string =>
  csvText([["true \\ predicted", ...classes], ...matrix.map((row, i) => [classes[i], ...row])]);

/** Precision, recall, F1 and support: a row for each class, then the two means. */
export const metricsCsv = ({
  perClass,
  macro,
  weighted,
}: Pick<ConfusionResult, "perClass" | "macro" | "weighted">): string =>
  csvText([
    ["class", "precision", "recall", "f1", "support"],
    ...[...perClass, { class: "macro average", ...macro }, { class: "weighted average", ...weighted }].map(
      ({ class: name, precision, recall, f1, support }) => [name, precision, recall, f1, support],
    ),
  ]);

const CELL = 56; // units of the picture
const INK = "#1c1b1a";

/** The matrix: darker is a larger share of its row, with the share and the count in each cell. */
export function confusionSvg({ classes, matrix, normalised }: Matrix): string {
  const side = classes.length * CELL;
  const margin = 20 + 7 * Math.max(4, ...classes.map(({ length }) => Math.min(length, 16)));
  const cells = matrix.flatMap((row, y) =>
    row.map((count, x) => {
      const share = normalised[y][x];
      const [left, top] = [margin + x * CELL, margin + y * CELL];
      const ink = share > 0.5 ? "#fff" : INK;
      const middle = left + CELL / 2;
      const text = count
        ? `<text x="${middle}" y="${top + 26}" fill="${ink}">${Math.round(100 * share)} %</text>` +
          `<text x="${middle}" y="${top + 42}" fill="${ink}" font-size="10">${count}</text>`
        : `<text x="${middle}" y="${top + 32}" fill="${INK}">·</text>`;
      return `<rect x="${left}" y="${top}" width="${CELL}" height="${CELL}" fill="${shade(share)}" stroke="#fff"/>${text}`;
    }),
  );
  const names = classes.flatMap((name, i) => {
    const at = margin + (i + 0.5) * CELL;
    return [
      `<text x="${margin - 8}" y="${at + 4}" text-anchor="end">${shortened(name, 16)}</text>`,
      `<text transform="translate(${at + 4} ${margin - 8}) rotate(-90)" text-anchor="start">${shortened(name, 16)}</text>`,
    ];
  });
  const titles = [
    `<text x="${margin + side / 2}" y="12" font-weight="bold">predicted</text>`,
    `<text transform="translate(12 ${margin + side / 2}) rotate(-90)" font-weight="bold">true</text>`,
  ];
  return svg(margin + side + 8, margin + side + 8, [...cells, ...names, ...titles]);
}

const PLOT = 240;
const EDGE = 44;

/** Reliability: the share that is right for each bin of confidence, and the line where both are the same. */
export function reliabilitySvg({ calibration }: Pick<ConfusionResult, "calibration">): string {
  const x = (value: number) => EDGE + value * PLOT;
  const y = (value: number) => 16 + (1 - value) * PLOT;
  const bars = calibration.bins
    .filter(({ count }) => count)
    .map(({ from, to, accuracy, confidence, count }) => {
      const title = `<title>${count} pictures: ${percent(confidence)} sure, ${percent(accuracy)} right</title>`;
      const size = `width="${(to - from) * PLOT}" height="${accuracy * PLOT}"`;
      return `<rect x="${x(from)}" y="${y(accuracy)}" ${size} fill="${shade(0.6)}" stroke="#fff">${title}</rect>`;
    });
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((value) => [
    `<text x="${x(value)}" y="${y(0) + 16}">${value}</text>`,
    `<text x="${EDGE - 6}" y="${y(value) + 4}" text-anchor="end">${value}</text>`,
  ]);
  return svg(EDGE + PLOT + 16, PLOT + 64, [
    `<rect x="${EDGE}" y="16" width="${PLOT}" height="${PLOT}" fill="none" stroke="#aaa"/>`,
    ...bars,
    `<line x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" stroke="${INK}" stroke-dasharray="4 3"/>`,
    ...ticks,
    `<text x="${x(0.5)}" y="${PLOT + 52}">confidence; ECE ${calibration.ece.toFixed(3)}</text>`,
    `<text transform="translate(12 ${y(0.5)}) rotate(-90)">accuracy</text>`,
  ]);
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** White to dark blue. */
const shade = (share: number): string =>
  `rgb(${[8, 48, 107].map((dark) => Math.round(255 + (dark - 255) * share)).join()})`;

const svg = (width: number, height: number, parts: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" text-anchor="middle" fill="${INK}">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...parts,
    "</svg>",
    "",
  ].join("\n");

const shortened = (text: string, most: number): string =>
  escaped(text.length > most ? `${text.slice(0, most - 1)}…` : text);
