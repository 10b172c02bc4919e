/** @file How a picture becomes a model's input, as steps of the graph: colour, size, value range. */

import { EngineError } from "../errors.ts";
import type { GraphBuilder, Value } from "../graph/graph.ts";
import { conv2d } from "../kernels/ops/conv2d.ts";
import { resizeArea } from "../kernels/ops/resize.ts";
import { scaleShift } from "../kernels/ops/scale-shift.ts";
import type { Model } from "./model.ts";

/** Luma of ITU-R BT.601, as PIL's "L" and most Python pipelines make gray. */
const LUMA = [0.299, 0.587, 0.114];

/**
 * Adds the steps from `image` [h, w, 1 or 3], whose black and white are `range`, to what the model reads. All of
 * them are linear in the pixels; those with nothing to do are left out.
 */
export function modelInput(
  g: GraphBuilder,
  image: Value,
  [black, white]: readonly [number, number],
  { inputShape, preprocessing }: Model,
): Value {
  const [height, width, channels] = inputShape;
  const { channels: order, range, mean = [], std = [] } = preprocessing;

  const mix = colourMatrix(image.shape[2], order, channels);
  let x = image;
  if (mix) {
    const filter = g.weight("colour", [1, 1, image.shape[2], channels], mix);
    x = conv2d(g, x, filter, { strides: [1, 1], padding: "valid" }, "preprocess: colour");
  }
  if (x.shape[0] !== height || x.shape[1] !== width)
    x = resizeArea(g, x, [height, width], "preprocess: size");

  // ((x - black) / (white - black) * (hi - lo) + lo - mean) / std, in float64
  const gain = (range[1] - range[0]) / (white - black);
  const scale = Float32Array.from({ length: channels }, (_, c) => gain / (std[c] ?? 1));
  const shift = Float32Array.from(
    { length: channels },
    (_, c) => (range[0] - black * gain - (mean[c] ?? 0)) / (std[c] ?? 1),
  );
  const idle = scale.every((v) => v === 1) && shift.every((v) => v === 0);
  return idle ? x : scaleShift(g, x, scale, shift, "preprocess: range");
}

/** [from, to] row by row; nothing where the channels are right already. */
function colourMatrix(
  from: number,
  order: "gray" | "rgb" | "bgr",
  to: number,
): Float32Array<ArrayBuffer> | undefined {
  if (to !== (order === "gray" ? 1 : 3))
    throw new EngineError("bad-option", `channels '${order}' do not fit a model whose input has ${to}`);
  if (from === 1) return to === 1 ? undefined : Float32Array.of(1, 1, 1);
  if (to === 1) return Float32Array.from(LUMA);
  return order === "rgb" ? undefined : Float32Array.of(0, 0, 1, 0, 1, 0, 1, 0, 0);
}
