/**
 * @file Takes what follows a convolution into its own dispatch.
 *
 * A convolution computes y = activate(sum + bias) * scale + shift. So a batch norm behind it becomes its scale and
 * shift; an activation behind it becomes its own, once a scale and shift that stand before that have moved into
 * filters and bias (Jacob et al., 2018, section 3.2, https://arxiv.org/abs/1712.05877).
 */

import type { Graph, Node, Value, Weight } from "../graph/graph.ts";
import { type Activation, activationOp } from "../kernels/ops/activation.ts";
import { type Conv2dAttrs, conv2dOp } from "../kernels/ops/conv2d.ts";
import { type DepthwiseConv2dAttrs, depthwiseConv2dOp } from "../kernels/ops/depthwise-conv2d.ts";
import { scaleShiftOp } from "../kernels/ops/scale-shift.ts";

type Numbers = Float32Array<ArrayBuffer>;
type ConvNode = Node<Conv2dAttrs> | Node<DepthwiseConv2dAttrs>;

/** The same outputs from fewer steps. What an output or a second reader wants to see stays as it is. */
export function fuse(graph: Graph): Graph {
  const readers = new Map<Value, number>();
  for (const { inputs } of graph.nodes)
    for (const input of inputs) readers.set(input, (readers.get(input) ?? 0) + 1);
  for (const output of graph.outputs) readers.set(output, Infinity);

  const weights = new Map(graph.weights);
  const nodes: Node[] = [];
  const made = new Map<Value, number>(); // index in `nodes` of the convolution that makes a value
  for (const node of graph.nodes) {
    const index = made.get(node.inputs[0]);
    const before =
      index === undefined || readers.get(node.inputs[0]) !== 1 ? undefined : (nodes[index] as ConvNode);
    const merged = before && merge(before, node, weights);
    if (merged) nodes[index!] = merged as Node;
    else nodes.push(node);
    const { op } = merged ?? node;
    if (op === conv2dOp || op === depthwiseConv2dOp)
      made.set(node.output, merged ? index! : nodes.length - 1);
  }
  return { ...graph, nodes, weights };
}

/** One step for two, or nothing: also where the numbers are not known yet, because the caller writes them. */
function merge(conv: ConvNode, next: Node, weights: Map<Value, Weight>): ConvNode | undefined {
  if (!weights.has(conv.inputs[2]) || !weights.has(conv.inputs[3])) return undefined;
  const after = weights.get(conv.inputs[3]) as Numbers;
  if ((next.op as unknown) === scaleShiftOp) {
    const both = weights.get(next.inputs[1]) as Numbers;
    if (both.length !== (2 * after.length) / 3) return undefined; // over another axis, as behind a reshape
    return withAfter(
      conv,
      next.output,
      weights,
      once(after, both, () => scaled(after, both)),
    );
  }
  if ((next.op as unknown) === activationOp && isLinear(conv.attrs.activation)) {
    const attrs = { ...conv.attrs, activation: next.attrs as Activation };
    return withinFilters({ ...conv, attrs, output: next.output } as ConvNode, weights);
  }
  return undefined;
}

const isLinear = (activation: Activation | undefined) => !activation || activation.kind === "linear";

/** (y * scale + shift) * s + t, in float64 until the end. */
function scaled(after: Numbers, both: Numbers): Numbers {
  const n = after.length / 3;
  return after.map((value, i) => {
    const c = i % n;
    if (i < n) return value;
    return i < 2 * n ? value * both[c] : value * both[c] + both[n + c];
  });
}

/** Scale and shift move before the activation: w * scale, and bias * scale + shift. */
function withinFilters(conv: ConvNode, weights: Map<Value, Weight>): ConvNode | undefined {
  const [x, taps, filter, value] = conv.inputs;
  const after = weights.get(value) as Numbers;
  const n = after.length / 3;
  const plain = after.subarray(n).every((v, i) => v === (i < n ? 1 : 0));
  if (plain) return conv;
  const w = weights.get(filter) as Numbers;
  const transposed = "transposed" in conv.attrs && conv.attrs.transposed;
  const channels = transposed ? filter.shape.at(-1)! : 1; // a transposed filter is [..., filters, channels]
  const folded = once(w, after, () => w.map((v, i) => v * after[n + (Math.floor(i / channels) % n)]));
  const bias = once(after, w, () =>
    after.map((_, i) => (i < n ? after[i] * after[n + i] + after[2 * n + i] : i < 2 * n ? 1 : 0)),
  );
  const newFilter = { ...filter };
  weights.set(newFilter, folded);
  return withAfter({ ...conv, inputs: [x, taps, newFilter, value] } as ConvNode, conv.output, weights, bias);
}

function withAfter(conv: ConvNode, output: Value, weights: Map<Value, Weight>, after: Numbers): ConvNode {
  const value = { ...conv.inputs[3] };
  weights.set(value, after);
  return { ...conv, inputs: [...conv.inputs.slice(0, 3), value], output } as ConvNode;
}

const results = new WeakMap<Numbers, WeakMap<Numbers, Numbers>>();

/** The same two arrays give the same result, so that it is computed and uploaded once, whatever graph asks. */
function once(a: Numbers, b: Numbers, compute: () => Numbers): Numbers {
  let known = results.get(a);
  if (!known) results.set(a, (known = new WeakMap()));
  let result = known.get(b);
  if (!result) known.set(b, (result = compute()));
  return result;
}
