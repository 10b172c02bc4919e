/**
 * @file Which values may share a buffer: one whose value has had its last reader is given to a later value.
 *
 * Whole buffers are shared, never parts of one: WebGPU does not let a dispatch read and write different parts of the
 * same buffer.
 */

import { type Graph, type Node, sizeOf, type Value } from "../graph/graph.ts";
import { type Steps, splitSteps } from "./steps.ts";

export interface Slot {
  /** Bytes that do not depend on the batch, and bytes for each sample; a buffer has the larger of the two sums. */
  fixed: number;
  perSample: number;
}

export interface MemoryPlan {
  readonly slots: readonly Slot[];
  /** Slot of every input and computed value. Weights are not here: they belong to the device. */
  readonly slotOf: ReadonlyMap<Value, number>;
}

export const slotBytes = ({ fixed, perSample }: Slot, batch: number): number =>
  Math.max(fixed, perSample * batch);

/** How many copies of a value there are among `batch` samples; of those along an axis, room for how many. */
export const copiesOf = ({ batched, along }: Value, batch: number): number =>
  batched ? (along?.most ?? batch) : 1;

/** Bytes of `batch` samples of a value. */
export const bytesOf = (value: Value, batch: number): number =>
  4 * sizeOf(value.shape) * copiesOf(value, batch);

/** Whether a step only gives its input another shape. */
export const isAlias = (node: Node): boolean => node.op.kernel(node) === "alias";

/** Whether only TensorFlow.js can compute a step. */
export const needsTfjs = (node: Node): boolean => node.op.kernel(node) === "tfjs";

/** Inputs, outputs and what steps that run once make for others keep a buffer of their own; everything between shares. */
export function planMemory(graph: Graph, { once, each, handedOn }: Steps = splitSteps(graph)): MemoryPlan {
  const nodes = [...once, ...each];
  const source = new Map<Value, Value>(); // of an alias: the value whose buffer it is
  const rootOf = (value: Value) => source.get(value) ?? value;
  for (const node of nodes) if (isAlias(node)) source.set(node.output, rootOf(node.inputs[0]));

  const lastReader = new Map<Value, Node>();
  for (const node of nodes) for (const input of node.inputs) lastReader.set(rootOf(input), node);
  const kept = new Set([...graph.inputs, ...graph.outputs, ...handedOn].map(rootOf));

  const slots: Slot[] = [];
  const slotOf = new Map<Value, number>();
  const free: number[] = [];
  const place = (value: Value) => {
    const size = bytesOf(value, 1);
    const kind = value.batched && !value.along ? "perSample" : "fixed";
    let index = cheapest(slots, free, kind, size);
    if (index >= 0) free.splice(free.indexOf(index), 1);
    else index = slots.push({ fixed: 0, perSample: 0 }) - 1;
    slots[index][kind] = Math.max(slots[index][kind], size);
    slotOf.set(value, index);
  };

  for (const value of graph.inputs) place(value);
  for (const node of nodes) {
    const root = source.get(node.output);
    if (root) {
      if (slotOf.has(root)) slotOf.set(node.output, slotOf.get(root)!);
    } else {
      place(node.output);
      if (!lastReader.has(node.output) && !kept.has(node.output)) free.push(slotOf.get(node.output)!);
    }
    for (const input of new Set(node.inputs.map(rootOf))) {
      if (lastReader.get(input) === node && !kept.has(input) && slotOf.has(input))
        free.push(slotOf.get(input)!);
    }
  }
  return { slots, slotOf };
}

/** The free slot that has to grow least, and among those the one that wastes least; -1 if none is free. */
function cheapest(slots: readonly Slot[], free: readonly number[], kind: keyof Slot, size: number): number {
  const cost = (index: number) => [
    Math.max(0, size - slots[index][kind]),
    slots[index].perSample + slots[index].fixed,
  ];
  let best = -1;
  for (const index of free) {
    if (best < 0) best = index;
    const [grows, wastes] = cost(index);
    const [leastGrowth, leastWaste] = cost(best);
    if (grows < leastGrowth || (grows === leastGrowth && wastes < leastWaste)) best = index;
  }
  return best;
}
