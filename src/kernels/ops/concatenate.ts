/** @file Values side by side along one axis. */

import source from "../../../shaders/concatenate.wgsl";
import sourceOfFour from "../../../shaders/concatenate-4.wgsl";
import { EngineError } from "../../errors.ts";
import { type GraphBuilder, type Op, sizeOf, type Value } from "../../graph/graph.ts";
import { inFours } from "./fours.ts";
import { slice } from "./slice.ts";

/**
 * Adds the values side by side along `axis` of a sample, counted from the end if negative. Two at a time, as a
 * balanced tree: a kernel has few bindings. Throws EngineError("shape") for values that differ on another axis, an
 * axis there is not, and what is the same for all samples beside what is not.
 */
export function concatenate(g: GraphBuilder, values: readonly Value[], axis: number, name?: string): Value {
  const [{ shape, batched, name: first }] = values;
  const at = axis < 0 ? axis + shape.length : axis;
  if (!(at in shape)) throw new EngineError("shape", `concatenate: there is no axis ${axis} in [${shape}]`);
  const odd = values.find((value) => value.batched !== batched);
  if (odd) {
    const [same, own] = batched ? [odd.name, first] : [first, odd.name];
    throw new EngineError("shape", `concatenate: '${same}' is the same for all samples, '${own}' is not`);
  }
  if (values.length === 1) return values[0];
  if (values.length === 2) return g.add(concatenateOp, values, { axis: at }, name);
  const half = Math.ceil(values.length / 2);
  const [left, right] = [values.slice(0, half), values.slice(half)].map((part) => concatenate(g, part, at));
  return g.add(concatenateOp, [left, right], { axis: at }, name);
}

/** Inputs: a and b, alike but for their sizes along the axis. */
export const concatenateOp: Op<{ readonly axis: number }> = {
  name: "concatenate",
  shape([a, b], { axis }) {
    if (a.length !== b.length || a.some((n, i) => i !== axis && n !== b[i]))
      throw new EngineError("shape", `concatenate: [${a}] and [${b}] differ on more than axis ${axis}`);
    return a.map((n, i) => (i === axis ? n + b[i] : n));
  },
  kernel({ inputs: [a, b], output, attrs: { axis } }) {
    const [aBlock, bBlock] = [a, b].map(({ shape }) => sizeOf(shape.slice(axis)));
    return inFours(sizeOf(output.shape), [source, sourceOfFour], { A_BLOCK: aBlock, B_BLOCK: bBlock });
  },
  taps: ({ output, attrs: { axis } }) => (axis === output.shape.length - 1 ? "same" : undefined),
  gradient(g, { inputs: [a, b], attrs: { axis } }, dy) {
    const size = a.shape[axis];
    const rest = { axis, from: size, size: b.shape[axis] };
    return [slice(g, dy, { axis, from: 0, size }), slice(g, dy, rest)];
  },
  tfjs: (tf, inputs, { axis }) => tf.concat([...inputs], axis + 1),
};
