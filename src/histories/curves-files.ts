/** @file Histories as CSV, and as an SVG picture with one chart for each metric. */

import { csvText } from "../data/csv-text.ts";
import { escaped } from "../data/svg-text.ts";
import { chartScale, curvePath } from "./chart-scale.ts";
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
  const width = LEFT + WIDTH + 20;
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
  const curves = drawn.map(({ curve }) => curve);
  const epochs = Math.max(2, ...curves.map(({ values }) => values.length));
  const scale = chartScale(curves, epochs, log);
  const x = (epoch: number) => round(LEFT + scale.x(epoch) * WIDTH);
  const y = (value: number) => round(top + TOP + scale.y(value) * HEIGHT);

  const lines = drawn.map(({ run, curve, colour }) => {
    const dash = curve.split === "training" ? ' stroke-dasharray="5 3"' : "";
    const title = `<title>${escaped(`${run.name}: ${curve.split} ${metric}`)}</title>`;
    const line = (values: readonly number[], opacity: number) =>
      `<path d="${curvePath(values, x, y)}" fill="none" stroke="${colour}" stroke-width="1.5" stroke-opacity="${opacity}"${dash}>${title}</path>`;
    return smoothing
      ? line(curve.values, 0.25) + line(smoothCurve(curve.values, smoothing), 1)
      : line(curve.values, 1);
  });
  const rings = drawn.flatMap(({ run, curve, colour }) =>
    isBest(run, curve)
      ? `<circle cx="${x(run.best!.epoch)}" cy="${y(run.best!.value)}" r="4.5" fill="#fff" stroke="${colour}" stroke-width="2"><title>best: epoch ${run.best!.epoch}, ${run.best!.value.toPrecision(4)}</title></circle>`
      : [],
  );
  const grid = scale.values.map(
    (value) =>
      `<line x1="${LEFT}" x2="${LEFT + WIDTH}" y1="${y(value)}" y2="${y(value)}" stroke="#e4e2dd"/><text x="${LEFT - 6}" y="${y(value) + 4}" text-anchor="end">${Number(value.toPrecision(3))}</text>`,
  );
  const columns = scale.epochs.map(
    (epoch) => `<text x="${x(epoch)}" y="${top + TOP + HEIGHT + 18}" text-anchor="middle">${epoch}</text>`,
  );
  const title = `<text x="${LEFT}" y="${top + 16}" font-weight="bold">${escaped(metric)}</text>`;
  return [title, ...grid, ...columns, ...lines, ...rings].join("\n");
}

export const isBest = ({ best }: TrainingRun, { metric, split }: Curve) =>
  best?.metric === metric && best.split === split;

const round = (value: number) => Math.round(value * 100) / 100;
