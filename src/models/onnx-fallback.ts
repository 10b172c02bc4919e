/**
 * @file Ops of ONNX that we have no kernels for, or not for all their settings, as TensorFlow.js computes them: on
 * tensors as the file means them, batch and all.
 */

import type { Tensor } from "@tensorflow/tfjs-core";
import type { GraphBuilder, Tfjs, Value } from "../graph/graph.ts";
import { type TfjsStep, tfjsStep } from "../kernels/ops/tfjs-step.ts";
import { checkRoom } from "./keras-layer.ts";
import { asItLies, inPlace, type Laid, plain } from "./onnx-layout.ts";
import {
  constant,
  isConstant,
  laid,
  number,
  type OnnxOp,
  type Operand,
  unsupported,
  wholes,
  word,
} from "./onnx-node.ts";
import { normalisations } from "./onnx-normalisations.ts";
import { checkPair, checkProduct, einsum, fromStart, tfjsFunction, wholeNumbers } from "./tfjs-functions.ts";

/** What an op reads: tensors, nothing where an optional one is left out. */
export interface Read {
  readonly tf: Tfjs;
  readonly op: OnnxOp;
  /** The whole numbers of input i, which must be constant, or of the attribute that older versions have instead; else nothing. */
  numbers(i: number, attribute?: string): readonly number[] | undefined;
}

export type TfjsOp = (inputs: readonly (Tensor | undefined)[], read: Read) => Tensor;

/** Adds the op as a step. */
export function viaTfjs(g: GraphBuilder, inputs: readonly Operand[], op: OnnxOp): Laid {
  const numbers: Read["numbers"] = (i, attribute) =>
    inputs[i]
      ? wholeNumbers(constant(inputs[i], op).data)
      : attribute
        ? wholes(op, attribute, undefined)
        : undefined;
  const isPixelwise = unary.includes(op.op);
  const given = inputs.map((x): Value | undefined => {
    if (x && isConstant(x)) return g.weight("constant", x.shape, Float32Array.from(x.data));
    return x && (isPixelwise ? x.value : plain(g, x));
  });
  const values = given.filter((value) => value !== undefined);
  const run: TfjsStep["run"] = (tf, tensors) => {
    const rest = [...tensors];
    return tfjsOps[op.op](
      given.map((value) => value && rest.shift()),
      { tf, op, numbers },
    );
  };
  const y = tfjsStep(g, values, { kind: op.op, run, isPixelwise }, op.name);
  return isPixelwise ? inPlace(laid(inputs[0], op), y) : asItLies(y);
}

/** Named alike there, but for the first letter. */
const unary = [
  ...["Abs", "Acos", "Acosh", "Asin", "Asinh", "Atan", "Atanh", "Ceil", "Cos", "Cosh", "Floor", "Log"],
  ...["Reciprocal", "Round", "Sign", "Sin", "Sinh", "Sqrt", "Tan"],
];

const pairs: Readonly<Record<string, string>> = {
  ...{ Pow: "pow", Equal: "equal", Greater: "greater", GreaterOrEqual: "greaterEqual" },
  ...{ Less: "less", LessOrEqual: "lessEqual" },
};
const logic: Readonly<Record<string, "logicalAnd" | "logicalOr" | "logicalXor">> = {
  ...{ And: "logicalAnd", Or: "logicalOr", Xor: "logicalXor" },
};

type Reduce = (tf: Tfjs, x: Tensor, axes: number[], keeps: boolean) => Tensor;

const reductions: Readonly<Record<string, Reduce>> = {
  ReduceSum: (tf, x, axes, keeps) => tf.sum(x, axes, keeps),
  ReduceMean: (tf, x, axes, keeps) => tf.mean(x, axes, keeps),
  ReduceMax: (tf, x, axes, keeps) => tf.max(x, axes, keeps),
  ReduceMin: (tf, x, axes, keeps) => tf.min(x, axes, keeps),
  ReduceProd: (tf, x, axes, keeps) => tf.prod(x, axes, keeps),
  ReduceL1: (tf, x, axes, keeps) => tf.sum(tf.abs(x), axes, keeps),
  ReduceL2: (tf, x, axes, keeps) => tf.sqrt(tf.sum(tf.square(x), axes, keeps)),
  ReduceSumSquare: (tf, x, axes, keeps) => tf.sum(tf.square(x), axes, keeps),
  ReduceLogSum: (tf, x, axes, keeps) => tf.log(tf.sum(x, axes, keeps)),
  ReduceLogSumExp: (tf, x, axes, keeps) => tf.logSumExp(x, axes, keeps),
};

const reduced =
  (reduce: Reduce): TfjsOp =>
  ([x], { tf, op, numbers }) => {
    const given = numbers(1, "axes") ?? [];
    if (!given.length && number(op, "noop_with_empty_axes", 0)) return tf.clone(x!);
    const axes = given.length ? [...given] : [...x!.shape.keys()];
    return reduce(tf, x!, axes, number(op, "keepdims", 1) !== 0);
  };

const most =
  (find: "argMax" | "argMin"): TfjsOp =>
  ([x], { tf, op }) => {
    if (number(op, "select_last_index", 0)) throw unsupported(op, "select_last_index");
    const axis = number(op, "axis", 0);
    const y = tf[find](x!, axis);
    return number(op, "keepdims", 1) ? tf.expandDims(y, axis < 0 ? axis + x!.rank : axis) : y;
  };

const depthToSpace: TfjsOp = ([x], { tf, op }) => {
  const b = number(op, "blocksize", 1);
  const [n, c, h, w] = x!.shape;
  const isColumnFirst = word(op, "mode", "DCR") === "DCR";
  const split = isColumnFirst ? [n, b, b, c / b ** 2, h, w] : [n, c / b ** 2, b, b, h, w];
  const order = isColumnFirst ? [0, 3, 4, 1, 5, 2] : [0, 1, 4, 2, 5, 3];
  return tf.reshape(tf.transpose(tf.reshape(x!, split), order), [n, c / b ** 2, h * b, w * b]);
};

const spaceToDepth: TfjsOp = ([x], { tf, op }) => {
  const b = number(op, "blocksize", 1);
  const [n, c, h, w] = x!.shape;
  const split = tf.reshape(x!, [n, c, h / b, b, w / b, b]);
  return tf.reshape(tf.transpose(split, [0, 3, 5, 1, 2, 4]), [n, c * b ** 2, h / b, w / b]);
};

/** Bounds may lie beyond the end, where they count as the end. */
const slice: TfjsOp = ([x], { tf, op, numbers }) => {
  const starts = numbers(1, "starts") ?? [];
  const ends = numbers(2, "ends") ?? [];
  const axes = (numbers(3, "axes") ?? [...starts.keys()]).map((axis) => fromStart(axis, x!));
  const steps = numbers(4) ?? starts.map(() => 1);
  if (!steps.every((step) => step > 0)) throw unsupported(op, `steps [${steps}]`);
  const [from, to, by] = [x!.shape.map(() => 0), [...x!.shape], x!.shape.map(() => 1)];
  for (const [i, axis] of axes.entries()) {
    const size = x!.shape[axis];
    const place = (at: number) => Math.min(size, Math.max(0, at < 0 ? at + size : at));
    [from[axis], to[axis], by[axis]] = [place(starts[i]), place(ends[i]), steps[i]];
  }
  return tf.stridedSlice(x!, from, to, by);
};

const mirrored: TfjsOp = ([x], { tf, op, numbers }) => {
  const mode = word(op, "mode", "constant");
  const list = numbers(1, "pads") ?? [];
  if (mode !== "reflect" || list.length !== 2 * x!.rank) throw unsupported(op, `mode '${mode}'`);
  const by = x!.shape.map((_, i): [number, number] => [list[i], list[i + x!.rank]]);
  checkRoom(x!.shape.map((n, i) => n + by[i][0] + by[i][1]));
  return tf.mirrorPad(x!, by, "reflect");
};

const each = <K extends string>(names: readonly K[], op: (name: K) => TfjsOp): Record<string, TfjsOp> =>
  Object.fromEntries(names.map((name) => [name, op(name)]));

export const tfjsOps: Readonly<Record<string, TfjsOp>> = {
  ...each(
    unary,
    (name) =>
      ([x], { tf }) =>
        tfjsFunction(tf, name)(x),
  ),
  ...each(Object.keys(pairs), (name) => ([a, b], { tf }) => {
    checkPair(a!, b!);
    return tfjsFunction(tf, pairs[name])(a, b);
  }),
  ...each(Object.keys(logic), (name) => ([a, b], { tf }) => {
    checkPair(a!, b!);
    return tf[logic[name]](tf.cast(a!, "bool"), tf.cast(b!, "bool"));
  }),
  ...each(Object.keys(reductions), (name) => reduced(reductions[name])),
  ArgMax: most("argMax"),
  ArgMin: most("argMin"),
  Not: ([x], { tf }) => tf.logicalNot(tf.cast(x!, "bool")),
  Where([which, a, b], { tf }) {
    checkPair(which!, a!);
    checkPair(a!, b!);
    return tf.where(tf.cast(which!, "bool"), a!, b!);
  },
  Mod([a, b], { tf, op }) {
    checkPair(a!, b!);
    if (!number(op, "fmod", 0)) return tf.mod(a!, b!);
    return tf.sub(a!, tf.mul(b!, tf.cast(tf.div(a!, b!), "int32"))); // of the sign of a
  },
  Celu([x], { tf, op }) {
    const alpha = number(op, "alpha", 1);
    return tf.add(tf.relu(x!), tf.minimum(0, tf.mul(alpha, tf.expm1(tf.div(x!, alpha)))));
  },
  ThresholdedRelu: ([x], { tf, op }) =>
    tf.mul(x!, tf.cast(tf.greater(x!, number(op, "alpha", 1)), "float32")),
  LogSoftmax([x], { tf, op }) {
    const axis = number(op, "axis", op.opset < 13 ? 1 : -1);
    if (op.opset < 13 && x!.rank > 2) throw unsupported(op, `axis ${axis}`);
    return tf.sub(x!, tf.logSumExp(x!, axis, true));
  },
  CumSum: ([x], { tf, op, numbers }) =>
    tf.cumsum(
      x!,
      fromStart(numbers(1)![0], x!),
      number(op, "exclusive", 0) !== 0,
      number(op, "reverse", 0) !== 0,
    ),
  Tile([x], { tf, numbers }) {
    const times = [...numbers(1)!];
    checkRoom(x!.shape.map((n, i) => n * times[i]));
    return tf.tile(x!, times);
  },
  Expand([x], { tf, numbers }) {
    const wanted = numbers(1)!;
    const rank = Math.max(wanted.length, x!.rank);
    const at = (shape: readonly number[], i: number) => shape[i - rank + shape.length] ?? 1;
    const shape = Array.from({ length: rank }, (_, i) => Math.max(at(wanted, i), at(x!.shape, i)));
    checkRoom(shape);
    return tf.broadcastTo(x!, shape);
  },
  OneHot([x, , values], { tf, op, numbers }) {
    if (number(op, "axis", -1) !== -1) throw unsupported(op, `axis ${number(op, "axis", -1)}`);
    const [depth] = numbers(1)!;
    const [off, on] = values!.dataSync();
    checkRoom([...x!.shape, depth]);
    return tf.oneHot(tf.cast(x!, "int32"), depth, on, off);
  },
  Gather([x, at], { tf, op }) {
    const axis = fromStart(number(op, "axis", 0), x!);
    checkRoom([...x!.shape.filter((_, i) => i !== axis), at!.size]);
    const size = tf.scalar(x!.shape[axis]);
    const places = tf.where(tf.less(at!, 0), tf.add(at!, size), at!);
    return tf.gather(x!, tf.cast(places, "int32"), axis);
  },
  MatMul([a, b], { tf }) {
    checkProduct(a!, b!);
    return tf.matMul(a!, b!);
  },
  Einsum: (inputs, { tf, op }) => einsum(tf, word(op, "equation", ""), inputs as Tensor[]),
  ...normalisations,
  DepthToSpace: depthToSpace,
  SpaceToDepth: spaceToDepth,
  Slice: slice,
  Pad: mirrored,
};
