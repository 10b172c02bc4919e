/** @file Leaves out what no output needs. */

import type { Graph, Value } from "../graph/graph.ts";

/** The same graph without the steps, inputs and weights its outputs do not depend on. */
export function prune(graph: Graph): Graph {
  const needed = new Set<Value>(graph.outputs);
  const nodes = [...graph.nodes].reverse().filter((node) => {
    if (!needed.has(node.output)) return false;
    for (const input of node.inputs) needed.add(input);
    return true;
  });
  return {
    ...graph,
    nodes: nodes.reverse(),
    inputs: graph.inputs.filter((input) => needed.has(input)),
    weights: new Map([...graph.weights].filter(([value]) => needed.has(value))),
  };
}
