/**
 * @file Weights rounded to 16 bits on their way to the GPU: half the upload, half the memory. They are read as f32 again, so that
 * all that is computed is computed as ever, and the answers are those of a model whose weights are the rounded ones.
 */

import type { Graph, Node, Value } from "../graph/graph.ts";
import { conv2dOp } from "./ops/conv2d.ts";
import { readsHalves } from "./ops/conv2d-kernels.ts";

type Numbers = Float32Array<ArrayBuffer>;
type Words = Uint32Array<ArrayBuffer>;

/** The same graph, with the weights of convolutions and dense layers as halves where their kernels can read them. */
export function withHalfWeights(graph: Graph): Graph {
  const halved = new Map<Value, Value>();
  const weights = new Map(graph.weights);
  const nodes = graph.nodes.map((node) => {
    const w = node.inputs[2];
    const data = weights.get(w);
    if (!data || !fits(node)) return node;
    let half = halved.get(w);
    if (!half) {
      const rounded = roundedOnce(data as Numbers);
      if (!rounded) return node;
      half = { ...w, name: `${w.name} in halves`, half: true };
      halved.set(w, half);
      weights.set(half, rounded);
    }
    return { ...node, inputs: node.inputs.with(2, half) };
  });
  const used = new Set([...nodes.flatMap(({ inputs }) => inputs), ...graph.outputs]);
  return { ...graph, nodes, weights: new Map([...weights].filter(([value]) => used.has(value))) };
}

const fits = (node: Node): boolean =>
  (node.op as unknown) === conv2dOp &&
  node.op.kernels!(node, false).every(({ source }) => readsHalves(source));

const known = new WeakMap<Numbers, Words | null>();

/** The same array gives the same words, so that they are uploaded once. */
function roundedOnce(data: Numbers): Words | null {
  let words = known.get(data);
  if (words === undefined) known.set(data, (words = roundToHalves(data)));
  return words;
}

/** The smallest normal half. Devices may read smaller ones as 0, so it is rounded to this or to 0. */
const SMALLEST = 2 ** -14;
const INFINITE = 0x7c00;
/** Halves have 11 digits: so much is lost of the squares of numbers that are neither too small nor too large, at most. */
const MOST_LOST = 2 ** -22;

/**
 * IEEE 754 halves, to nearest, ties to even: two in a word, the first one lower. Null where numbers are too large for that, or so many
 * too small that more is lost with them than rounding takes from others.
 */
export function roundToHalves(data: Float32Array): Words | null {
  const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
  const words = new Uint32Array(Math.ceil(data.length / 2));
  let [lost, all] = [0, 0];
  for (let i = 0; i < data.length; i++) {
    const size = Math.abs(data[i]);
    let half = 0;
    if (size >= SMALLEST) {
      // the exponent counts from 15, not 127; of 23 digits 10 stay
      half = ((bits[i] & 0x7fffffff) - (112 << 23) + 0xfff + ((bits[i] >>> 13) & 1)) >>> 13;
      if (half >= INFINITE) return null;
    } else {
      if (size > SMALLEST / 2) half = 0x400;
      lost += ((half && SMALLEST) - size) ** 2;
    }
    all += size * size;
    words[i >> 1] |= (half | ((bits[i] >>> 16) & 0x8000)) << (16 * (i & 1));
  }
  return lost <= MOST_LOST * all ? words : null;
}
