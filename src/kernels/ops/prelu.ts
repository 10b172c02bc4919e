/** @file PReLU: a slope below zero that was learnt (He et al., 2015, https://arxiv.org/abs/1502.01852). */

import source from "../../../shaders/prelu.wgsl";
import sourceOfFour from "../../../shaders/prelu-4.wgsl";
import { EngineError } from "../../errors.ts";
import {
  type GraphBuilder,
  type Op,
  type Shape,
  sizeOf,
  type Value,
  type Weight,
} from "../../graph/graph.ts";
import { add, greaterEqual, less, multiply } from "./binary.ts";
import { constant } from "./constants.ts";
import { inFours } from "./fours.ts";

/**
 * Adds x where x > 0, else alpha * x. Alpha is a weight with the last axes of x; along those where it has size one,
 * Keras's `shared_axes`, it is repeated.
 */
export function prelu(g: GraphBuilder, x: Value, alpha: Value, name?: string): Value {
  const slopes = isTail(alpha.shape, x.shape) ? alpha : repeated(g, alpha, x.shape);
  return g.add(preluOp, [x, slopes], {}, name);
}

/** Inputs: x, and alpha with the last axes of x. */
export const preluOp: Op<object> = {
  name: "prelu",
  shape([x, alpha]) {
    if (!isTail(alpha, x))
      throw new EngineError("shape", `prelu: slopes [${alpha}] do not fit an input [${x}]`);
    return x;
  },
  kernel: ({ inputs: [, alpha], output }) =>
    inFours(sizeOf(output.shape), [source, sourceOfFour], { SLOPES: sizeOf(alpha.shape) }),
  taps: ({ inputs: [x, alpha] }) =>
    x.shape.at(-1)! % sizeOf(alpha.shape) === 0 || String(alpha.shape) === String(x.shape)
      ? "same"
      : undefined,
  gradient(g, { inputs: [x, alpha] }, dy) {
    const zero = constant(g, 0);
    const above = multiply(g, dy, less(g, zero, x));
    const below = multiply(g, multiply(g, dy, greaterEqual(g, zero, x)), alpha);
    return [add(g, above, below), null];
  },
  tfjs: (tf, [x, alpha]) => tf.add(tf.relu(x), tf.mul(alpha, tf.minimum(x, 0))),
};

/** Whether alpha is all, or the last axes, of x: then its numbers just start over. */
function isTail(alpha: Shape, x: Shape): boolean {
  const tail = alpha.slice(alpha.findIndex((n) => n !== 1));
  return sizeOf(alpha) === 1 || tail.every((n, i) => n === x[x.length - tail.length + i]);
}

const repetitions = new WeakMap<Weight, Map<string, Float32Array<ArrayBuffer>>>();

/** Alpha with a number for every element of x; as it is, if it does not fit. The same question gives the same array. */
function repeated(g: GraphBuilder, alpha: Value, x: Shape): Value {
  const { name, shape } = alpha;
  const data = g.weights.get(alpha);
  if (!data || shape.length !== x.length || shape.some((n, i) => n !== 1 && n !== x[i])) return alpha;
  const key = `[${shape}] over [${x}]`;
  const known = repetitions.get(data) ?? new Map<string, Float32Array<ArrayBuffer>>();
  repetitions.set(data, known);
  if (!known.has(key))
    known.set(
      key,
      Float32Array.from({ length: sizeOf(x) }, (_, i) => data[shared(i, x, shape)]),
    );
  return g.weight(name, x, known.get(key)!);
}

/** Where element i of x [...] finds its own in an array that has size one along some of the axes. */
function shared(i: number, x: Shape, shape: Shape): number {
  let [rest, at, stride] = [i, 0, 1];
  for (let axis = x.length - 1; axis >= 0; axis--) {
    at += ((rest % x[axis]) % shape[axis]) * stride;
    stride *= shape[axis];
    rest = Math.floor(rest / x[axis]);
  }
  return at;
}
