/** @file Two values, element by element: add, subtract, multiply, divide, maximum, minimum, average. */

import type { Tensor } from "@tensorflow/tfjs-core";
import source from "../../../shaders/binary.wgsl";
import sourceOfFour from "../../../shaders/binary-4.wgsl";
import { EngineError } from "../../errors.ts";
import { type GraphBuilder, type Op, type Shape, sizeOf, type Tfjs, type Value } from "../../graph/graph.ts";
import { inFours } from "./fours.ts";
import { type ScaleShift, scaleShift } from "./scale-shift.ts";

const OPERATIONS = ["add", "subtract", "multiply", "divide", "maximum", "minimum"] as const;

type Operation = (typeof OPERATIONS)[number];

interface BinaryAttrs {
  readonly operation: Operation;
  /** How many axes a sample of each operand has. */
  readonly ranks: readonly [number, number];
}

type Combine = (g: GraphBuilder, a: Value, b: Value, name?: string) => Value;

const combine =
  (operation: Operation): Combine =>
  (g, a, b, name) =>
    g.add(binaryOp, [a, b], { operation, ranks: [a.shape.length, b.shape.length] }, name);

/** Each takes two values of one shape, or one that is [c] or [1, 1, c] beside [h, w, c], or has a single element. */
export const add = combine("add");
export const subtract = combine("subtract");
export const multiply = combine("multiply");
export const divide = combine("divide");
export const maximum = combine("maximum");
export const minimum = combine("minimum");

/** Adds the mean of several values of one shape. */
export function average(g: GraphBuilder, values: readonly Value[], name?: string): Value {
  const sum = values.reduce((a, b) => add(g, a, b));
  const { scale, shift } = division(values.length, sum.shape.at(-1)!);
  return scaleShift(g, sum, scale, shift, name);
}

const divisions = new Map<string, ScaleShift>();

/** The same arrays for the same question, so that they are uploaded once. */
function division(by: number, channels: number): ScaleShift {
  const key = `${by} ${channels}`;
  let found = divisions.get(key);
  if (!found) {
    found = { scale: new Float32Array(channels).fill(1 / by), shift: new Float32Array(channels) };
    divisions.set(key, found);
  }
  return found;
}

/** Leading axes of size one say nothing. */
const trimmed = (shape: Shape): Shape => {
  const first = shape.findIndex((n) => n !== 1);
  return first < 0 ? [1] : shape.slice(first);
};

function fits(small: Shape, large: Shape): boolean {
  const tail = trimmed(small);
  if (sizeOf(tail) === 1) return true;
  return tail.length <= large.length && tail.every((n, i) => n === large[large.length - tail.length + i]);
}

export const binaryOp: Op<BinaryAttrs> = {
  name: "binary",
  shape([a, b], { operation }) {
    const [large, small] =
      sizeOf(a) > sizeOf(b) || (sizeOf(a) === sizeOf(b) && a.length >= b.length) ? [a, b] : [b, a];
    if (!fits(small, large))
      throw new EngineError("shape", `${operation}: [${a}] and [${b}] do not fit together`);
    return [...ones(small.length - large.length), ...large];
  },
  kernel({ inputs: [a, b], output, attrs }) {
    const [size, aSize, bSize] = [output, a, b].map(({ shape }) => sizeOf(shape));
    return inFours(
      size,
      [source, sourceOfFour],
      { SIZE: size, A_SIZE: aSize, B_SIZE: bSize },
      {
        OPERATION: OPERATIONS.indexOf(attrs.operation),
        A_SHARED: Number(!a.batched),
        B_SHARED: Number(!b.batched),
      },
    );
  },
  tfjs(tf, inputs, { operation, ranks }) {
    // a batched [c] beside [h, w, c] is [n, c] here: ones in between let it repeat over the pixels
    const [a, b] = inputs.map((x, i) => {
      const [n, ...sample] = x.shape;
      const batched = x.rank > ranks[i];
      return batched ? tf.reshape(x, [n, ...ones(Math.max(...ranks) - ranks[i]), ...sample]) : x;
    });
    return call(tf, operation)(a, b);
  },
};

const ones = (count: number): number[] => Array(Math.max(0, count)).fill(1);

function call(tf: Tfjs, operation: Operation): (a: Tensor, b: Tensor) => Tensor {
  const { add, sub, mul, div, maximum, minimum } = tf;
  return { add, subtract: sub, multiply: mul, divide: div, maximum, minimum }[operation];
}
