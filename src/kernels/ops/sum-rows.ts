/** @file Sums within a sample. */

import source from "../../../shaders/sum-rows.wgsl";
import { type GraphBuilder, type Op, sizeOf, type Value } from "../../graph/graph.ts";
import { oneEach } from "../workgroups.ts";
import { multiply } from "./binary.ts";
import { upsampling2d } from "./gather.ts";
import { reshape } from "./reshape.ts";
import { slice } from "./slice.ts";

/** Rows of a part, where there are so many that one workgroup for each column would leave most of a GPU idle. */
const PART = 2048;

/** Sums side by side, as in the shader. */
const TOGETHER = 64;

/** Adds the sum of the rows of x [rows, n]: [n]. Long columns are summed in parts first; the order never changes. */
export function sumRows(g: GraphBuilder, x: Value, name?: string): Value {
  const [rows, columns] = x.shape;
  const some = rows > 2 * PART ? g.add(sumRowsOp, [x], { size: PART }) : x;
  return reshape(g, g.add(sumRowsOp, [some], { size: some.shape[0] }), [columns], name);
}

/** Adds the sum of all numbers of x: [1]. */
export const sum = (g: GraphBuilder, x: Value, name?: string): Value =>
  sumRows(g, reshape(g, x, [sizeOf(x.shape), 1]), name);

/** Adds the sum of the products of a and b, of one shape: [1]. */
export const dot = (g: GraphBuilder, a: Value, b: Value, name?: string): Value =>
  sum(g, multiply(g, a, b), name);

/** The rows of x [rows, n] summed up `size` at a time, the last time what is left: [times, n]. */
export const sumRowsOp: Op<{ readonly size: number }> = {
  name: "sumRows",
  shape: ([[rows, columns]], { size }) => [Math.ceil(rows / size), columns],
  kernel: ({ inputs: [x], output, attrs: { size } }) => ({
    source,
    constants: { ROWS: x.shape[0], COLUMNS: x.shape[1], SIZE: size },
    workgroups: oneEach(sizeOf(output.shape)),
  }),
  gradient(g, { inputs: [{ shape }], output, attrs: { size } }, dy) {
    const [parts, columns] = output.shape;
    const spread = upsampling2d(g, reshape(g, dy, [parts, 1, columns]), [size, 1]);
    const all = reshape(g, spread, [parts * size, columns]);
    return [all.shape[0] === shape[0] ? all : slice(g, all, { axis: 0, from: 0, size: shape[0] })];
  },
  tfjs(tf, [x], { size }) {
    const [samples, rows, columns] = x.shape as [number, number, number];
    const parts = Math.ceil(rows / size);
    const rest = parts * size - rows;
    const padded =
      rest > 0
        ? tf.pad(x, [
            [0, 0],
            [0, rest],
            [0, 0],
          ])
        : x;
    // in two: one long row of additions loses digits, and the wasm backend makes it so
    const few = size % TOGETHER === 0 ? TOGETHER : 1;
    return tf.sum(tf.sum(tf.reshape(padded, [samples, parts, size / few, few, columns]), 2), 2);
  },
};
