/** @file Two values, element by element: add, subtract, multiply, divide, maximum, minimum, average. */

import type { Tensor } from "@tensorflow/tfjs-core";
import source from "../../../shaders/binary.wgsl";
import sourceOfFour from "../../../shaders/binary-4.wgsl";
import { EngineError } from "../../errors.ts";
import { type GraphBuilder, type Op, type Shape, sizeOf, type Tfjs, type Value } from "../../graph/graph.ts";
import { constant } from "./constants.ts";
import { inFours } from "./fours.ts";
import { reshape } from "./reshape.ts";
import { sumRows } from "./sum-rows.ts";

const OPERATIONS = [
  "add",
  "subtract",
  "multiply",
  "divide",
  "maximum",
  "minimum",
  "greaterEqual",
  "less",
] as const;

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
/** 1 where it holds, else 0. */
export const greaterEqual = combine("greaterEqual");
export const less = combine("less");

/** Adds the mean of several values of one shape. */
export function average(g: GraphBuilder, values: readonly Value[], name?: string): Value {
  const sum = values.reduce((a, b) => add(g, a, b));
  return scaled(g, sum, 1 / values.length, name);
}

/** Adds x times a number. */
export const scaled = (g: GraphBuilder, x: Value, by: number, name?: string): Value =>
  multiply(g, x, constant(g, by), name);

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

/** Whether there is only one axis that counts. */
const isPerChannel = ({ shape }: Value) => sizeOf(shape) === shape.at(-1);

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
  taps: ({ inputs }) =>
    inputs.every((x) => x.batched || isPerChannel(x) || x.shape.length === 3) ? "same" : undefined,
  gradient(g, { inputs: [a, b], output, attrs: { operation } }, dy) {
    const [da, db] = gradients(g, operation, a, b, output, dy);
    return [a.batched ? summedTo(g, da(), a.shape) : null, b.batched ? summedTo(g, db(), b.shape) : null];
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
  const holds = (test: typeof tf.less) => (a: Tensor, b: Tensor) => tf.cast(test(a, b), "float32");
  const compare = { greaterEqual: holds(tf.greaterEqual), less: holds(tf.less) };
  return { add, subtract: sub, multiply: mul, divide: div, maximum, minimum, ...compare }[operation];
}

type Gradients = readonly [da: () => Value, db: () => Value];

/** Before they are summed over what was repeated. Of two equal numbers the first takes all of a maximum or minimum. */
function gradients(
  g: GraphBuilder,
  operation: Operation,
  a: Value,
  b: Value,
  y: Value,
  dy: Value,
): Gradients {
  switch (operation) {
    case "add":
      return [() => dy, () => dy];
    case "subtract":
      return [() => dy, () => scaled(g, dy, -1)];
    case "multiply":
      return [() => multiply(g, dy, b), () => multiply(g, dy, a)];
    case "divide":
      return [() => divide(g, dy, b), () => scaled(g, divide(g, multiply(g, dy, y), b), -1)];
    case "maximum":
      return [() => multiply(g, dy, greaterEqual(g, a, b)), () => multiply(g, dy, less(g, a, b))];
    case "minimum":
      return [() => multiply(g, dy, greaterEqual(g, b, a)), () => multiply(g, dy, less(g, b, a))];
    default: // steps: flat wherever they have a slope
      return [() => scaled(g, dy, 0), () => scaled(g, dy, 0)];
  }
}

/** An operand that was repeated gets the sum over its repetitions. */
function summedTo(g: GraphBuilder, x: Value, shape: Shape): Value {
  const [size, wanted] = [sizeOf(x.shape), sizeOf(shape)];
  const sum = size === wanted ? x : sumRows(g, reshape(g, x, [size / wanted, wanted]));
  return String(sum.shape) === String(shape) ? sum : reshape(g, sum, shape);
}
