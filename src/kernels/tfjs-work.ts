/** @file How long TensorFlow.js takes for a graph, in multiply-adds of a direct convolution. */

import { type Graph, sizeOf, type Value, workOf } from "../graph/graph.ts";

/** Work of copying a number: measured on wasm. */
const COPY = 12;

/** As `Backend.work`. What steps read through tables of their own is copied first, window by window. */
export function tfjsWork({ nodes }: Graph, copiesOf: (value: Value) => number): number {
  const copied = nodes.map((node) => {
    const [x, taps] = node.inputs;
    const isCopied = taps?.batched && node.op.taps?.(node) === taps;
    return isCopied ? copiesOf(taps) * sizeOf(taps.shape) * x.shape.at(-1)! : 0;
  });
  return workOf(nodes, copiesOf) + COPY * copied.reduce((sum, numbers) => sum + numbers, 0);
}
