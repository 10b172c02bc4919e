/** @file When two graphs are the same: then the plan of one does for the other. */

import type { Axis, Graph, Value, Weight } from "../graph/graph.ts";
import type { CompileOptions } from "./backend.ts";

/** A graph as two that compute the same have it in common. */
export interface Likeness {
  readonly key: string;
  /** Inputs, weights and outputs of steps, in order. */
  readonly values: readonly Value[];
  readonly weights: readonly Weight[];
  readonly axes: readonly Axis[];
}

/** The key says everything but the numbers of weights and what there is room for along axes. */
export function likenessOf(
  { inputs, weights, nodes, outputs }: Graph,
  { maxBatch, carries = [], direct = new Set() }: CompileOptions,
): Likeness {
  const values = [...inputs, ...weights.keys(), ...nodes.map(({ output }) => output)];
  const places = new Map(values.map((value, i) => [value, i]));
  const place = (value: Value) => places.get(value);
  const axes = [...new Set(values.flatMap(({ along }) => along ?? []))];
  const key = JSON.stringify(
    [
      maxBatch,
      values.map(({ shape, batched, along }) => [shape, batched, along ? axes.indexOf(along) : -1]),
      [inputs.length, [...weights.values()].map((data) => data instanceof Uint32Array)],
      nodes.map(({ op, attrs, inputs, output }) => [
        numberOf(op),
        attrs,
        inputs.map(place),
        direct.has(output.name),
      ]),
      outputs.map(place),
      carries.map(({ from, to }) => [place(from), place(to)]),
    ],
    (_, value) => {
      if (typeof value === "function") return { function: numberOf(value) };
      return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
    },
  );
  return { key, values, weights: [...weights.values()], axes };
}

/** The same graph and options with other room along axes. */
export function withRoom(
  { nodes, inputs, weights, outputs }: Graph,
  { carries = [], ...options }: CompileOptions,
  most: ReadonlyMap<Axis, number>,
): { readonly graph: Graph; readonly options: CompileOptions } {
  const axes = new Map([...most].map(([axis, room]) => [axis, { ...axis, most: room }]));
  const made = new Map<Value, Value>();
  const wide = (value: Value): Value => {
    if (!value.along) return value;
    if (!made.has(value)) made.set(value, { ...value, along: axes.get(value.along) });
    return made.get(value)!;
  };
  return {
    graph: {
      nodes: nodes.map(({ inputs, output, ...node }) => ({
        ...node,
        inputs: inputs.map(wide),
        output: wide(output),
      })),
      ...{ inputs: inputs.map(wide), weights, outputs: outputs.map(wide) },
    },
    options: { ...options, carries: carries.map(({ from, to }) => ({ from: wide(from), to: wide(to) })) },
  };
}

/** Whether a plan of the first does for the second. */
export const serves = (kept: Likeness, wanted: Likeness): boolean =>
  kept.key === wanted.key &&
  wanted.axes.every(({ most }, i) => kept.axes[i].most >= most) &&
  wanted.weights.every((data, i) => isSame(kept.weights[i], data));

const numbers = new WeakMap<object, number>();
let last = 0;

/** Ops and functions are the same if they are the same object. */
function numberOf(one: object): number {
  if (!numbers.has(one)) numbers.set(one, ++last);
  return numbers.get(one)!;
}

/** Bit by bit. */
function isSame(a: Weight, b: Weight): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  const [left, right] = [a, b].map((data) => new Uint32Array(data.buffer, data.byteOffset, data.length));
  return left.every((word, i) => word === right[i]);
}
