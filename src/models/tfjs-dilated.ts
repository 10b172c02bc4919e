/**
 * @file TensorFlow spells a dilated convolution as three ops: pixels that lie apart become samples of their own
 * (SpaceToBatchND), these are convolved, and put back (BatchToSpaceND). Here it is one op again.
 */

import type { GraphNode } from "./tfjs-node.ts";
import type { TfjsWeight } from "./tfjs-weights.ts";

const CONVOLUTIONS = ["Conv2D", "_FusedConv2D", "DepthwiseConv2dNative", "FusedDepthwiseConv2dNative"];

/** The nodes with each such three made one; what does not fit the pattern stays. */
export function dilated(
  nodes: readonly GraphNode[],
  weights: ReadonlyMap<string, TfjsWeight>,
): readonly GraphNode[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const changed = new Map<string, GraphNode>();
  const gone = new Set<string>();
  for (const back of nodes.filter(({ op }) => op === "BatchToSpaceND")) {
    const conv = byName.get(back.inputs[0]);
    const apart = conv && byName.get(conv.inputs[0]);
    if (!conv || !CONVOLUTIONS.includes(conv.op) || apart?.op !== "SpaceToBatchND") continue;
    const [block, pads] = apart.inputs.slice(1).map((name) => weights.get(name)?.data ?? []);
    const crops = weights.get(back.inputs[2])?.data ?? [];
    // a row cut off at an end of the output is one less of padding there
    const edges = Array.from({ length: 4 }, (_, i) => pads[i] - crops[i]);
    if (block.length !== 2 || !edges.every((n) => n >= 0) || conv.attr.padding !== "VALID") continue;
    const attr = {
      ...{ ...conv.attr, dilations: [1, ...block, 1] },
      ...{ padding: "EXPLICIT", explicit_paddings: [0, 0, ...edges, 0, 0] },
    };
    changed.set(conv.name, { ...conv, inputs: [apart.inputs[0], ...conv.inputs.slice(1)], attr });
    changed.set(back.name, { ...back, op: "Identity", inputs: [conv.name] });
    gone.add(apart.name);
  }
  return nodes.filter(({ name }) => !gone.has(name)).map((node) => changed.get(node.name) ?? node);
}
