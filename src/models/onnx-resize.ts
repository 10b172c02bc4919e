/** @file Resize and Upsample of ONNX, nearest and linear (https://onnx.ai/onnx/operators/onnx__Resize.html). */

import { EngineError } from "../errors.ts";
import { pickPixels } from "../kernels/ops/gather.ts";
import { type AxisWeights, resize as resizeBy } from "../kernels/ops/resize.ts";
import { checkRoom } from "./keras-layer.ts";
import { asImage, image, type Laid } from "./onnx-layout.ts";
import {
  axisOf,
  constant,
  type GraphOp,
  laid,
  number,
  type OnnxOp,
  type Operand,
  unsupported,
  wholes,
  word,
} from "./onnx-node.ts";

export const resize: GraphOp = (g, inputs, op) => {
  const x = laid(inputs[0], op);
  const [rows, columns] = targets(inputs, op, x);
  const pixels = image(g, x);
  checkRoom([rows.size, columns.size, Math.max(16, pixels.shape[2])]);
  const mode = word(op, "mode", "nearest");
  if (mode === "nearest") {
    const nearest = nearestOf(op);
    const along = (axis: Target) =>
      Array.from({ length: axis.size }, (_, i) => clamp(nearest(place(op, axis, i)), axis.from));
    return asImage(pickPixels(g, pixels, along(rows), along(columns)));
  }
  if (mode !== "linear" || number(op, "antialias", 0) !== 0)
    throw unsupported(op, mode === "linear" ? "antialias" : `mode '${mode}'`);
  return asImage(resizeBy(g, pixels, linear(op, rows), linear(op, columns)));
};

interface Target {
  readonly from: number;
  readonly size: number;
  readonly scale: number;
}

/** What height and width become. Old versions have no roi: their scales come second. */
function targets(inputs: readonly Operand[], op: OnnxOp, { shape }: Laid): [Target, Target] {
  if (shape.length !== 3) throw unsupported(op, `an input of [${shape}]`);
  if (word(op, "keep_aspect_ratio_policy", "stretch") !== "stretch")
    throw unsupported(op, "keep_aspect_ratio_policy");
  const isOld = op.op === "Upsample" || op.opset < 11;
  const [scalesInput, sizesInput] = isOld ? [inputs[1]] : inputs.slice(2);
  const scales = scalesInput
    ? [...constant(scalesInput, op).data]
    : [...((op.attributes.scales as number[] | undefined) ?? [])];
  const sizes = sizesInput ? [...constant(sizesInput, op).data] : [];
  const given = sizes.length ? sizes : scales;
  const axes = wholes(op, "axes", [0, 1, 2, 3]).map((axis) => axisOf(op, axis, 4));
  if (given.length !== axes.length)
    throw new EngineError("shape", `${given.length} scales or sizes do not fit ${axes.length} axes`);
  const target = (axis: 0 | 1 | 2 | 3, from: number): Target => {
    const wanted = given[axes.indexOf(axis)];
    if (wanted === undefined) return { from, size: from, scale: 1 };
    const size = sizes.length ? wanted : Math.floor(from * wanted);
    if (!(Number.isInteger(size) && size >= 1))
      throw new EngineError("shape", `a size of ${size} from ${from}`);
    return { from, size, scale: sizes.length ? size / from : wanted };
  };
  if (target(1, shape[0]).size !== shape[0]) throw unsupported(op, "another number of channels");
  return [target(2, shape[1]), target(3, shape[2])];
}

const clamp = (i: number, size: number) => Math.min(size - 1, Math.max(0, i));

/** Where pixel i of the result lies in x, in pixels. */
function place(op: OnnxOp, { from, size, scale }: Target, i: number): number {
  const mode =
    op.op === "Upsample" || op.opset < 11
      ? "asymmetric"
      : word(op, "coordinate_transformation_mode", "half_pixel");
  switch (mode) {
    case "asymmetric":
      return i / scale;
    case "half_pixel":
      return (i + 0.5) / scale - 0.5;
    case "pytorch_half_pixel":
      return size > 1 ? (i + 0.5) / scale - 0.5 : 0;
    case "half_pixel_symmetric":
      return (from / 2) * (1 - size / (scale * from)) + (i + 0.5) / scale - 0.5;
    case "tf_half_pixel_for_nn":
      return (i + 0.5) / scale;
    case "align_corners":
      return size > 1 ? (i * (from - 1)) / (size - 1) : 0;
    default:
      throw unsupported(op, `coordinate_transformation_mode '${mode}'`);
  }
}

function nearestOf(op: OnnxOp): (at: number) => number {
  const mode =
    op.op === "Upsample" || op.opset < 11 ? "floor" : word(op, "nearest_mode", "round_prefer_floor");
  switch (mode) {
    case "round_prefer_floor":
      return (at) => Math.ceil(at - 0.5);
    case "round_prefer_ceil":
      return (at) => Math.floor(at + 0.5);
    case "floor":
      return Math.floor;
    case "ceil":
      return Math.ceil;
    default:
      throw unsupported(op, `nearest_mode '${mode}'`);
  }
}

function linear(op: OnnxOp, axis: Target): AxisWeights {
  const { from, size }: { from: number; size: number } = axis;
  const at = Array.from({ length: size }, (_, i) => Math.min(from - 1, Math.max(0, place(op, axis, i))));
  const first = at.map((p) => Math.min(Math.floor(p), Math.max(0, from - 2)));
  return { first, weights: at.map((p, i) => (from === 1 ? [1] : [1 - (p - first[i]), p - first[i]])) };
}
