/** @file A model as boxes and arrows, for a plot: data that a layout (dagre, elk, Graphviz) can take as it is. */

import type { Layer } from "./model.ts";

export interface ModelGraphNode {
  /** "block/conv" for the layer conv of the inner model block: unique, which names alone need not be. */
  readonly id: string;
  readonly name: string;
  /** "Conv2D"; of a box around others, the inner model's class. */
  readonly type: string;
  /** Of one sample. */
  readonly outputShape: readonly number[];
  readonly parameters: number;
  readonly trainable: number;
  readonly multiplyAdds: number;
  /** The box it stands in; nothing at the top. */
  readonly parent?: string;
}

/** `to` reads the output of `from`. Boxes have no ends of their own: arrows go to and from the layers in them. */
export interface ModelGraphEdge {
  readonly from: string;
  readonly to: string;
  /** Of what flows, for one sample. */
  readonly shape: readonly number[];
}

export interface ModelGraph {
  /** In the order of the summary; a box before what stands in it. */
  readonly nodes: readonly ModelGraphNode[];
  readonly edges: readonly ModelGraphEdge[];
}

/**
 * The graph of a model's layers. `nested: false` draws each inner model as one node. A layer or inner model that is used several
 * times is drawn once, as in Keras's `plot_model`; one that reads itself has an arrow to itself.
 */
export function modelGraph(
  { layers }: { readonly layers: readonly Layer[] },
  { nested = true }: { readonly nested?: boolean } = {},
): ModelGraph {
  const nodes: ModelGraphNode[] = [];
  const edges: ModelGraphEdge[] = [];
  draw(layers, undefined, nested, nodes, edges);
  return { nodes, edges };
}

/** Where arrows into a layer or a box end, and where those out of it begin. */
interface Ends {
  readonly first: readonly string[];
  readonly last: readonly { readonly id: string; readonly shape: readonly number[] }[];
}

function draw(
  layers: readonly Layer[],
  parent: string | undefined,
  nested: boolean,
  nodes: ModelGraphNode[],
  edges: ModelGraphEdge[],
): Ends {
  const endsOf = new Map<string, Ends>();
  for (const { inputs: _, layers: inner, ...layer } of layers) {
    const id = parent === undefined ? layer.name : `${parent}/${layer.name}`;
    nodes.push({ id, ...layer, ...(parent === undefined ? {} : { parent }) });
    const itself = { first: [id], last: [{ id, shape: layer.outputShape }] };
    endsOf.set(layer.name, inner?.length && nested ? draw(inner, id, nested, nodes, edges) : itself);
  }
  for (const { name, inputs } of layers)
    for (const { id: from, shape } of [...new Set(inputs)].flatMap((input) => endsOf.get(input)?.last ?? []))
      for (const to of endsOf.get(name)!.first) edges.push({ from, to, shape });

  const read = new Set(layers.flatMap(({ name, inputs }) => inputs.filter((input) => input !== name)));
  const isFirst = ({ name, inputs }: Layer) => !inputs.some((input) => input !== name && endsOf.has(input));
  return {
    first: layers.filter(isFirst).flatMap(({ name }) => endsOf.get(name)!.first),
    last: layers.filter(({ name }) => !read.has(name)).flatMap(({ name }) => endsOf.get(name)!.last),
  };
}
