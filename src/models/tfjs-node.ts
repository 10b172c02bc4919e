/** @file A node of a TensorFlow graph, and what it reads. */

import { EngineError } from "../errors.ts";
import type { GraphBuilder, Value } from "../graph/graph.ts";
import type { TfjsWeight } from "./tfjs-weights.ts";

/** A node of the file's graph, attributes decoded. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly attr: Attributes;
  /** Of an op that gives several values, which of them this is. */
  readonly part?: number;
}

/** `s` strings, `b` booleans, `i` and `f` numbers, lists of them. */
export type Attributes = Readonly<
  Record<string, string | boolean | number | readonly (string | number)[] | undefined>
>;

/** What an op reads: a value of the graph, or a constant of the file. */
export type Operand = Value | TfjsWeight;

export type GraphOp = (g: GraphBuilder, inputs: readonly Operand[], node: GraphNode) => Operand;

export const isValue = (x: Operand): x is Value => "batched" in x;

export function value(x: Operand | undefined, node: GraphNode): Value {
  if (x && isValue(x)) return x;
  throw new EngineError(
    "bad-model",
    `op '${node.name}' (${node.op}) reads a constant where a value is expected`,
  );
}

export function constant(x: Operand | undefined, node: GraphNode): TfjsWeight {
  if (x && !isValue(x)) return x;
  throw unsupported(node, "an operand that is not constant");
}

export const unsupported = (node: GraphNode, what: string): EngineError =>
  new EngineError("unsupported-layer", `op '${node.name}' (${node.op}) has ${what}, which is not supported`);

/** A constant as a value: scalars and vectors without their leading ones. */
export const asValue = (g: GraphBuilder, x: Operand): Value =>
  isValue(x)
    ? x
    : g.weight(
        "constant",
        x.shape.length
          ? x.shape.slice(
              Math.max(
                0,
                x.shape.findIndex((n) => n !== 1),
              ),
            )
          : [1],
        x.data,
      );
