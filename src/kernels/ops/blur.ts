/** @file A small Gaussian blur: as a regulariser of ascent it keeps high frequencies down (Yosinski et al., 2015, https://arxiv.org/abs/1506.06579). */

import type { GraphBuilder, Value } from "../../graph/graph.ts";
import { imageShape } from "./image-shape.ts";
import { type AxisWeights, resize } from "./resize.ts";

const SIGMA = 1;
const RADIUS = 2;

/**
 * Adds x [h, w, c] blurred by a Gaussian of standard deviation 1, cut off 2 pixels away. Near an edge the weights of
 * what lies inside are scaled up to a sum of 1, so that a constant image stays as it is. Throws EngineError("shape").
 */
export function blur(g: GraphBuilder, x: Value, name?: string): Value {
  const [h, w] = imageShape(x, "blur");
  return resize(g, x, gaussian(h), gaussian(w), name);
}

function gaussian(size: number): AxisWeights {
  const first = Array.from({ length: size }, (_, i) => Math.max(0, i - RADIUS));
  const weights = first.map((from, i) => {
    const last = Math.min(size - 1, i + RADIUS);
    const inside = Array.from({ length: last - from + 1 }, (_, j) =>
      Math.exp(-((from + j - i) ** 2) / (2 * SIGMA ** 2)),
    );
    const sum = inside.reduce((a, b) => a + b);
    return inside.map((weight) => weight / sum);
  });
  return { first, weights };
}
