/**
 * @file Which steps need not run again for the next samples. A step that depends on no sample gives the same until
 * something that it depends on is written.
 */

import type { Graph, Node, Value } from "../graph/graph.ts";
import type { Carry } from "./backend.ts";

/** The steps of a graph in two parts, each in the order it runs. */
export interface Steps {
  /** Run after one of their inputs was written. */
  readonly once: readonly Node[];
  /** Run each time. */
  readonly each: readonly Node[];
  /** Inputs and results that stay the same until something is written that they depend on. */
  readonly lasting: ReadonlySet<Value>;
  /** Those of them that are needed each time. */
  readonly handedOn: ReadonlySet<Value>;
}

/** What is carried changes with each run, and so does all that depends on it. */
export function splitSteps(
  { nodes, inputs, weights, outputs }: Graph,
  carries: readonly Carry[] = [],
): Steps {
  const carried = new Set(carries.map(({ to }) => to));
  const lasting = new Set(inputs.filter((input) => isLasting(input) && !carried.has(input)));
  const once: Node[] = [];
  const each: Node[] = [];
  for (const node of nodes) {
    const lasts = node.inputs.every((input) => lasting.has(input) || weights.has(input));
    if (lasts) lasting.add(node.output);
    (lasts ? once : each).push(node);
  }
  const needed = new Set([...outputs, ...each.flatMap((node) => node.inputs)]);
  return { once, each, lasting, handedOn: new Set([...lasting].filter((value) => needed.has(value))) };
}

/** Whether what is written to this input is not one batch's own. */
export const isLasting = ({ batched, along }: Value): boolean => !batched || along !== undefined;
