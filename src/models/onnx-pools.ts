/** @file Pools, means, padding and resizing of ONNX: what changes the height and width of an image. */

import { EngineError } from "../errors.ts";
import type { GraphBuilder, Shape, Value } from "../graph/graph.ts";
import { add } from "../kernels/ops/binary.ts";
import { zeroPadding2d } from "../kernels/ops/gather.ts";
import { averagePool2d, globalAveragePool2d, globalMaxPool2d, maxPool2d } from "../kernels/ops/pool2d.ts";
import { reshape } from "../kernels/ops/reshape.ts";
import { checkRoom } from "./keras-layer.ts";
import { type PaddedWindow, windowOf } from "./onnx-convolutions.ts";
import { asImage, asItLies, image, type Laid } from "./onnx-layout.ts";
import {
  axisOf,
  constant,
  type GraphOp,
  laid,
  number,
  type OnnxOp,
  sampleAxis,
  unsupported,
  wholes,
  wholesFrom,
  word,
} from "./onnx-node.ts";
import { resize } from "./onnx-resize.ts";

/** The window, and the same with what is added after the last row and column so that they are covered, too. */
function poolWindow(op: OnnxOp, x: Value): { window: PaddedWindow; whole: PaddedWindow } {
  const window = windowOf(op, wholes(op, "kernel_shape", []), x.shape);
  const { kernel, padding, dilations } = window;
  if (dilations?.some((d) => d !== 1)) throw unsupported(op, `dilations [${dilations}]`);
  if (padding.some((ends, i) => ends.some((n) => n >= kernel[i])))
    throw new EngineError(
      "shape",
      `padding [${padding}] is not smaller than a window of ${kernel.join("x")}`,
    );
  return { window, whole: number(op, "ceil_mode", 0) ? covering(window, x) : window };
}

/** As ceil_mode wants it: one window more where some are left over, unless it would begin in the padding after. */
function covering(window: PaddedWindow, x: Value): PaddedWindow {
  const [rows, columns] = [0, 1].map((i): [number, number] => {
    const [before, after] = window.padding[i];
    const [kernel, stride] = [window.kernel[i], window.strides[i]];
    const room = x.shape[i] + before + after - kernel;
    const steps = Math.ceil(room / stride);
    const last = steps * stride >= x.shape[i] + before ? steps - 1 : steps;
    return [before, after + Math.max(0, last * stride - room)];
  });
  return { ...window, padding: [rows, columns] };
}

const maxPool: GraphOp = (g, [input], op) => {
  const x = image(g, laid(input, op));
  return asImage(maxPool2d(g, x, poolWindow(op, x).whole));
};

/** With count_include_pad, zeros are laid around the image first; what ceil_mode adds never counts. */
const averagePool: GraphOp = (g, [input], op) => {
  const x = image(g, laid(input, op));
  const { window, whole } = poolWindow(op, x);
  const [[top, bottom], [left, right]] = window.padding;
  if (!number(op, "count_include_pad", 0) || top + bottom + left + right === 0)
    return asImage(averagePool2d(g, x, whole));
  const [rows, columns] = whole.padding;
  const padded = zeroPadding2d(g, x, [
    [top, bottom],
    [left, right],
  ]); // prettier-ignore
  const padding = [
    [0, rows[1] - bottom],
    [0, columns[1] - right],
  ] as const; // prettier-ignore
  return asImage(averagePool2d(g, padded, { ...whole, padding }));
};

const asPixel = (g: GraphBuilder, y: Value): Laid => asImage(reshape(g, y, [1, 1, y.shape[0]]));

const global =
  (pool: typeof globalMaxPool2d): GraphOp =>
  (g, [x], op) =>
    asPixel(g, pool(g, image(g, laid(x, op))));

/** Over height and width of an image. */
const reduced =
  (pool: typeof globalMaxPool2d): GraphOp =>
  (g, [input, given], op) => {
    const x = laid(input, op);
    const axes = wholesFrom(given, op, "axes") ?? [];
    const over = axes.map((axis) => sampleAxis(op, axis, x)).sort((a, b) => a - b);
    if (x.shape.length !== 3 || String(over) !== "1,2")
      throw unsupported(op, `axes [${axes}] (only height and width of an image)`);
    const y = pool(g, image(g, x));
    return number(op, "keepdims", 1) ? asPixel(g, y) : asItLies(y);
  };

const pad: GraphOp = (g, [input, given, fill, axesInput], op) => {
  const x = image(g, laid(input, op));
  if (word(op, "mode", "constant") !== "constant") throw unsupported(op, `mode '${word(op, "mode", "")}'`);
  const list = wholesFrom(given, op, "pads") ?? [];
  const axes = (axesInput ? [...constant(axesInput, op).data] : [0, 1, 2, 3]).map((axis) =>
    axisOf(op, axis, 4),
  );
  if (list.length !== 2 * axes.length)
    throw new EngineError("shape", `${list.length} pads do not fit ${axes.length} axes`);
  const ends = (axis: number): [number, number] => {
    const i = axes.indexOf(axis);
    return i < 0 ? [0, 0] : [list[i], list[i + axes.length]];
  };
  if ([...ends(0), ...ends(1)].some((n) => n !== 0))
    throw unsupported(op, "padding of other axes than height and width");
  const padding = [ends(2), ends(3)] as const;
  if (padding.flat().some((n) => n < 0)) throw unsupported(op, `negative padding [${padding}]`);
  const [h, w, c] = x.shape;
  checkRoom([h + padding[0][0] + padding[0][1], w + padding[1][0] + padding[1][1], Math.max(16, c)]);
  const value = fill ? constant(fill, op).data[0] : number(op, "value", 0);
  if (!value) return asImage(zeroPadding2d(g, x, padding));
  return asImage(add(g, zeroPadding2d(g, x, padding), border(g, x.shape, padding, value)));
};

/**
 * What is added to a picture with zeros around it, so that it has another value there: before a max pool mostly minus infinity, of
 * which the lowest number that is finite does as well.
 */
function border(
  g: GraphBuilder,
  [h, w, c]: Shape,
  [[top, bottom], [left, right]]: readonly (readonly [number, number])[],
  value: number,
): Value {
  const [rows, columns] = [top + h + bottom, left + w + right];
  const around = Math.min(LARGEST, Math.max(-LARGEST, value));
  const isInside = (at: number, before: number, size: number) => at >= before && at < before + size;
  const data = Float32Array.from({ length: rows * columns * c }, (_, i) => {
    const p = Math.floor(i / c);
    return isInside(Math.floor(p / columns), top, h) && isInside(p % columns, left, w) ? 0 : around;
  });
  return g.weight("border", [rows, columns, c], data);
}

/** Of float32. */
const LARGEST = 3.4028234663852886e38;

export const pools: Readonly<Record<string, GraphOp>> = {
  MaxPool: maxPool,
  AveragePool: averagePool,
  GlobalAveragePool: global(globalAveragePool2d),
  GlobalMaxPool: global(globalMaxPool2d),
  ReduceMean: reduced(globalAveragePool2d),
  ReduceMax: reduced(globalMaxPool2d),
  Pad: pad,
  Resize: resize,
  Upsample: resize,
};
