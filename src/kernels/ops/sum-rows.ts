/** @file Sums within a sample. */

import source from "../../../shaders/sum-rows.wgsl";
import { type GraphBuilder, type Op, sizeOf, type Value } from "../../graph/graph.ts";
import { oneEach } from "../workgroups.ts";
import { multiply } from "./binary.ts";
import { ones } from "./constants.ts";
import { reshape } from "./reshape.ts";

/** Adds the sum of the rows of x [rows, n]: [n]. */
export const sumRows = (g: GraphBuilder, x: Value, name?: string): Value => g.add(sumRowsOp, [x], {}, name);

/** Adds the sum of all numbers of x: [1]. */
export const sum = (g: GraphBuilder, x: Value, name?: string): Value =>
  sumRows(g, reshape(g, x, [sizeOf(x.shape), 1]), name);

/** Adds the sum of the products of a and b, of one shape: [1]. */
export const dot = (g: GraphBuilder, a: Value, b: Value, name?: string): Value =>
  sum(g, multiply(g, a, b), name);

export const sumRowsOp: Op<object> = {
  name: "sumRows",
  shape: ([[, columns]]) => [columns],
  kernel: ({ inputs: [x], output }) => ({
    source,
    constants: { ROWS: x.shape[0], COLUMNS: x.shape[1] },
    workgroups: oneEach(sizeOf(output.shape)),
  }),
  gradient: (g, { inputs: [x] }, dy) => [multiply(g, dy, ones(g, x.shape))],
  tfjs: (tf, [x]) => tf.sum(x, 1),
};
