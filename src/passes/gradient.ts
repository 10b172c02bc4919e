/** @file Reverse-mode differentiation, as a pass that adds nodes to the graph. */

import { EngineError } from "../errors.ts";
import type { GraphBuilder, ReluRule, Value } from "../graph/graph.ts";
import { add } from "../kernels/ops/binary.ts";

/** A value, and how much each of its numbers counts: a gradient of the sum of their products. */
export interface Seeded {
  readonly of: Value;
  /** Of the same shape as `of`, and for each sample its own. */
  readonly seed: Value;
}

/**
 * Adds the nodes that compute the gradient of the sum of all `of * seed` by `wrt`, and returns the value that holds
 * it, of the shape of `wrt`. Only the paths from `wrt` are walked, so weights get no gradient. Comes before fusing.
 * Throws EngineError("no-gradient") where nothing depends on `wrt`, or a step in between has no rule.
 */
export function gradient(
  g: GraphBuilder,
  objectives: readonly Seeded[],
  wrt: Value,
  rule: ReluRule = "plain",
): Value {
  const reached = new Set([wrt]);
  const forward = g.nodes.filter((node) => {
    const onPath = node.inputs.some((input) => reached.has(input));
    if (onPath) reached.add(node.output);
    return onPath;
  });

  const gradients = new Map<Value, Value>();
  const receive = (value: Value, dy: Value) => {
    const sum = gradients.get(value);
    gradients.set(value, sum ? add(g, sum, dy) : dy);
  };
  if (objectives.some(({ of, seed }) => of.batched && !seed.batched))
    throw new Error("unreachable: a gradient's seed is one for all samples");
  for (const { of, seed } of objectives) if (reached.has(of)) receive(of, seed);
  for (const node of forward.reverse()) {
    const dy = gradients.get(node.output);
    if (!dy) continue;
    if (!node.op.gradient)
      throw new EngineError(
        "no-gradient",
        `step '${node.output.name}' (${node.op.name}) has no gradient, so nothing before it can be explained`,
      );
    for (const [i, dx] of node.op.gradient(g, node, dy, rule).entries())
      if (dx && reached.has(node.inputs[i])) receive(node.inputs[i], dx);
  }

  const result = gradients.get(wrt);
  if (!result) {
    const names = objectives.map(({ of }) => `'${of.name}'`).join(" and ");
    throw new EngineError("no-gradient", `${names} does not depend on '${wrt.name}'`);
  }
  return result;
}
