/** @file What each op of a TensorFlow graph is made of here. Names and attributes are TensorFlow's own. */

import { activation } from "../kernels/ops/activation.ts";
import { add, divide, maximum, minimum, multiply, scaled, subtract } from "../kernels/ops/binary.ts";
import { concatenate } from "../kernels/ops/concatenate.ts";
import { permute, resizeNearest, zeroPadding2d } from "../kernels/ops/gather.ts";
import { averagePool2d, globalAveragePool2d, globalMaxPool2d, maxPool2d } from "../kernels/ops/pool2d.ts";
import { prelu } from "../kernels/ops/prelu.ts";
import { reshape } from "../kernels/ops/reshape.ts";
import { resizeBilinear } from "../kernels/ops/resize.ts";
import { scaleShift } from "../kernels/ops/scale-shift.ts";
import { softmax } from "../kernels/ops/softmax.ts";
import { checkRoom, type Numbers } from "./keras-layer.ts";
import {
  activations,
  conv,
  depthwise,
  matMul,
  normalised,
  sliding,
  transposed,
} from "./tfjs-convolutions.ts";
import { asValue, constant, type GraphNode, type GraphOp, unsupported, value } from "./tfjs-node.ts";
import { folded, inRow, isSmall, shapeOps } from "./tfjs-shapes.ts";
import { splits } from "./tfjs-split.ts";

const window = (node: GraphNode) => {
  const [, h, w] = node.attr.ksize as readonly number[];
  return { ...sliding(node), kernel: [h, w] as [number, number] };
};

const ones = new WeakMap<Numbers, Numbers>();

/** The same array for the same bias, so that it is uploaded once. */
function onesFor(bias: Numbers): Numbers {
  let found = ones.get(bias);
  if (!found) ones.set(bias, (found = new Float32Array(bias.length).fill(1)));
  return found;
}

const binary =
  (combine: typeof add): GraphOp =>
  (g, [a, b]) =>
    combine(g, asValue(g, a), asValue(g, b));

const floorDiv: GraphOp = (_g, _inputs, node) => {
  throw unsupported(node, "operands that are not constant");
};

/** Axes of the whole tensor, batch first, as those of a sample. */
const sampleAxes = (axes: ArrayLike<number>, rank: number) =>
  Array.from(axes, (axis) => (axis < 0 ? axis + rank + 1 : axis) - 1).sort((a, b) => a - b);

const overImage =
  (pool: typeof globalMaxPool2d): GraphOp =>
  (g, [x, axes], node) => {
    const image = value(x, node);
    const over = sampleAxes(constant(axes, node).data, image.shape.length);
    if (image.shape.length !== 3 || String(over) !== "0,1")
      throw unsupported(node, "axes other than height and width");
    const y = pool(g, image);
    return node.attr.keep_dims ? reshape(g, y, [1, 1, image.shape[2]]) : y;
  };

const resize =
  (by: typeof resizeBilinear): GraphOp =>
  (g, [x, size], node) => {
    const [h, w] = constant(size, node).data;
    checkRoom([h, w, value(x, node).shape[2]]);
    const { align_corners: alignCorners, half_pixel_centers: halfPixelCenters } = node.attr;
    return by(g, value(x, node), [h, w], {
      alignCorners: Boolean(alignCorners),
      halfPixelCenters: Boolean(halfPixelCenters),
    });
  };

const pad: GraphOp = (g, [x, paddings], node) => {
  const p = constant(paddings, node).data;
  if (p.length !== 8 || p[0] || p[1] || p[6] || p[7])
    throw unsupported(node, "padding of other axes than height and width");
  const [h, w, c] = value(x, node).shape;
  checkRoom([h + p[2] + p[3], w + p[4] + p[5], c]);
  return zeroPadding2d(g, value(x, node), [
    [p[2], p[3]],
    [p[4], p[5]],
  ]);
};

/** Sums, products and the like of constants are constants. */
const arithmetic: Readonly<Record<string, GraphOp>> = {
  Add: folded((a, b) => a + b, binary(add)),
  AddV2: folded((a, b) => a + b, binary(add)),
  Sub: folded((a, b) => a - b, binary(subtract)),
  Mul: folded((a, b) => a * b, binary(multiply)),
  RealDiv: folded((a, b) => a / b, binary(divide)),
  Div: folded((a, b) => a / b, binary(divide)),
  FloorDiv: folded((a, b) => Math.floor(a / b), floorDiv),
  Maximum: folded(Math.max, binary(maximum)),
  Minimum: folded(Math.min, binary(minimum)),
};

export const graphOps: Readonly<Record<string, GraphOp>> = {
  ...shapeOps,
  ...splits,
  ...arithmetic,
  Conv2D: conv,
  _FusedConv2D: conv,
  Conv2DBackpropInput: transposed,
  DepthwiseConv2dNative: depthwise,
  FusedDepthwiseConv2dNative: depthwise,
  MatMul: matMul,
  _FusedMatMul: matMul,
  BiasAdd: (g, [x, bias], node) => {
    const { data } = constant(bias, node);
    return scaleShift(g, value(x, node), onesFor(data), data);
  },
  ...Object.fromEntries(
    ["FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3"].map((name): [string, GraphOp] => [
      name,
      (g, [x, ...rest], node) =>
        normalised(
          g,
          value(x, node),
          rest.slice(0, 4).map((r) => constant(r, node)),
          Number(node.attr.epsilon ?? 1e-4),
        ), // prettier-ignore
    ]),
  ),
  MaxPool: (g, [x], node) => maxPool2d(g, value(x, node), window(node)),
  AvgPool: (g, [x], node) => averagePool2d(g, value(x, node), window(node)),
  Mean: overImage(globalAveragePool2d),
  Max: overImage(globalMaxPool2d),
  AddN: (g, inputs, node) => inputs.map((x) => value(x, node)).reduce((a, b) => add(g, a, b)),
  Neg: (g, [x], node) => scaled(g, value(x, node), -1),
  Square: (g, [x], node) => multiply(g, value(x, node), value(x, node)),
  ClipByValue: (g, [x, least, most]) =>
    minimum(g, maximum(g, asValue(g, x), asValue(g, least)), asValue(g, most)),
  ...Object.fromEntries(
    Object.entries(activations).map(([name, a]): [string, GraphOp] => [
      name,
      (g, [x], node) => activation(g, value(x, node), a),
    ]),
  ),
  LeakyRelu: (g, [x], node) =>
    activation(g, value(x, node), { kind: "leakyRelu", alpha: Number(node.attr.alpha ?? 0.2) }),
  Prelu: (g, [x, alpha], node) => prelu(g, value(x, node), asValue(g, constant(alpha, node))),
  Softmax: (g, [x], node) => softmax(g, value(x, node)),
  Squeeze: (g, [x], node) => {
    const from = value(x, node);
    const given = (node.attr.squeeze_dims ?? node.attr.axis ?? []) as readonly number[];
    const axes = sampleAxes(given, from.shape.length);
    return reshape(
      g,
      from,
      from.shape.filter((n, i) => (given.length ? !axes.includes(i) : n !== 1)),
    );
  },
  PadV2: (g, [x, paddings, fill], node) => {
    if (constant(fill, node).data[0] !== 0) throw unsupported(node, "padding with other than zero");
    return pad(g, [x, paddings], node);
  },
  Pad: pad,
  ConcatV2: (g, inputs, node) => {
    if (isSmall(inputs)) return inRow(inputs.slice(0, -1), node);
    const values = inputs.slice(0, -1).map((input) => value(input, node));
    const [axis] = sampleAxes(constant(inputs.at(-1), node).data, values[0].shape.length);
    return concatenate(g, values, axis);
  },
  ResizeBilinear: resize(resizeBilinear),
  ResizeNearestNeighbor: resize(resizeNearest),
  Transpose: (g, [x, order], node) =>
    permute(
      g,
      value(x, node),
      [...constant(order, node).data].slice(1).map((d) => d - 1),
    ),
  Identity: (_g, [x]) => x,
  StopGradient: (_g, [x]) => x,
};
