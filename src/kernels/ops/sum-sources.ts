/** @file Input gradient of the steps that move numbers: each number of x gets the sum over the places it went to. */

import source from "../../../shaders/gather.wgsl";
import sourceOfFour from "../../../shaders/gather-4.wgsl";
import {
  type GraphBuilder,
  type Op,
  type Shape,
  sizeOf,
  type Value,
  type Weight,
} from "../../graph/graph.ts";
import { NONE } from "../../graph/taps.ts";
import { inFours } from "./fours.ts";

interface SumSourcesAttrs {
  readonly outputShape: Shape;
  /** Numbers that move together. */
  readonly row: number;
}

/** Adds what dy gives back to x, whose rows of `row` numbers were moved as `table` says. */
export function sumSources(g: GraphBuilder, x: Value, table: Value, row: number, dy: Value): Value {
  const places = inverse(g.weights.get(table)!, sizeOf(x.shape) / row);
  const rows = sizeOf(x.shape) / row;
  const weight = g.weight("places", [rows, places.length / rows], places);
  return g.add(sumSourcesOp, [dy, weight], { outputShape: x.shape, row });
}

const inverses = new WeakMap<Weight, Uint32Array<ArrayBuffer>>();

/** For each row of x, the rows it went to, in as many columns as the most travelled one needs. */
function inverse(table: Weight, rows: number): Uint32Array<ArrayBuffer> {
  let places = inverses.get(table);
  if (!places) {
    const counts = new Uint32Array(rows);
    for (const from of table) if (from !== NONE) counts[from]++;
    const reach = counts.reduce((most, n) => Math.max(most, n), 1);
    places = new Uint32Array(rows * reach).fill(NONE);
    counts.fill(0);
    for (const [to, from] of table.entries()) if (from !== NONE) places[from * reach + counts[from]++] = to;
    inverses.set(table, places);
  }
  return places;
}

/** Inputs: dy and the places: for each row of the output, rows of dy. */
const sumSourcesOp: Op<SumSourcesAttrs> = {
  name: "sumSources",
  shape: (_inputs, { outputShape }) => outputShape,
  kernel: ({ inputs: [dy, places], output, attrs: { row } }) =>
    inFours(
      sizeOf(output.shape),
      [source, sourceOfFour],
      { ROW: row },
      { ROWS: places.shape[0], SOURCE_ROWS: sizeOf(dy.shape) / row, REACH: places.shape[1] },
    ),
  tfjs(tf, [dy, places], { outputShape, row }) {
    const batch = dy.shape[0];
    const rows = tf.reshape(dy, [batch, -1, row]);
    const zero = tf.zeros([batch, 1, row]);
    const nowhere = tf.scalar(rows.shape[1]!, "int32");
    const at = tf.where(tf.less(places, tf.scalar(0, "int32")), tf.mul(tf.onesLike(places), nowhere), places);
    const moved = tf.gather(tf.concat([rows, zero], 1), tf.cast(at, "int32") as never, 1);
    return tf.reshape(tf.sum(moved, 2), [batch, ...outputShape]);
  },
};
