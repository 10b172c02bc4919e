/** @file What each op of a TensorFlow graph is made of here. Names and attributes are TensorFlow's own. */

import { EngineError } from "../errors.ts";
import { type GraphBuilder, sizeOf, type Value } from "../graph/graph.ts";
import type { Padding } from "../graph/taps.ts";
import { type Activation, activation } from "../kernels/ops/activation.ts";
import { add, divide, maximum, minimum, multiply, subtract } from "../kernels/ops/binary.ts";
import { concatenate } from "../kernels/ops/concatenate.ts";
import { conv2d, dense } from "../kernels/ops/conv2d.ts";
import { depthwiseConv2d } from "../kernels/ops/depthwise-conv2d.ts";
import { permute, resizeNearest, zeroPadding2d } from "../kernels/ops/gather.ts";
import { averagePool2d, globalAveragePool2d, globalMaxPool2d, maxPool2d } from "../kernels/ops/pool2d.ts";
import { prelu } from "../kernels/ops/prelu.ts";
import { reshape } from "../kernels/ops/reshape.ts";
import { resizeBilinear } from "../kernels/ops/resize.ts";
import { batchNorm, scaleShift } from "../kernels/ops/scale-shift.ts";
import { softmax } from "../kernels/ops/softmax.ts";
import type { Numbers } from "./keras-layers.ts";
import type { TfjsWeight } from "./tfjs-weights.ts";

/** A node of the file's graph, attributes decoded. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly attr: Attributes;
}

/** `s` strings, `b` booleans, `i` and `f` numbers, lists of them. */
export type Attributes = Readonly<
  Record<string, string | boolean | number | readonly (string | number)[] | undefined>
>;

/** What an op reads: a value of the graph, or a constant of the file. */
export type Operand = Value | TfjsWeight;

export type GraphOp = (g: GraphBuilder, inputs: readonly Operand[], node: GraphNode) => Value;

const isValue = (x: Operand): x is Value => "batched" in x;

function value(x: Operand | undefined, node: GraphNode): Value {
  if (x && isValue(x)) return x;
  throw new EngineError(
    "bad-model",
    `op '${node.name}' (${node.op}) reads a constant where a value is expected`,
  );
}

function constant(x: Operand | undefined, node: GraphNode): TfjsWeight {
  if (x && !isValue(x)) return x;
  throw unsupported(node, "an operand that is not constant");
}

const unsupported = (node: GraphNode, what: string): EngineError =>
  new EngineError("unsupported-layer", `op '${node.name}' (${node.op}) has ${what}, which is not supported`);

/** A constant as a value: scalars and vectors without their leading ones. */
const asValue = (g: GraphBuilder, x: Operand): Value =>
  isValue(x)
    ? x
    : g.weight(
        "constant",
        x.shape.length
          ? x.shape.slice(
              Math.max(
                0,
                x.shape.findIndex((n) => n !== 1),
              ),
            )
          : [1],
        x.data,
      );

function sliding(node: GraphNode) {
  const { strides, dilations, padding, explicit_paddings: explicit, data_format: format } = node.attr;
  if (format === "NCHW") throw unsupported(node, "the layout NCHW");
  const inner = (list: unknown): [number, number] =>
    Array.isArray(list) && list.length === 4 ? [list[1], list[2]] : [1, 1];
  const edges = (explicit ?? []) as readonly number[];
  const padded: Padding = [
    [edges[2], edges[3]],
    [edges[4], edges[5]],
  ]; // prettier-ignore
  return {
    strides: inner(strides),
    dilations: inner(dilations),
    padding: padding === "EXPLICIT" ? padded : padding === "SAME" ? ("same" as const) : ("valid" as const),
  };
}

const window = (node: GraphNode) => {
  const [, h, w] = node.attr.ksize as readonly number[];
  return { ...sliding(node), kernel: [h, w] as [number, number] };
};

const activations: Readonly<Record<string, Activation>> = {
  Relu: { kind: "relu" },
  Relu6: { kind: "relu6" },
  Elu: { kind: "elu" },
  Selu: { kind: "selu" },
  Sigmoid: { kind: "sigmoid" },
  Tanh: { kind: "tanh" },
  Softplus: { kind: "softplus" },
  Softsign: { kind: "softsign" },
  Exp: { kind: "exponential" },
};

/** What a fused op does after its sum: bias or batch norm, then an activation. */
function fused(
  g: GraphBuilder,
  node: GraphNode,
  rest: readonly Operand[],
  sum: (bias?: Numbers) => Value,
): Value {
  const ops = [...((node.attr.fused_ops ?? []) as readonly string[])];
  let y: Value;
  if (ops[0] === "BiasAdd") {
    y = sum(constant(rest[0], node).data);
    ops.shift();
  } else if (ops[0] === "FusedBatchNorm") {
    y = normalised(g, sum(), rest, Number(node.attr.epsilon));
    ops.shift();
  } else y = sum();
  const [name] = ops;
  if (!name) return y;
  if (name === "Prelu") return prelu(g, y, asValue(g, constant(rest[1], node)));
  if (name === "LeakyRelu")
    return activation(g, y, { kind: "leakyRelu", alpha: Number(node.attr.leakyrelu_alpha ?? 0.2) });
  if (!activations[name]) throw unsupported(node, `'${name}' fused into it`);
  return activation(g, y, activations[name]);
}

function normalised(g: GraphBuilder, x: Value, inputs: readonly Operand[], epsilon: number): Value {
  const [gamma, beta, mean, variance] = inputs.map((input) => (input as TfjsWeight).data);
  const norm = batchNorm({ gamma, beta, mean, variance, epsilon });
  return scaleShift(g, x, norm.scale, norm.shift);
}

const conv: GraphOp = (g, [x, w, ...rest], node) => {
  const filter = constant(w, node);
  return fused(g, node, rest, (bias) =>
    conv2d(g, value(x, node), g.weight("filter", filter.shape, filter.data), {
      ...sliding(node),
      bias,
      groups: value(x, node).shape[2] / filter.shape[2],
    }),
  );
};

const depthwise: GraphOp = (g, [x, w, ...rest], node) => {
  const filter = constant(w, node);
  return fused(g, node, rest, (bias) =>
    depthwiseConv2d(g, value(x, node), g.weight("filter", filter.shape, filter.data), {
      ...sliding(node),
      bias,
    }),
  );
};

const matMul: GraphOp = (g, [x, w, ...rest], node) => {
  if (node.attr.transpose_a || node.attr.transpose_b) throw unsupported(node, "a transposed factor");
  const { shape, data } = constant(w, node);
  return fused(g, node, rest, (bias) => dense(g, value(x, node), g.weight("weights", shape, data), { bias }));
};

const binary =
  (combine: typeof add): GraphOp =>
  (g, [a, b]) =>
    combine(g, asValue(g, a), asValue(g, b));

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
  return zeroPadding2d(g, value(x, node), [
    [p[2], p[3]],
    [p[4], p[5]],
  ]);
};

export const graphOps: Readonly<Record<string, GraphOp>> = {
  Conv2D: conv,
  _FusedConv2D: conv,
  DepthwiseConv2dNative: depthwise,
  FusedDepthwiseConv2dNative: depthwise,
  MatMul: matMul,
  _FusedMatMul: matMul,
  BiasAdd: (g, [x, bias], node) => {
    const { data } = constant(bias, node);
    return scaleShift(g, value(x, node), new Float32Array(data.length).fill(1), data);
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
  Add: binary(add),
  AddV2: binary(add),
  Sub: binary(subtract),
  Mul: binary(multiply),
  RealDiv: binary(divide),
  Div: binary(divide),
  Maximum: binary(maximum),
  Minimum: binary(minimum),
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
  Reshape: (g, [x, shape], node) => {
    const from = value(x, node);
    const target = [...constant(shape, node).data].slice(1);
    const known = target.filter((n) => n !== -1).reduce((a, b) => a * b, 1);
    return reshape(
      g,
      from,
      target.map((n) => (n === -1 ? sizeOf(from.shape) / known : n)),
    );
  },
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
  Identity: (_g, [x], node) => value(x, node),
  StopGradient: (_g, [x], node) => value(x, node),
};
