/** @file TensorFlow's convolutions and matrix products, with what is fused into them. */

import type { GraphBuilder, Value } from "../graph/graph.ts";
import type { Padding } from "../graph/taps.ts";
import { type Activation, activation } from "../kernels/ops/activation.ts";
import { conv2d, dense } from "../kernels/ops/conv2d.ts";
import { depthwiseConv2d } from "../kernels/ops/depthwise-conv2d.ts";
import { prelu } from "../kernels/ops/prelu.ts";
import { batchNorm, scaleShift } from "../kernels/ops/scale-shift.ts";
import type { Numbers } from "./keras-layer.ts";
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

export const matMul: GraphOp = (g, [x, w, ...rest], node) => {
  if (node.attr.transpose_a || node.attr.transpose_b) throw unsupported(node, "a transposed factor");
  const { shape, data } = constant(w, node);
  return fused(g, node, rest, (bias) => dense(g, value(x, node), g.weight("weights", shape, data), { bias }));
};
