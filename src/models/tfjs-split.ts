/** @file Ops of TensorFlow that give a value in parts: each part that is read is an op of its own here. */

import { EngineError } from "../errors.ts";
import { reshape } from "../kernels/ops/reshape.ts";
import { slice } from "../kernels/ops/slice.ts";
import {
  constant,
  type GraphNode,
  type GraphOp,
  isValue,
  type Operand,
  unsupported,
  value,
} from "./tfjs-node.ts";

/** One op for each part that is read: "split" is the first, "split:1" the second. */
export function inParts(nodes: readonly GraphNode[]): GraphNode[] {
  const read = new Set(nodes.flatMap(({ inputs }) => inputs));
  const parts = new Map<string, GraphNode[]>(
    nodes.filter(({ op }) => Object.hasOwn(splits, op)).map(({ name }) => [name, []]),
  );
  const byName = new Map(nodes.map((node) => [node.name, node]));
  for (const name of read) {
    const [, base, index] = /^(.*):(\d+)$/.exec(name) ?? [undefined, name, 0];
    parts.get(base)?.push({ ...byName.get(base)!, name, part: Number(index) });
  }
  return nodes.flatMap((node) => parts.get(node.name) ?? node);
}

/** A part along an axis that counts the batch, of these sizes. */
function partOf(
  [g, node]: readonly [Parameters<GraphOp>[0], GraphNode],
  x: Operand | undefined,
  axis: number,
  sizesOf: (total: number) => readonly number[],
) {
  const from = value(x, node);
  const own = axis < 0 ? axis + from.shape.length : axis - 1;
  if (!(own >= 0 && own < from.shape.length)) throw unsupported(node, `the axis ${axis}`);
  const total = from.shape[own];
  const sizes = sizesOf(total);
  const { part = 0 } = node;
  const isWhole = sizes.every((n) => Number.isInteger(n) && n > 0);
  if (!isWhole || !(part < sizes.length) || sizes.reduce((sum, n) => sum + n, 0) !== total)
    throw new EngineError("shape", `there is no part ${part} of ${total} in parts of [${sizes.slice(0, 9)}]`);
  const before = sizes.slice(0, part).reduce((sum, n) => sum + n, 0);
  return { own, y: slice(g, from, { axis: own, from: before, size: sizes[part] }, node.name) };
}

const MOST_PARTS = 4096;

const alike = (count: unknown, node: GraphNode) => (total: number) => {
  if (!(Number(count) >= 1 && Number(count) <= MOST_PARTS)) throw unsupported(node, `${count} parts`);
  return Array<number>(Math.floor(Number(count))).fill(total / Number(count));
};

const split: GraphOp = (g, [axis, x], node) =>
  partOf([g, node], x, constant(axis, node).data[0], alike(node.attr.num_split, node)).y;

/** One size may be −1: what is left over. */
const splitV: GraphOp = (g, [x, given, axis], node) =>
  partOf([g, node], x, constant(axis, node).data[0], (total) => {
    const sizes = [...constant(given, node).data];
    const known = sizes.filter((n) => n !== -1).reduce((sum, n) => sum + n, 0);
    return sizes.map((n) => (n === -1 ? total - known : n));
  }).y;

/** Parts of one step each, without that axis; of a shape, its numbers. */
const unpack: GraphOp = (g, [x], node) => {
  const { axis = 0, num } = node.attr;
  if (x && !isValue(x) && x.shape.length === 1)
    return { shape: [], data: Float32Array.of(x.data[node.part ?? 0] ?? Number.NaN) };
  const { own, y } = partOf([g, node], x, Number(axis), alike(num, node));
  return reshape(g, y, y.shape.toSpliced(own, 1));
};

export const splits: Readonly<Record<string, GraphOp>> = { Split: split, SplitV: splitV, Unpack: unpack };
