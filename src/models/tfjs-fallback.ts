/**
 * @file Ops of a TensorFlow graph that we have no kernels for, or not for all their settings, as TensorFlow.js computes
 * them. Names and attributes are TensorFlow's own.
 */

import type { Tensor } from "@tensorflow/tfjs-core";
import type { GraphBuilder, Tfjs, Value } from "../graph/graph.ts";
import { type TfjsStep, tfjsStep } from "../kernels/ops/tfjs-step.ts";
import { checkRoom } from "./keras-layer.ts";
import {
  checkPair,
  checkProduct,
  checkWork,
  einsum,
  fromStart,
  tfjsFunction,
  wholeNumbers,
} from "./tfjs-functions.ts";
import { constant, type GraphNode, isValue, type Operand } from "./tfjs-node.ts";

/** Reads tensors as TensorFlow would, batch and all; `numbers(i)` are the whole ones of input i, which must be constant. */
type TfjsOp = (
  tf: Tfjs,
  inputs: readonly Tensor[],
  node: GraphNode,
  numbers: (i: number) => number[],
) => Tensor;

/** Adds the op as a step; what is computed of constants alone is one. */
export function viaTfjs(g: GraphBuilder, inputs: readonly Operand[], node: GraphNode): Operand {
  const numbers = (i: number) => wholeNumbers(constant(inputs[i], node).data);
  const run: TfjsStep["run"] = (tf, tensors) => tfjsOps[node.op](tf, tensors, node, numbers);
  if (g.tfjs && !inputs.some(isValue)) return computed(g.tfjs, inputs as Constants, run);
  const values = inputs.map((x): Value => (isValue(x) ? x : g.weight("constant", x.shape, x.data)));
  const isPixelwise = unary.includes(node.op);
  return tfjsStep(g, values, { kind: node.op, run, isPixelwise }, node.name);
}

type Constants = readonly Exclude<Operand, Value>[];

const computed = (tf: Tfjs, inputs: Constants, run: TfjsStep["run"]): Operand =>
  tf.tidy(() => {
    const y = tf.cast(
      run(
        tf,
        inputs.map(({ shape, data }) => tf.tensor(data, [...shape])),
      ),
      "float32",
    );
    return { shape: y.shape, data: y.dataSync().slice() as Float32Array<ArrayBuffer> };
  });

/** Named alike there, but for the first letter. */
const unary = [
  ...["Abs", "Acos", "Acosh", "Asin", "Asinh", "Atan", "Atanh", "Ceil", "Cos", "Cosh", "Erf", "Expm1"],
  ...["Floor", "Log", "Log1p", "Reciprocal", "Round", "Rsqrt", "Sign", "Sin", "Sinh", "Sqrt", "Tan"],
];
const binary = ["Pow", "Mod", "FloorDiv", "SquaredDifference", "DivNoNan", "Atan2"];
const comparisons = ["Equal", "NotEqual", "Greater", "GreaterEqual", "Less", "LessEqual"];
const reductions = ["Sum", "Prod", "Mean", "Max", "Min", "EuclideanNorm"];

const each = (names: readonly string[], op: TfjsOp): Record<string, TfjsOp> =>
  Object.fromEntries(names.map((name) => [name, op]));

const pairwise: TfjsOp = (tf, [a, b], { op }) => {
  checkPair(a, b);
  return tfjsFunction(tf, op)(a, b);
};

const product =
  (first: string, second: string): TfjsOp =>
  (tf, [a, b], { attr }) => {
    checkProduct(a, b, Boolean(attr[second]));
    return tf.matMul(a, b, Boolean(attr[first]), Boolean(attr[second]));
  };

const select: TfjsOp = (tf, [which, a, b]) => {
  checkPair(a, b);
  return tf.where(tf.cast(which, "bool"), a, b);
};

/** Pairs of numbers. */
const pairs = (list: readonly number[]): [number, number][] =>
  Array.from({ length: list.length / 2 }, (_, i) => [list[2 * i], list[2 * i + 1]]);

const padded =
  (pad: (tf: Tfjs, x: Tensor, by: [number, number][], node: GraphNode, fill: number) => Tensor): TfjsOp =>
  (tf, [x, , fill], node, numbers) => {
    const by = pairs(numbers(1));
    checkRoom(x.shape.map((n, i) => n + by[i][0] + by[i][1]));
    return pad(tf, x, by, node, fill ? fill.dataSync()[0] : 0);
  };

const filled = padded((tf, x, by, _, fill) => tf.pad(x, by, fill));
const whole = (tf: Tfjs, x: Tensor): Tensor => tf.cast(x, "int32");
const masks = ["begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask", "shrink_axis_mask"];

export const tfjsOps: Readonly<Record<string, TfjsOp>> = {
  ...each(unary, (tf, [x], { op }) => tfjsFunction(tf, op)(x)),
  ...each([...binary, ...comparisons], pairwise),
  ...each(reductions, (tf, [x], { op, attr }, numbers) =>
    tfjsFunction(tf, op)(x, numbers(1), Boolean(attr.keep_dims)),
  ),
  ...each(["ArgMax", "ArgMin"], (tf, [x], { op }, numbers) => tfjsFunction(tf, op)(x, numbers(1)[0])),
  ...each(["Cumsum", "Cumprod"], (tf, [x], { op, attr }, numbers) =>
    // TensorFlow.js loses the numbers where it is asked for an axis from the end
    tfjsFunction(tf, op)(x, fromStart(numbers(1)[0], x), Boolean(attr.exclusive), Boolean(attr.reverse)),
  ),
  ...each(["Select", "SelectV2"], select),
  ...each(["BatchMatMul", "BatchMatMulV2"], product("adj_x", "adj_y")),
  ...each(["Pad", "PadV2"], filled),
  MatMul: product("transpose_a", "transpose_b"),
  Einsum: (tf, inputs, { attr }) => einsum(tf, String(attr.equation), inputs),
  FloorMod: (tf, [a, b]) => {
    checkPair(a, b);
    return tf.mod(a, b);
  },
  LogicalNot: (tf, [x]) => tf.logicalNot(tf.cast(x, "bool")),
  LogicalAnd: (tf, [a, b]) => tf.logicalAnd(tf.cast(a, "bool"), tf.cast(b, "bool")),
  LogicalOr: (tf, [a, b]) => tf.logicalOr(tf.cast(a, "bool"), tf.cast(b, "bool")),
  LogSoftmax: (tf, [x]) => tf.logSoftmax(x),
  LRN(tf, [x], { attr }) {
    const { depth_radius = 5, bias = 1, alpha = 1, beta = 0.5 } = attr;
    checkWork(x.size * (2 * Number(depth_radius) + 1));
    return tf.localResponseNormalization(
      x as Parameters<Tfjs["localResponseNormalization"]>[0],
      ...[depth_radius, bias, alpha, beta].map(Number),
    );
  },
  MirrorPad: padded((tf, x, by, { attr }) =>
    tf.mirrorPad(x, by, attr.mode === "SYMMETRIC" ? "symmetric" : "reflect"),
  ),
  Tile(tf, [x], _, numbers) {
    const times = numbers(1);
    checkRoom(x.shape.map((n, i) => n * times[i]));
    return tf.tile(x, times);
  },
  BroadcastTo(tf, [x], _, numbers) {
    const shape = numbers(1).map((n) => (Number.isNaN(n) ? x.shape[0] : n));
    checkRoom(shape);
    return tf.broadcastTo(x, shape);
  },
  OneHot(tf, [x, , ...values], _, numbers) {
    const [depth] = numbers(1);
    const [on, off] = values.map((value) => value.dataSync()[0]);
    checkRoom([...x.shape, depth]);
    return tf.oneHot(whole(tf, x), depth, on, off);
  },
  GatherV2(tf, [x, at], { attr }, numbers) {
    const axis = numbers(2)[0];
    checkRoom([...x.shape.filter((_, i) => i !== axis), at.size]);
    return tf.gather(x, whole(tf, at), axis, Number(attr.batch_dims ?? 0));
  },
  DepthToSpace: (tf, [x], { attr }) =>
    tf.depthToSpace(x as Parameters<Tfjs["depthToSpace"]>[0], Number(attr.block_size), "NHWC"),
  ReverseV2: (tf, [x], _, numbers) => tf.reverse(x, numbers(1)),
  Slice: (tf, [x], _, numbers) => tf.slice(x, numbers(1), numbers(2)),
  StridedSlice: (tf, [x], { attr }, numbers) =>
    tf.stridedSlice(x, numbers(1), numbers(2), numbers(3), ...masks.map((name) => Number(attr[name] ?? 0))),
  Pack: (tf, inputs, { attr }) => tf.stack([...inputs], Number(attr.axis ?? 0)),
  Cast(tf, [x], { attr }) {
    const isBool = ["DT_BOOL", "10"].includes(String(attr.DstT));
    return isBool ? tf.cast(x, "bool") : whole(tf, x);
  },
};
