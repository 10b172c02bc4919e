/** @file Input gradients of activation functions, and the ways a gradient may pass a ReLU. */

import type { Tensor } from "@tensorflow/tfjs-core";
import source from "../../../shaders/activation-gradient.wgsl";
import {
  type GraphBuilder,
  type Op,
  type ReluRule,
  sizeOf,
  type Tfjs,
  type Value,
} from "../../graph/graph.ts";
import { flat } from "../workgroups.ts";
import {
  type Activation,
  type ActivationKind,
  activationConstants,
  alphaOf,
  betaOf,
  erf,
} from "./activation.ts";
import { add, greaterEqual, multiply } from "./binary.ts";
import { constant } from "./constants.ts";
import { dot } from "./sum-rows.ts";

/** In the order of the cases in shaders/activation-gradient.wgsl. */
const RULES = ["plain", "guided", "deconvnet", "upward"] as const;

type Rule = (typeof RULES)[number];

interface ActivationGradientAttrs {
  readonly activation: Activation;
  readonly rule: Rule;
}

/** What their output alone tells: what stands before them can then still be fused with them. */
const FROM_OUTPUT: readonly ActivationKind[] = ["relu", "relu6", "sigmoid", "tanh"];
const RELUS: readonly ActivationKind[] = ["relu", "relu6"];

/** Adds dy times the slope at x. Only ReLUs know other rules than the plain one. */
export function activationGradient(
  g: GraphBuilder,
  x: Value,
  y: Value,
  dy: Value,
  activation: Activation,
  rule: ReluRule,
): Value {
  if (activation.kind === "linear") return dy;
  const from = FROM_OUTPUT.includes(activation.kind) ? y : x;
  const passed = (rule: Rule) => g.add(activationGradientOp, [from, dy], { activation, rule }, `d ${y.name}`);
  if (!RELUS.includes(activation.kind)) return passed("plain");
  if (typeof rule === "string") return passed(rule);
  const plain = passed("plain");
  const nothing = greaterEqual(g, constant(g, 0), dot(g, plain, plain)); // 1 where nothing comes through
  return add(g, plain, multiply(g, passed("upward"), multiply(g, nothing, rule.redirect)));
}

/** Inputs: x, or y for those in FROM_OUTPUT; and dy. */
export const activationGradientOp: Op<ActivationGradientAttrs> = {
  name: "activationGradient",
  shape: ([x]) => x,
  kernel: ({ output, attrs: { activation, rule } }) => ({
    source,
    constants: { ...activationConstants(activation), RULE: RULES.indexOf(rule) },
    workgroups: flat(Math.ceil(sizeOf(output.shape) / 4)),
  }),
  tfjs(tf, [z, dy], { activation, rule }) {
    if (rule === "deconvnet") return tf.relu(dy);
    if (rule === "upward") {
      const [below, above] = [
        tf.mul(isLow(tf, z), tf.relu(dy)),
        tf.mul(isHigh(tf, z, activation), tf.minimum(dy, 0)),
      ];
      const between = tf.mul(slope(tf, z, activation), dy);
      return tf.add(between, tf.add(below, above));
    }
    const dx = tf.mul(dy, slope(tf, z, activation));
    return rule === "guided" ? tf.relu(dx) : dx;
  },
};

const isLow = (tf: Tfjs, y: Tensor) => tf.cast(tf.lessEqual(y, 0), "float32");
const isHigh = (tf: Tfjs, y: Tensor, { kind }: Activation) =>
  tf.cast(tf.greaterEqual(y, kind === "relu6" ? 6 : 3.4e38), "float32");
const isBelow = (tf: Tfjs, a: Tensor, b: Tensor): Tensor => tf.cast(tf.less(a, b), "float32");

/** The derivatives of the functions in activation.ts, in TensorFlow.js. */
function slope(tf: Tfjs, z: Tensor, a: Activation): Tensor {
  const { add, sub, mul, div, exp, sigmoid, tanh, square } = tf;
  const [zero, one] = [tf.scalar(0), tf.scalar(1)];
  const isAbove = (limit: Tensor) => isBelow(tf, limit, z);
  const eluLike = (scale: number, alpha: number) =>
    mul(scale, add(isAbove(zero), mul(mul(alpha, exp(tf.minimum(z, 0))), sub(1, isAbove(zero)))));
  switch (a.kind) {
    case "linear":
      return tf.onesLike(z);
    case "relu":
      return isAbove(zero);
    case "relu6":
      return mul(isAbove(zero), isBelow(tf, z, tf.scalar(6)));
    case "leakyRelu":
      return add(isAbove(zero), mul(alphaOf(a), sub(1, isAbove(zero))));
    case "elu":
      return eluLike(1, alphaOf(a));
    case "selu":
      return eluLike(1.0507009873554805, 1.6732632423543772);
    case "sigmoid":
      return mul(z, sub(1, z));
    case "hardSigmoid": {
      const line = add(mul(alphaOf(a), z), betaOf(a));
      return mul(alphaOf(a), mul(isBelow(tf, zero, line), isBelow(tf, line, one)));
    }
    case "tanh":
      return sub(1, square(z));
    case "softplus":
      return sigmoid(z);
    case "softsign":
      return div(1, square(add(1, tf.abs(z))));
    case "swish": {
      const s = sigmoid(z);
      return add(s, mul(z, mul(s, sub(1, s))));
    }
    case "hardSwish":
      return add(
        isAbove(tf.scalar(3)),
        mul(mul(isAbove(tf.scalar(-3)), sub(1, isAbove(tf.scalar(3)))), add(div(z, 3), 0.5)),
      );
    case "gelu":
      return add(
        mul(0.5, add(1, erf(tf, mul(z, Math.SQRT1_2)))),
        mul(mul(z, 1 / Math.sqrt(2 * Math.PI)), exp(mul(-0.5, square(z)))),
      );
    case "geluTanh": {
      const k = Math.sqrt(2 / Math.PI);
      const t = tanh(mul(k, add(z, mul(0.044715, mul(z, square(z))))));
      const inner = mul(k, add(1, mul(3 * 0.044715, square(z))));
      return add(mul(0.5, add(1, t)), mul(mul(0.5, z), mul(sub(1, square(t)), inner)));
    }
    case "mish": {
      const softplus = add(tf.relu(z), tf.log(add(1, exp(tf.neg(tf.abs(z))))));
      const t = tanh(softplus);
      return add(t, mul(z, mul(sub(1, square(t)), sigmoid(z))));
    }
    case "exponential":
      return mul(exp(tf.minimum(z, 88)), isBelow(tf, z, tf.scalar(88)));
    case "erf":
      return mul(2 / Math.sqrt(Math.PI), exp(tf.neg(square(z))));
    default:
      return a.kind satisfies never;
  }
}
