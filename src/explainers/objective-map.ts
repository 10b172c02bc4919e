/** @file How much each place of a layer counts for an objective. */

import { EngineError } from "../errors.ts";
import type { Shape } from "../graph/graph.ts";
import type { AscentOptions } from "./ascent-options.ts";
import { mapShape } from "./layer.ts";

/**
 * A weight for each number of a layer of this shape, the same for all channels: of a channel's mean or sum over the
 * pixels within the border, or of one pixel. A border that would leave nothing is made smaller. Throws
 * EngineError("bad-option") for a position outside.
 */
export function objectiveMap(
  shape: Shape,
  { objective = "channel", border = 0, position }: Pick<AscentOptions, "objective" | "border" | "position">,
): Float32Array<ArrayBuffer> {
  const [h, w, channels] = mapShape({ shape });
  const map = new Float32Array(h * w * channels);
  const set = (y: number, x: number, value: number) =>
    map.fill(value, (y * w + x) * channels, (y * w + x + 1) * channels);
  if (objective === "neuron") {
    const [y, x] = position ?? [h >> 1, w >> 1];
    if (![y, x].every(Number.isInteger) || y < 0 || x < 0 || y >= h || x >= w)
      throw new EngineError("bad-option", `position is ${y}, ${x}; the layer has ${h} rows and ${w} columns`);
    set(y, x, 1);
    return map;
  }
  const cut = (side: number) => Math.min(border, (side - 1) >> 1);
  const [rows, columns] = [cut(h), cut(w)];
  const count = (h - 2 * rows) * (w - 2 * columns);
  for (let y = rows; y < h - rows; y++)
    for (let x = columns; x < w - columns; x++) set(y, x, objective === "channel-sum" ? 1 : 1 / count);
  return map;
}
