/** @file Graph models of TensorFlow.js: `model.json` with a frozen TensorFlow graph, and its weight files. */

import { EngineError } from "../errors.ts";
import {
  type GraphBuilder,
  multiplyAdds,
  type Node,
  type Shape,
  type Tfjs,
  type Value,
} from "../graph/graph.ts";
import {
  type Apply,
  checkImageSize,
  found,
  inOp,
  inOrder,
  oneOfEach,
  recorded,
  refuseNaN,
  refuseUnknown,
} from "./imported-graph.ts";
import { checkRoom } from "./keras-layer.ts";
import type { Layer, NamedBytes } from "./model.ts";
import type { Json } from "./signatures.ts";
import { dilated } from "./tfjs-dilated.ts";
import { tfjsOps, viaTfjs } from "./tfjs-fallback.ts";
import { type Attributes, type GraphNode, isValue, type Operand, value } from "./tfjs-node.ts";
import { graphOps } from "./tfjs-ops.ts";
import { inParts } from "./tfjs-split.ts";
import { readTfjsWeights, type TfjsWeight } from "./tfjs-weights.ts";

export interface TfjsGraph {
  readonly inputShape: Shape;
  readonly layers: readonly Layer[];
  readonly nodes: readonly GraphNode[];
  readonly apply: Apply;
}

/** Throws EngineError "bad-model", "unsupported-layer" or "not-a-classifier". */
export function readTfjsGraph(json: Json, files: readonly NamedBytes[], tfjs?: Tfjs): TfjsGraph {
  if (!Array.isArray(json.weightsManifest))
    throw new EngineError("bad-model", "model.json has no weightsManifest");
  const read = json.modelTopology.node.map(readNode);
  const weights = readTfjsWeights(json.weightsManifest, files);
  const nodes = inOrder<GraphNode>(inParts(dilated(read, weights)));
  refuseUnknown(nodes, [...new Set([...Object.keys(graphOps), ...Object.keys(tfjsOps), ...NOT_RUN])]);
  for (const [name, { data }] of weights) refuseNaN(name, data);
  const placeholders = nodes.filter(({ op }) => op === "Placeholder");
  const used = new Set(nodes.flatMap(({ inputs }) => inputs));
  const steps = nodes.filter(({ op }) => !NOT_RUN.includes(op));
  const ends = steps.filter(({ name }) => !used.has(name));
  oneOfEach(placeholders.length, ends.length);
  const shape = (placeholders[0].attr.shape as readonly number[] | undefined)?.slice(1);
  const inputShape = checkImageSize(shape);

  const rows: Layer[] = [];
  const apply = recorded(
    inputShape,
    (g, image) => {
      const values = new Map<string, Operand>(weights).set(placeholders[0].name, image);
      const outputs = new Map<string, Value>();
      for (const node of steps) {
        const inputs = node.inputs.map((name) => found(values, name, node));
        const before = g.nodes.length;
        const output = inOp(node, () => step(g, inputs, node));
        inOp(node, () => checkRoom(output.shape));
        values.set(node.name, output);
        if (!isValue(output)) continue;
        outputs.set(node.name, output);
        rows.push(rowOf(node, output, g.nodes.slice(before), weights));
      }
      return { scores: value(values.get(ends[0].name), ends[0]), outputs };
    },
    tfjs,
  );
  return { inputShape, layers: rows, nodes, apply };
}

/** By our ops, or where they cannot by TensorFlow.js. */
function step(g: GraphBuilder, inputs: readonly Operand[], node: GraphNode): Operand {
  const other = Object.hasOwn(tfjsOps, node.op) && (() => viaTfjs(g, inputs, node));
  if (!Object.hasOwn(graphOps, node.op)) return (other as () => Operand)();
  try {
    return graphOps[node.op](g, inputs, node);
  } catch (error) {
    if (other && g.tfjs && error instanceof EngineError && error.code === "unsupported-layer") return other();
    throw error;
  }
}

/** Ops that hold something, and compute nothing. */
const NOT_RUN = ["Const", "Placeholder", "NoOp"];

function rowOf(
  { name, op, inputs }: GraphNode,
  output: Value,
  added: readonly Node[],
  weights: ReadonlyMap<string, TfjsWeight>,
): Layer {
  const own = inputs.flatMap((input) => weights.get(input) ?? []).filter(countsAsParameter);
  const parameters = own.reduce((sum, { data }) => sum + data.length, 0);
  const from = inputs.filter((input) => !weights.has(input));
  const counts = { parameters, trainable: parameters, multiplyAdds: multiplyAdds(added) };
  return { name, type: op, outputShape: output.shape, ...counts, inputs: from };
}

/** Axes and shapes are constants, too, but nothing was learnt there. */
const countsAsParameter = ({ shape, data }: TfjsWeight) =>
  shape.length > 0 && !(shape.length === 1 && shape[0] <= 4 && data.every(Number.isInteger));

function readNode({ name, op, input = [], attr = {} }: Json): GraphNode {
  const decoded = Object.entries(attr as Json).map(([key, wrapped]) => [key, readAttribute(wrapped)]);
  const inputs = (input as unknown[]).map(String).filter((text) => !text.startsWith("^")); // "^x": only an order
  return {
    name: String(name),
    op: String(op),
    inputs: inputs.map((text) => text.replace(/:0$/, "")),
    attr: Object.fromEntries(decoded),
  };
}

/** One of {s}, {b}, {i}, {f}, {type}, {list}, {shape}; strings in base64, whole numbers perhaps as text. */
function readAttribute({ s, b, i, f, type, list, shape }: Json): Attributes[string] {
  if (s !== undefined) return typeof s === "string" ? atob(s) : String.fromCharCode(...s);
  if (b !== undefined) return Boolean(b);
  if (i !== undefined) return Number(i);
  if (f !== undefined) return Number(f);
  if (type !== undefined) return String(type);
  if (list) return list.s ? list.s.map((word: string) => atob(word)) : (list.i ?? list.f ?? []).map(Number);
  return shape?.dim?.map((dim: Json) => Number(dim.size));
}
