/** @file Rectangles instead of superpixels. */

import { EngineError } from "../../errors.ts";

/**
 * Labels 0…rows·columns−1 by rows, of rectangles that differ by at most one pixel in height and width. Throws
 * EngineError("bad-option") where there are more of them than pixels to a side.
 */
export function gridLabels(
  height: number,
  width: number,
  rows: number,
  columns: number,
): Uint32Array<ArrayBuffer> {
  if (rows > height || columns > width)
    throw new EngineError(
      "bad-option",
      `grid: ${rows} rows and ${columns} columns do not fit a picture of ${width}x${height}; take at most ${height} rows and ${width} columns`,
    );
  const labels = new Uint32Array(height * width);
  for (let p = 0; p < labels.length; p++) {
    const row = Math.floor((Math.floor(p / width) * rows) / height);
    const column = Math.floor(((p % width) * columns) / width);
    labels[p] = row * columns + column;
  }
  return labels;
}
