/** @file Plots as SVG text: curves over two axes, and ratios as bars. */

import type { Curve } from "../results.ts";
import { escaped } from "./report.ts";
import { round } from "./table.ts";

export interface Plot {
  readonly x: string;
  readonly y: string;
  /** Both axes by powers of ten; else from 0. */
  readonly log: boolean;
  readonly curves: readonly Curve[];
}

/** Told apart by people who see few colours, too (Okabe and Ito, 2008), and by their marks. */
const COLOURS = ["#d55e00", "#0072b2", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#555555"];
const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [760, 400, 70, 200, 16, 48];

/** Curves with marks; those that are only a line have none. */
export function plot({ x, y, log, curves }: Plot): string {
  const points = curves.flatMap(({ points }) => points);
  const across = axis(
    points.map(([value]) => value),
    log,
    LEFT,
    WIDTH - RIGHT,
  );
  const up = axis(
    points.map(([, value]) => value),
    log,
    HEIGHT - BOTTOM,
    TOP,
  );
  const drawn = curves.map(({ name, points, line }, i) => {
    const colour = COLOURS[i % COLOURS.length];
    const places = points.map(([a, b]) => [across.at(a).toFixed(1), up.at(b).toFixed(1)] as const);
    const path =
      log && !line
        ? ""
        : `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${places.map((p) => p.join()).join(" ")}"/>`;
    const marks = line ? "" : places.map(([cx, cy]) => mark(i, Number(cx), Number(cy), colour)).join("");
    const [keyX, keyY] = [WIDTH - RIGHT + 18, TOP + 8 + i * 20];
    const sign = line
      ? `<line x1="${keyX - 8}" x2="${keyX + 8}" y1="${keyY}" y2="${keyY}" stroke="${colour}" stroke-width="2"/>`
      : mark(i, keyX, keyY, colour);
    const key = `${sign}<text x="${WIDTH - RIGHT + 30}" y="${TOP + 12 + i * 20}">${escaped(name)}</text>`;
    return path + marks + key;
  });
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(y)} against ${escaped(x)}">
${across.ticks.map((t) => `<line x1="${across.at(t)}" x2="${across.at(t)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" stroke="#ddd"/><text x="${across.at(t)}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${round(t)}</text>`).join("")}
${up.ticks.map((t) => `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${up.at(t)}" y2="${up.at(t)}" stroke="#ddd"/><text x="${LEFT - 6}" y="${up.at(t) + 4}" text-anchor="end">${round(t)}</text>`).join("")}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 8}" text-anchor="middle">${escaped(x)}</text>
<text transform="translate(14 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">${escaped(y)}</text>
${drawn.join("\n")}</svg>`;
}

/** A circle, a square, a triangle, a diamond. */
function mark(i: number, x: number, y: number, colour: string): string {
  if (i % 4 === 0) return `<circle cx="${x}" cy="${y}" r="4" fill="${colour}"/>`;
  if (i % 4 === 1) return `<rect x="${x - 4}" y="${y - 4}" width="8" height="8" fill="${colour}"/>`;
  const corners =
    i % 4 === 2
      ? [
          [0, -5],
          [5, 4],
          [-5, 4],
        ]
      : [
          [0, -5],
          [5, 0],
          [0, 5],
          [-5, 0],
        ]; // prettier-ignore
  return `<polygon points="${corners.map(([dx, dy]) => `${x + dx},${y + dy}`).join(" ")}" fill="${colour}"/>`;
}

function axis(values: readonly number[], log: boolean, from: number, to: number) {
  const scale = log ? Math.log10 : (v: number) => v;
  const [low, high] = log
    ? [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))]
    : [0, Math.max(...values) || 1];
  const at = (v: number) => from + ((scale(v) - low) / (high - low || 1)) * (to - from);
  if (log) return { at, ticks: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)) };
  const step = niceStep(high / 5);
  return { at, ticks: Array.from({ length: Math.floor(high / step + 1e-9) + 1 }, (_, i) => i * step) };
}

/** 1, 2 or 5 times a power of ten. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5, 10].find((n) => n * power >= rough) ?? 10);
}

export interface Bar {
  readonly key: string;
  readonly median: number;
  readonly range: readonly [least: number, most: number];
}

/** Ratios, by powers of ten, from 1 to the right or to the left. */
export function bars(ratios: readonly Bar[]): string {
  const [left, row] = [330, 22];
  const height = ratios.length * row + 40;
  const { at, ticks } = axis(
    [...ratios.flatMap(({ range, median }) => [...range, median]), 1],
    true,
    left,
    WIDTH - 70,
  );
  const drawn = ratios.map(({ key, median, range: [least, most] }, i) => {
    const y = i * row + 8;
    const [x1, x2] = [at(1), at(median)].sort((a, b) => a - b);
    return `<text x="${left - 8}" y="${y + 12}" text-anchor="end">${escaped(key)}</text>
<rect x="${x1}" y="${y}" width="${x2 - x1}" height="14" fill="${COLOURS[median >= 1 ? 1 : 0]}"/>
<line x1="${at(least)}" x2="${at(most)}" y1="${y + 7}" y2="${y + 7}" stroke="#111" stroke-width="2"/>
<text x="${at(Math.max(most, 1)) + 8}" y="${y + 12}">${round(median)}×</text>`;
  });
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="How many times faster">
${ticks.map((t) => `<line x1="${at(t)}" x2="${at(t)}" y1="0" y2="${height - 24}" stroke="${t === 1 ? "#111" : "#ddd"}"/><text x="${at(t)}" y="${height - 8}" text-anchor="middle">${round(t)}</text>`).join("")}
${drawn.join("\n")}</svg>`;
}
