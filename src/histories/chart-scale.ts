/** @file Where the numbers of a chart of curves lie, in shares of its width and height. */

import type { Curve } from "./history.ts";

export interface ChartScale {
  /** Whether values are drawn by their logarithm: asked for, and all above zero. */
  readonly logarithmic: boolean;
  /** Share of the width, from the left, of an epoch (from 1). */
  readonly x: (epoch: number) => number;
  /** Share of the height, from the top, of a value. */
  readonly y: (value: number) => number;
  /** Round values to mark; none without a finite number. */
  readonly values: readonly number[];
  /** Round epochs to mark. */
  readonly epochs: readonly number[];
}

/** `epochs` is how many the width stands for, at least 2. */
export function chartScale(curves: readonly Curve[], epochs: number, log: boolean): ChartScale {
  const numbers = curves.flatMap(({ values }) => values.filter(Number.isFinite));
  const logarithmic = log && numbers.every((value) => value > 0);
  const scaled = (value: number) => (logarithmic ? Math.log10(value) : value);
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of numbers) {
    least = Math.min(least, scaled(value));
    most = Math.max(most, scaled(value));
  }
  return {
    logarithmic,
    x: (epoch) => (epoch - 1) / (epochs - 1),
    y: (value) => 1 - (scaled(value) - least) / (most - least || 1),
    values: numbers.length === 0 ? [] : ticks(least, most, 4).map((at) => (logarithmic ? 10 ** at : at)),
    epochs: ticks(1, epochs, 6).filter(Number.isInteger),
  };
}

/** A curve as the path of an SVG; what is not finite is a gap. */
export function curvePath(
  values: readonly number[],
  x: (epoch: number) => number,
  y: (value: number) => number,
): string {
  let pen = "M";
  return values
    .map((value, i) => {
      if (!Number.isFinite(value)) {
        pen = "M";
        return "";
      }
      const step = `${pen}${x(i + 1)} ${y(value)}`;
      pen = "L";
      return step;
    })
    .join("");
}

/** Round numbers between two, about so many. */
function ticks(from: number, to: number, count: number): number[] {
  const rough = (to - from) / count || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough)!;
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, i) => (first + i) * step);
}
