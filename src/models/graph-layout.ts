/** @file Where the boxes and arrows of a model's plot stand. dagre lays them out: it is loaded only for that. */

import { EngineError } from "../errors.ts";
import type { Layer } from "./model.ts";
import { type ModelGraphNode, modelGraph } from "./model-graph.ts";

export interface GraphLayout {
  /** In units of one CSS pixel at zoom 1, from the top left corner. */
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** `x` and `y` are of its top left corner. */
export interface PlacedNode extends ModelGraphNode {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedEdge {
  readonly from: string;
  readonly to: string;
  /** [x, y, x, y, …] from one box to the other. */
  readonly points: readonly number[];
}

/** A layout takes seconds from here on, and says little. */
const MOST = 2000; // nodes

const HEIGHT = 26;
/** Widths of a letter of a name and of a shape, and of the space round them; boxes of a plot are as wide as its longest text. */
const WIDTHS = { letter: 7.4, digit: 7, space: 24, least: 176, most: 256 };

/**
 * Lays a model's layers out from top to bottom, in ranks (Gansner et al., "A Technique for Drawing Directed Graphs", 1993, as dagre
 * has it). Inner models are one box each. Throws EngineError("unsupported-layer") for more than 2,000 layers.
 */
export async function layoutGraph(model: { readonly layers: readonly Layer[] }): Promise<GraphLayout> {
  const { nodes, edges } = modelGraph(model, { nested: false });
  if (nodes.length > MOST)
    throw new EngineError(
      "unsupported-layer",
      `the plot of ${nodes.length} layers is too large; it takes ${MOST} at most`,
    );
  const { Graph, layout } = await import("@dagrejs/dagre");
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 20, ranksep: 18, marginx: 12, marginy: 12 });
  const box = { width: widthOf(nodes), height: HEIGHT };
  for (const { id } of nodes) graph.setNode(id, { ...box });
  edges.forEach(({ from, to }, i) => void graph.setEdge(from, to, {}, String(i)));
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    ...{ width, height },
    nodes: nodes.map((node) => {
      const { x = 0, y = 0 } = graph.node(node.id);
      return { ...node, ...box, x: x - box.width / 2, y: y - box.height / 2 };
    }),
    edges: edges.map(({ from, to }, i) => ({
      ...{ from, to },
      points: pointsOf(graph.edge(from, to, String(i))),
    })),
  };
}

const pointsOf = ({ points = [] }: { points?: readonly { x: number; y: number }[] }): number[] =>
  points.flatMap(({ x, y }) => [x, y]);

function widthOf(nodes: readonly ModelGraphNode[]): number {
  const widths = nodes.map(
    ({ name, outputShape }) =>
      WIDTHS.letter * name.length + WIDTHS.digit * outputShape.join("×").length + WIDTHS.space,
  );
  return Math.ceil(Math.min(WIDTHS.most, Math.max(WIDTHS.least, ...widths)));
}
