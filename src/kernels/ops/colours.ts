/** @file Colours whose channels are independent in natural images, so that ascent does not start with the grays alone. */

import { EngineError } from "../../errors.ts";
import type { GraphBuilder, Value } from "../../graph/graph.ts";
import { conv2d } from "./conv2d.ts";
import { imageShape } from "./image-shape.ts";

/** Square root of the covariance of colours in ImageNet, [red, green, blue][brightness, …] (lucid/optvis/param/color.py). */
const ROOT = [
  [0.26, 0.09, 0.02],
  [0.27, 0.0, -0.05],
  [0.27, -0.09, 0.03],
];

/** As Lucid has it: divided by the length of its longest column. [channel of v, channel of rgb], as a filter wants it. */
const FILTER = (() => {
  const columns = [0, 1, 2].map((c) => ROOT.map((row) => row[c]));
  const longest = Math.max(...columns.map((column) => Math.hypot(...column)));
  return Float32Array.from(columns.flat(), (v) => v / longest);
})();

/**
 * Adds red, green and blue of x [h, w, 3] in decorrelated colours (Olah et al., 2017,
 * https://distill.pub/2017/feature-visualization), before any sigmoid; x itself if it has one channel. Throws
 * EngineError("shape") for any other number of channels.
 */
export function decorrelatedColours(g: GraphBuilder, x: Value, name?: string): Value {
  const [, , channels] = imageShape(x, "decorrelatedColours");
  if (channels === 1) return x;
  if (channels !== 3)
    throw new EngineError(
      "shape",
      `decorrelatedColours: needs 1 or 3 channels, but the input has ${channels}`,
    );
  const filter = g.weight("colours", [1, 1, 3, 3], FILTER);
  return conv2d(g, x, filter, { strides: [1, 1], padding: "valid" }, name);
}
