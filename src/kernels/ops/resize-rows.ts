/** @file Resizing through a table, so that samples can share rows (passes/share.ts); alone, `resize` needs no table. */

import source from "../../../shaders/resize-rows.wgsl";
import { type GraphBuilder, type Node, type Op, type Shape, sizeOf } from "../../graph/graph.ts";
import { NONE } from "../../graph/taps.ts";
import { flat } from "../workgroups.ts";
import type { AxisWeights, ResizeAttrs } from "./resize.ts";
import { allRows } from "./windows.ts";

interface ResizeRowsAttrs extends ResizeAttrs {
  /** Of the output in which `places` counts pixels. */
  readonly width: number;
}

const reachOf = ({ weights }: AxisWeights) => Math.max(...weights.map(({ length }) => length));

/** The same step as a resize [x, rows, columns], through a table. */
export function throughTable(g: GraphBuilder, { inputs, output, attrs }: Node<ResizeAttrs>): Node {
  const [x, rows, columns] = inputs;
  const [height, width] = output.shape;
  const taps = tapsOf(attrs, x.shape);
  const pixels = height * width;
  const places = Float32Array.from({ length: pixels }, (_, p) => p); // exact up to 2²⁴
  return {
    op: resizeRowsOp as Op,
    attrs: { ...attrs, width },
    inputs: [
      x,
      g.weight("taps", [pixels, taps.length / pixels], taps),
      g.weight("places", [height, width, 1], places),
      rows,
      columns,
    ],
    output,
  };
}

/** [pixels of the output, row reach * column reach] */
function tapsOf({ rows, columns }: ResizeAttrs, [, w]: Shape): Uint32Array<ArrayBuffer> {
  const [down, across] = [reachOf(rows), reachOf(columns)];
  const taps = new Uint32Array(rows.first.length * columns.first.length * down * across).fill(NONE);
  let i = 0;
  for (const [y, top] of rows.first.entries())
    for (const [x, left] of columns.first.entries())
      for (let a = 0; a < down; a++)
        for (let b = 0; b < across; b++, i++)
          if (rows.weights[y][a] && columns.weights[x][b]) taps[i] = (top + a) * w + left + b;
  return taps;
}

/** Inputs: x, taps [pixels, reach], places [h, w, 1] (which pixel of the output each row of y is), rows and columns as in `resize`. */
const resizeRowsOp: Op<ResizeRowsAttrs> = {
  name: "resizeRows",
  shape: (_inputs, { outputShape }) => outputShape,
  kernel: ({ inputs: [x, , places, rows, columns], output, attrs: { width } }) => ({
    source,
    constants: {
      OUT_W: width,
      CHANNELS: x.shape[2],
      ROW_REACH: rows.shape[1] - 1,
      COLUMN_REACH: columns.shape[1] - 1,
      PLACES: places.batched ? 0xffffffff : sizeOf(places.shape),
    },
    workgroups: flat(sizeOf(output.shape)),
  }),
  taps: ({ inputs: [, taps] }) => taps,
  multiplyAdds: ({ inputs: [, taps], output }) => sizeOf(output.shape) * taps.shape[1],
  tfjs(tf, [x, taps, places], { outputShape, rows, columns, width }) {
    const [copies, pixels, reach] = taps.shape as [number, number, number];
    const [at, across] = [places.dataSync(), reachOf(columns)];
    const weights = Float32Array.from({ length: at.length * reach }, (_, i) => {
      const [pixel, t] = [at[Math.floor(i / reach)], i % reach];
      const down = rows.weights[Math.floor(pixel / width)][Math.floor(t / across)] ?? 0;
      return down * (columns.weights[pixel % width][t % across] ?? 0);
    });
    const under = tf.reshape(allRows(tf, x, taps), [copies, pixels, reach, -1]);
    const each = tf.tensor(weights, [at.length / pixels, pixels, reach, 1]);
    return tf.reshape(tf.sum(tf.mul(under, each), 2), [copies, ...outputShape]);
  },
};
