/** @file Graph models of TensorFlow.js: `model.json` with a frozen TensorFlow graph, and its weight files. */

import { EngineError } from "../errors.ts";
import { GraphBuilder, type Shape, type Value } from "../graph/graph.ts";
import type { Layer, NamedBytes } from "./model.ts";
import type { Attributes, GraphNode, Operand } from "./tfjs-node.ts";
import { graphOps } from "./tfjs-ops.ts";
import { readTfjsWeights, type TfjsWeight } from "./tfjs-weights.ts";

export interface TfjsGraph {
  readonly inputShape: Shape;
  readonly layers: readonly Layer[];
  readonly nodes: readonly GraphNode[];
  apply(g: GraphBuilder, image: Value): { scores: Value; outputs: Map<string, Value> };
}

// biome-ignore lint/suspicious/noExplicitAny: JSON of an untrusted file; every use checks or converts it
type Json = Record<string, any>;

export const isTfjsGraph = (json: Json): boolean => Array.isArray(json.modelTopology?.node);

/** Throws EngineError "bad-model", "unsupported-layer" or "not-a-classifier". */
export function readTfjsGraph(json: Json, files: readonly NamedBytes[]): TfjsGraph {
  if (!Array.isArray(json.weightsManifest))
    throw new EngineError("bad-model", "model.json has no weightsManifest");
  const nodes = inOrder(json.modelTopology.node.map(readNode));
  refuseUnknown(nodes);
  const weights = readTfjsWeights(json.weightsManifest, files);
  refuseNaN(weights);
  const placeholders = nodes.filter(({ op }) => op === "Placeholder");
  const read = new Set(nodes.flatMap(({ inputs }) => inputs));
  const ends = nodes.filter(
    ({ name, op }) => !read.has(name) && op !== "Const" && op !== "Placeholder" && op !== "NoOp",
  );
  if (placeholders.length !== 1 || ends.length !== 1) {
    const message = `the model has ${placeholders.length} inputs and ${ends.length} outputs; a classifier has one of each`;
    throw new EngineError("not-a-classifier", message);
  }
  const inputShape = imageShape(placeholders[0]);

  const build = (g: GraphBuilder, image: Value, onNode: (node: GraphNode, output: Value) => void) => {
    const values = new Map<string, Operand>(weights);
    values.set(placeholders[0].name, image);
    for (const node of nodes) {
      if (node.op === "Const" || node.op === "Placeholder") continue;
      const output = within(node, () =>
        graphOps[node.op](
          g,
          node.inputs.map((name) => operand(values, name, node)),
          node,
        ),
      );
      values.set(node.name, output);
      onNode(node, output);
    }
    return values.get(ends[0].name) as Value;
  };

  const rows: Layer[] = [];
  const g = new GraphBuilder();
  build(g, g.input("image", inputShape), ({ name, op, inputs }, { shape: outputShape }) => {
    const own = inputs.reduce(
      (sum, input) => sum + (countsAsParameter(weights.get(input)) ? weights.get(input)!.data.length : 0),
      0,
    );
    const from = inputs.filter((input) => !weights.has(input));
    rows.push({ name, type: op, outputShape, parameters: own, trainable: own, inputs: from });
  });
  return {
    inputShape,
    layers: rows,
    nodes,
    apply(g, image) {
      const outputs = new Map<string, Value>();
      const scores = build(g, image, ({ name }, output) => outputs.set(name, output));
      return { scores, outputs };
    },
  };
}

/** Axes and shapes are constants, too, but nothing was learnt there. */
const countsAsParameter = (weight: TfjsWeight | undefined) =>
  weight !== undefined && weight.shape.length > 0 && !isSmallWhole(weight);
const isSmallWhole = ({ shape, data }: TfjsWeight) =>
  shape.length === 1 && shape[0] <= 4 && data.every(Number.isInteger);

function operand(values: Map<string, Operand>, name: string, node: GraphNode): Operand {
  const found = values.get(name);
  if (!found)
    throw new EngineError(
      "bad-model",
      `op '${node.name}' (${node.op}) reads '${name}', which is not in the file`,
    );
  return found;
}

function within<T>(node: GraphNode, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof EngineError && error.code !== "shape") throw error;
    throw new EngineError("bad-model", `op '${node.name}' (${node.op}): ${(error as Error).message}`, {
      cause: error,
    });
  }
}

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

/** One of {s}, {b}, {i}, {f}, {list}, {shape}; strings in base64, whole numbers perhaps as text. */
function readAttribute({ s, b, i, f, list, shape }: Json): Attributes[string] {
  if (s !== undefined) return typeof s === "string" ? atob(s) : String.fromCharCode(...s);
  if (b !== undefined) return Boolean(b);
  if (i !== undefined) return Number(i);
  if (f !== undefined) return Number(f);
  if (list) return list.s ? list.s.map((word: string) => atob(word)) : (list.i ?? list.f ?? []).map(Number);
  return shape?.dim?.map((dim: Json) => Number(dim.size));
}

function imageShape({ attr }: GraphNode): Shape {
  const shape = (attr.shape as readonly number[] | undefined)?.slice(1);
  if (shape?.length !== 3 || !shape.every((n) => Number.isInteger(n) && n > 0 && n <= 4096)) {
    const said = shape ? `[${shape}]` : "not in the file";
    throw new EngineError(
      "not-a-classifier",
      `the size of the input is ${said}; it must be an image, [height, width, channels], of a fixed size`,
    );
  }
  return shape;
}

function refuseUnknown(nodes: readonly GraphNode[]): void {
  const missing = [...new Set(nodes.map(({ op }) => op))].filter(
    (op) => !Object.hasOwn(graphOps, op) && !["Const", "Placeholder", "NoOp"].includes(op),
  ); // prettier-ignore
  if (!missing.length) return;
  const first = nodes.find(({ op }) => op === missing[0])!;
  const known = Object.keys(graphOps).sort().join(", ");
  throw new EngineError(
    "unsupported-layer",
    `the model uses ${missing.join(", ")} (first at '${first.name}'); supported are ${known}`,
  );
}

function refuseNaN(weights: ReadonlyMap<string, TfjsWeight>): void {
  for (const [name, { data }] of weights) {
    const bad = data.findIndex((v) => !Number.isFinite(v));
    if (bad >= 0)
      throw new EngineError(
        "bad-model",
        `number ${bad} of weight '${name}' is ${data[bad]}; the file is damaged, or the training went wrong`,
      );
  }
}

/** Each node after all it reads. */
function inOrder(nodes: readonly GraphNode[]): GraphNode[] {
  const names = new Set(nodes.map(({ name }) => name));
  const known = new Set<string>();
  const ordered: GraphNode[] = [];
  for (let waiting = nodes; waiting.length; ) {
    const ready = waiting.filter(({ inputs }) =>
      inputs.every((input) => known.has(input) || !names.has(input)),
    );
    if (!ready.length)
      throw new EngineError(
        "bad-model",
        `ops read each other in a circle: '${waiting[0].name}' is among them`,
      );
    for (const { name } of ready) known.add(name);
    ordered.push(...ready);
    waiting = waiting.filter(({ name }) => !known.has(name));
  }
  return ordered;
}
