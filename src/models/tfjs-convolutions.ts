/** @file TensorFlow's convolutions and matrix products, with what is fused into them. */

import type { GraphBuilder, Value } from "../graph/graph.ts";
import type { Padding } from "../graph/taps.ts";
import { type Activation, activation } from "../kernels/ops/activation.ts";
import { conv2d, conv2dTranspose, dense } from "../kernels/ops/conv2d.ts";
import { depthwiseConv2d } from "../kernels/ops/depthwise-conv2d.ts";
import { prelu } from "../kernels/ops/prelu.ts";
import { reshape } from "../kernels/ops/reshape.ts";
import { batchNorm, scaleShift } from "../kernels/ops/scale-shift.ts";
import { checkRoom, type Numbers } from "./keras-layer.ts";
import {
  asValue,
  constant,
  type GraphNode,
  type GraphOp,
  type Operand,
  unsupported,
  value,
} from "./tfjs-node.ts";
import type { TfjsWeight } from "./tfjs-weights.ts";

export function sliding(node: GraphNode) {
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

export const activations: Readonly<Record<string, Activation>> = {
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

export function normalised(g: GraphBuilder, x: Value, inputs: readonly Operand[], epsilon: number): Value {
  const [gamma, beta, mean, variance] = inputs.map((input) => (input as TfjsWeight).data);
  const norm = batchNorm({ gamma, beta, mean, variance, epsilon });
  return scaleShift(g, x, norm.scale, norm.shift);
}

export const conv: GraphOp = (g, [x, w, ...rest], node) => {
  const filter = constant(w, node);
  return fused(g, node, rest, (bias) =>
    conv2d(g, value(x, node), g.weight("filter", filter.shape, filter.data), {
      ...sliding(node),
      bias,
      groups: value(x, node).shape[2] / filter.shape[2],
    }),
  );
};

export const depthwise: GraphOp = (g, [x, w, ...rest], node) => {
  const filter = constant(w, node);
  return fused(g, node, rest, (bias) =>
    depthwiseConv2d(g, value(x, node), g.weight("filter", filter.shape, filter.data), {
      ...sliding(node),
      bias,
    }),
  );
};

/** TensorFlow's conv2d_transpose: the shape of the output, the filter, and what it slides over. */
export const transposed: GraphOp = (g, [size, w, x], node) => {
  const filter = constant(w, node);
  const [h, width] = constant(size, node).data.slice(1);
  const { strides, dilations, padding } = sliding(node);
  if (dilations.some((d) => d !== 1)) throw unsupported(node, "dilations");
  if (padding !== "same" && padding !== "valid") throw unsupported(node, "explicit padding");
  const from = value(x, node);
  const [kh, kw, filters] = filter.shape;
  checkRoom([h, width, filters]);
  const extra = (out: number, n: number, kernel: number, stride: number) =>
    out - ((n - 1) * stride + kernel - (padding === "same" ? 2 * Math.floor(kernel / 2) : 0));
  const outputPadding: [number, number] = [
    extra(h, from.shape[0], kh, strides[0]),
    extra(width, from.shape[1], kw, strides[1]),
  ];
  if (!outputPadding.every((n) => n >= 0)) throw unsupported(node, `an output of ${h}x${width}`);
  const weights = g.weight("filter", filter.shape, filter.data);
  return conv2dTranspose(g, from, weights, { strides, padding, outputPadding });
};

/** [a, b] to [b, a]. */
function turned({ shape: [a, b], data }: TfjsWeight): TfjsWeight {
  return { shape: [b, a], data: data.map((_, i) => data[(i % a) * b + Math.floor(i / a)]) };
}

const POINT = { strides: [1, 1], padding: "valid" } as const;

export const matMul: GraphOp = (g, [x, w, ...rest], node) => {
  if (node.attr.transpose_a) throw unsupported(node, "a transposed factor");
  const given = constant(w, node);
  const { shape, data } = node.attr.transpose_b ? turned(given) : given;
  const from = value(x, node);
  return fused(g, node, rest, (bias) => {
    if (from.shape.length === 1) return dense(g, from, g.weight("weights", shape, data), { bias });
    // rows of channels: a 1x1 convolution
    const image = reshape(g, from, [1, ...from.shape]);
    const y = conv2d(g, image, g.weight("weights", [1, 1, ...shape], data), { ...POINT, bias });
    return reshape(g, y, [from.shape[0], shape[1]]);
  });
};
