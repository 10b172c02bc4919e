/** @file Numbers that are the same everywhere, as weights: the same question gives the same array, uploaded once. */

import { type GraphBuilder, type Shape, sizeOf, type Value } from "../../graph/graph.ts";

const filled = new Map<string, Float32Array<ArrayBuffer>>();

/** Adds one number over and over, in this shape. */
export function constant(g: GraphBuilder, value: number, shape: Shape = [1]): Value {
  const key = `${sizeOf(shape)} of ${value}`;
  let data = filled.get(key);
  if (!data) {
    if (filled.size >= 256) filled.clear();
    filled.set(key, (data = new Float32Array(sizeOf(shape)).fill(value)));
  }
  return g.weight(String(value), shape, data);
}

export const ones = (g: GraphBuilder, shape: Shape): Value => constant(g, 1, shape);
