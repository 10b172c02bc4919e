/** @file A part of a value along one axis: one of those that a split makes, and what concatenation gives back. */

import source from "../../../shaders/slice.wgsl";
import sourceOfFour from "../../../shaders/slice-4.wgsl";
import { type GraphBuilder, type Op, type Shape, sizeOf, type Value } from "../../graph/graph.ts";
import { inFours } from "./fours.ts";
import { zeroPadding2d } from "./gather.ts";
import { reshape } from "./reshape.ts";

interface SliceAttrs {
  readonly axis: number;
  readonly from: number;
  readonly size: number;
}

/** Adds `size` steps of x along `axis` of a sample, starting with step `from`. */
export const slice = (g: GraphBuilder, x: Value, attrs: SliceAttrs, name?: string): Value =>
  g.add(sliceOp, [x], attrs, name);

const resized = (shape: Shape, axis: number, size: number) => shape.map((n, i) => (i === axis ? size : n));

export const sliceOp: Op<SliceAttrs> = {
  name: "slice",
  shape: ([x], { axis, size }) => resized(x, axis, size),
  kernel({ inputs: [x], output, attrs: { axis, from } }) {
    const step = sizeOf(x.shape.slice(axis + 1));
    const sizes = { BLOCK: x.shape[axis] * step, START: from * step, PART: output.shape[axis] * step };
    return inFours(sizeOf(output.shape), [source, sourceOfFour], sizes);
  },
  gradient(g, { inputs: [x], attrs: { axis, from, size } }, dy) {
    const [before, after] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)].map(sizeOf);
    const blocks = reshape(g, dy, [before, size, after]);
    const padded = zeroPadding2d(g, blocks, [
      [0, 0],
      [from, x.shape[axis] - from - size],
    ]);
    return [reshape(g, padded, x.shape)];
  },
  tfjs(tf, [x], { axis, from, size }) {
    const start = x.shape.map((_, i) => (i === axis + 1 ? from : 0));
    return tf.slice(x, start, resized(x.shape, axis + 1, size));
  },
};
