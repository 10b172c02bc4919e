/** @file Histories as CSV, and as an SVG picture with one chart for each metric. */

import { csvText } from "../data/csv-text.ts";
import { type Curve, type Histories, smoothCurve, type TrainingRun } from "./history.ts";

export interface CurvesSvgOptions {
  /** As in `smoothCurve`, 0 to below 1. The curve as it is stays, faintly. Default: 0. */
  readonly smoothing?: number;
  /** Draw values on a logarithmic axis, where all are above zero. Default: false. */
  readonly log?: boolean;
  /** Default: loss and accuracy first, then the others as they come. */
  readonly metrics?: readonly string[];
}

/** One row for each number: run, metric, split, epoch (from 1), value. */
export const curvesCsv = ({ runs }: Histories): string =>
  csvText([
    ["run", "metric", "split", "epoch", "value"],
    ...runs.flatMap(({ name, curves }) =>
      curves.flatMap(({ metric, split, values }) =>
        values.map((value, i) => [name, metric, split, i + 1, value]),
      ),
    ),
  ]);

const [WIDTH, HEIGHT, LEFT, TOP, BELOW] = [560, 260, 56, 28, 34];
/** Where the epochs are in a chart, in its own units: from `left` on `width` of `all`. */
export const CHART = { left: LEFT, width: WIDTH, all: LEFT + WIDTH + 20 } as const;

/** Loss and accuracy first, then the others as they come. */
export const metricsOf = ({ runs }: Histories): string[] =>
  [...new Set(runs.flatMap(({ curves }) => curves.map(({ metric }) => metric)))].sort(
    (a, b) => rank(a) - rank(b),
  );

/** Okabe and Ito's, which colour-blind people can tell apart. */
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"];

/** Each run has a colour; validation is a full line, training a dashed one; a ring marks the best epoch. */
export function curvesSvg({ runs }: Histories, options: CurvesSvgOptions = {}): string {
  const { metrics = metricsOf({ runs, warnings: [] }) } = options;
  const charts = metrics.map((metric, i) => chart(runs, metric, i * (TOP + HEIGHT + BELOW), options));
  const legend = runs.map(({ name }, i) => {
    const y = metrics.length * (TOP + HEIGHT + BELOW) + 16 + 18 * i;
    return (
      `<line x1="${LEFT}" x2="${LEFT + 24}" y1="${y - 4}" y2="${y - 4}" stroke="${COLOURS[i % COLOURS.length]}" stroke-width="2"/>` +
      `<text x="${LEFT + 32}" y="${y}">${escaped(name)}</text>`
    );
  });
  const height = metrics.length * (TOP + HEIGHT + BELOW) + 18 * (runs.length + 1);
  const width = CHART.all;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#1c1b1a">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...[...charts, ...legend],
    "</svg>\n",
  ].join("\n");
}

const rank = (metric: string) => (metric === "loss" ? 0 : metric === "accuracy" ? 1 : 2);

function chart(
  runs: readonly TrainingRun[],
  metric: string,
  top: number,
  { smoothing = 0, log = false }: CurvesSvgOptions,
): string {
  const drawn = runs.flatMap((run, i) =>
    run.curves
      .filter((curve) => curve.metric === metric)
      .map((curve) => ({ run, curve, colour: COLOURS[i % COLOURS.length] })),
  );
  const numbers = drawn.flatMap(({ curve }) => curve.values.filter(Number.isFinite));
  const logarithmic = log && numbers.every((value) => value > 0);
  const scaled = (value: number) => (logarithmic ? Math.log10(value) : value);
  const { least, most } = numbers.reduce(
    (ends, value) => ({
      least: Math.min(ends.least, scaled(value)),
      most: Math.max(ends.most, scaled(value)),
    }),
    { least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY },
  );
  const epochs = Math.max(2, ...drawn.map(({ curve }) => curve.values.length));
  const x = (epoch: number) => round(LEFT + ((epoch - 1) / (epochs - 1)) * WIDTH);
  const y = (value: number) =>
    round(top + TOP + (1 - (scaled(value) - least) / (most - least || 1)) * HEIGHT);

  const path = (values: readonly number[]) => {
    let pen = "M";
    return values
      .map((value, i) => {
        if (!Number.isFinite(value)) {
          pen = "M"; // a gap
          return "";
        }
        const step = `${pen}${x(i + 1)} ${y(value)}`;
        pen = "L";
        return step;
      })
      .join("");
  };
  const lines = drawn.map(({ run, curve, colour }) => {
    const dash = curve.split === "training" ? ' stroke-dasharray="5 3"' : "";
    const title = `<title>${escaped(`${run.name}: ${curve.split} ${metric}`)}</title>`;
    const line = (values: readonly number[], opacity: number) =>
      `<path d="${path(values)}" fill="none" stroke="${colour}" stroke-width="1.5" stroke-opacity="${opacity}"${dash}>${title}</path>`;
    return smoothing
      ? line(curve.values, 0.25) + line(smoothCurve(curve.values, smoothing), 1)
      : line(curve.values, 1);
  });
  const rings = drawn.flatMap(({ run, curve, colour }) =>
    isBest(run, curve)
      ? `<circle cx="${x(run.best!.epoch)}" cy="${y(run.best!.value)}" r="4.5" fill="#fff" stroke="${colour}" stroke-width="2"><title>best: epoch ${run.best!.epoch}, ${run.best!.value.toPrecision(4)}</title></circle>`
      : [],
  );
  const rows = numbers.length ? ticks(least, most, 4) : [];
  const grid = rows.map((value) => {
    const at = logarithmic ? 10 ** value : value;
    return `<line x1="${LEFT}" x2="${LEFT + WIDTH}" y1="${y(at)}" y2="${y(at)}" stroke="#e4e2dd"/><text x="${LEFT - 6}" y="${y(at) + 4}" text-anchor="end">${Number(at.toPrecision(3))}</text>`;
  });
  const columns = ticks(1, epochs, 6)
    .filter(Number.isInteger)
    .map(
      (epoch) => `<text x="${x(epoch)}" y="${top + TOP + HEIGHT + 18}" text-anchor="middle">${epoch}</text>`,
    );
  const title = `<text x="${LEFT}" y="${top + 16}" font-weight="bold">${escaped(metric)}</text>`;
  return [title, ...grid, ...columns, ...lines, ...rings].join("\n");
}

const isBest = ({ best }: TrainingRun, { metric, split }: Curve) =>
  best?.metric === metric && best.split === split;

/** Round numbers between two, about so many. */
function ticks(from: number, to: number, count: number): number[] {
  const rough = (to - from) / count || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough)!;
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, i) => (first + i) * step);
}

const round = (value: number) => Math.round(value * 100) / 100;
const escaped = (text: string) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
