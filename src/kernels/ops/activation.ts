/** @file Activation functions: alone here, and fused behind a convolution through `activationConstants`. */

import type { Tensor } from "@tensorflow/tfjs-core";
import source from "../../../shaders/activation.wgsl";
import { type GraphBuilder, type Op, sizeOf, type Tfjs, type Value } from "../../graph/graph.ts";
import { flat } from "../workgroups.ts";
import { activationGradient } from "./activation-gradient.ts";

/**
 * In the order of the cases in shaders/lib/activation.wgsl. Where names alone do not say: selu (Klambauer et al., 2017,
 * https://arxiv.org/abs/1706.02515), swish x sigmoid(x) and hardSwish x relu6(x + 3) / 6 (Ramachandran et al., 2017,
 * https://arxiv.org/abs/1710.05941; Howard et al., 2019, https://arxiv.org/abs/1905.02244), gelu and its tanh form
 * (Hendrycks and Gimpel, 2016, https://arxiv.org/abs/1606.08415), mish x tanh(softplus(x)) (Misra, 2019,
 * https://arxiv.org/abs/1908.08681). exponential stops growing at 88, below the largest float32; erf is the error function,
 * to 1.5e-7 (Abramowitz and Stegun, 7.1.26).
 */
export const ACTIVATIONS = [
  "linear",
  "relu",
  "relu6",
  "leakyRelu",
  "elu",
  "selu",
  "sigmoid",
  "hardSigmoid",
  "tanh",
  "softplus",
  "softsign",
  "swish",
  "hardSwish",
  "gelu",
  "geluTanh",
  "mish",
  "exponential",
  "erf",
] as const;

export type ActivationKind = (typeof ACTIVATIONS)[number];

export interface Activation {
  readonly kind: ActivationKind;
  /** Slope of leakyRelu below zero (default 0.2), scale of elu (default 1), slope of hardSigmoid (default 0.2). */
  readonly alpha?: number;
  /** Offset of hardSigmoid: clip(alpha x + beta, 0, 1). Default: 0.5. */
  readonly beta?: number;
}

export const alphaOf = ({ kind, alpha }: Activation) => alpha ?? (kind === "elu" ? 1 : 0.2);
export const betaOf = ({ beta = 0.5 }: Activation) => beta;

/** Values for the `override` constants of shaders/lib/activation.wgsl. */
export const activationConstants = (a: Activation = { kind: "linear" }): Record<string, number> => ({
  ACTIVATION: ACTIVATIONS.indexOf(a.kind),
  ...(["leakyRelu", "elu", "hardSigmoid"].includes(a.kind) ? { ALPHA: alphaOf(a) } : {}),
  ...(a.kind === "hardSigmoid" ? { BETA: betaOf(a) } : {}),
});

/** Adds y = f(x), element by element. */
export const activation = (g: GraphBuilder, x: Value, a: Activation, name?: string): Value =>
  a.kind === "linear" && name === undefined ? x : g.add(activationOp, [x], a, name);

export const activationOp: Op<Activation> = {
  name: "activation",
  shape: ([x]) => x,
  kernel: ({ output, attrs }) => ({
    source,
    constants: activationConstants(attrs),
    workgroups: flat(Math.ceil(sizeOf(output.shape) / 4)),
  }),
  taps: () => "same",
  gradient: (g, { inputs: [x], output: y, attrs }, dy, rule) => [
    activationGradient(g, x, y, dy, attrs, rule),
  ],
  tfjs: (tf, [x], attrs) => activate(tf, x, attrs),
};

/** The same functions in TensorFlow.js, from kernels that its wasm backend has. */
export function activate(tf: Tfjs, x: Tensor, a: Activation = { kind: "linear" }): Tensor {
  const softplus = () => tf.add(tf.relu(x), tf.log(tf.add(1, tf.exp(tf.neg(tf.abs(x))))));
  const expm1 = () => tf.sub(tf.exp(tf.minimum(x, 0)), 1);
  const eluLike = (scale: number, alpha: number) => tf.mul(scale, tf.add(tf.relu(x), tf.mul(alpha, expm1())));
  switch (a.kind) {
    case "linear":
      return tf.clone(x);
    case "relu":
      return tf.relu(x);
    case "relu6":
      return tf.minimum(tf.relu(x), 6);
    case "leakyRelu":
      return tf.add(tf.relu(x), tf.mul(alphaOf(a), tf.minimum(x, 0)));
    case "elu":
      return eluLike(1, alphaOf(a));
    case "selu":
      return eluLike(1.0507009873554805, 1.6732632423543772);
    case "sigmoid":
      return tf.sigmoid(x);
    case "hardSigmoid":
      return tf.clipByValue(tf.add(tf.mul(alphaOf(a), x), betaOf(a)), 0, 1);
    case "tanh":
      return tf.tanh(x);
    case "softplus":
      return softplus();
    case "softsign":
      return tf.div(x, tf.add(1, tf.abs(x)));
    case "swish":
      return tf.mul(x, tf.sigmoid(x));
    case "hardSwish":
      return tf.mul(x, tf.clipByValue(tf.add(tf.div(x, 6), 0.5), 0, 1));
    case "gelu":
      return tf.mul(tf.mul(0.5, x), tf.add(1, erf(tf, tf.mul(x, Math.SQRT1_2))));
    case "geluTanh": {
      const inner = tf.mul(Math.sqrt(2 / Math.PI), tf.add(x, tf.mul(0.044715, tf.mul(x, tf.mul(x, x)))));
      return tf.mul(tf.mul(0.5, x), tf.add(1, tf.tanh(inner)));
    }
    case "mish":
      return tf.mul(x, tf.tanh(softplus()));
    case "exponential":
      return tf.exp(tf.minimum(x, 88)); // finite
    case "erf":
      return erf(tf, x);
    default:
      return a.kind satisfies never;
  }
}

/** Error at most 1.5e-7 (Abramowitz and Stegun, 7.1.26); tfjs has no wasm kernel for it. */
export function erf(tf: Tfjs, x: Tensor): Tensor {
  const a = tf.abs(x);
  const t = tf.div(1, tf.add(1, tf.mul(0.3275911, a)));
  const series = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592];
  const p = series.reduce<Tensor>((sum, c) => tf.mul(t, tf.add(sum, c)), tf.zerosLike(x));
  const sign = tf.sub(tf.cast(tf.greater(x, 0), "float32"), tf.cast(tf.less(x, 0), "float32"));
  return tf.mul(sign, tf.sub(1, tf.mul(p, tf.exp(tf.neg(tf.mul(a, a))))));
}
