/** @file A Keras architecture and its weights as something that can be applied to a graph. */

import { EngineError } from "../errors.ts";
import type { GraphBuilder, Node, Shape, Tfjs, Value } from "../graph/graph.ts";
import { type Apply, recorded } from "./imported-graph.ts";
import { type Call, type Network, type Part, readNetwork } from "./keras-config.ts";
import { checkRoom, inLayer, type LayerConfig, type Numbers } from "./keras-layer.ts";
import { knownLayers, layerType } from "./keras-layers.ts";
import { inputLayers, summaryRows } from "./keras-summary.ts";
import { leavesOf, readVariables, type StoredWeights } from "./keras-weights.ts";
import type { Layer } from "./model.ts";

export interface KerasNetwork {
  readonly inputShape: Shape;
  /** Rows of the summary. */
  readonly layers: readonly Layer[];
  /** Every layer, those of inner models included. */
  readonly configs: readonly LayerConfig[];
  /** Names of the model and of those within it. */
  readonly names: readonly string[];
  readonly apply: Apply;
}

export type Weights = Readonly<Record<string, Numbers>>;
type WeightsOf = (layer: LayerConfig, inputs: readonly Shape[]) => Weights;

/**
 * Reads an architecture, `{class_name, config}`, and checks that weights fit it. Throws EngineError "bad-model",
 * "unsupported-layer" or "not-a-classifier". `tfjs`: for layers that only it can compute.
 */
export function kerasNetwork(
  architecture: unknown,
  kerasMajor: number,
  stored: StoredWeights,
  tfjs?: Tfjs,
): KerasNetwork {
  const network = readNetwork(architecture, kerasMajor);
  refuseUnknown(network);
  const inputShape = imageShape(network);
  const assigned = stored.assign(network);
  const known = new Map<LayerConfig, Weights>();

  const weightsOf: WeightsOf = (layer, inputs) => {
    let weights = known.get(layer);
    if (!weights) {
      weights = readVariables(layer, inputs, assigned.get(layer) ?? [], stored.turned);
      known.set(layer, weights);
    }
    return weights;
  };
  let steps: readonly Step[] = [];
  const apply = recorded(
    inputShape,
    (g, image) => {
      const ran = run(g, network, [image], weightsOf);
      steps = ran.steps;
      const outputs = new Map(inputLayers(network).map(({ name }) => [name, image]));
      for (const { call, output } of steps) if (call.first) outputs.set(call.part.layer.name, output);
      return { scores: ran.output, outputs };
    },
    tfjs,
  );

  return {
    inputShape,
    layers: summaryRows(network, inputShape, steps, known),
    configs: network.parts.flatMap(leavesOf),
    names: namesOf(network),
    apply,
  };
}

const namesOf = ({ name, parts }: Network): string[] => [
  name,
  ...parts.flatMap(({ network }) => (network ? namesOf(network) : [])),
];

/** Names every class of layers that is not there, with how often it occurs. Throws EngineError("unsupported-layer"). */
function refuseUnknown(network: Network): void {
  const missing = unknownIn(network);
  if (!missing.length) return;
  const message = `${missing.join(", ")} ${missing.length > 1 ? "are" : "is"} not supported; supported are ${knownLayers.join(", ")}`;
  throw new EngineError("unsupported-layer", message);
}

/** The first layer of each class that is unknown, and how many there are where that is more than one. */
function unknownIn(network: Network): string[] {
  const found = new Map<string, { first: string; times: number }>();
  const look = ({ parts }: Network, within: string): void => {
    for (const [i, { layer, network: inner }] of parts.entries()) {
      if (inner) look(inner, ` in '${inner.name}'`);
      else if (!knownLayers.includes(layer.type)) {
        const first = `layer '${layer.name}' (${layer.type}, layer ${i + 1} of ${parts.length}${within}`;
        const known = found.get(layer.type) ?? { first, times: 0 };
        found.set(layer.type, { ...known, times: known.times + 1 });
      }
    }
  };
  look(network, "");
  return [...found.values()].map(({ first, times }) => (times > 1 ? `${first}, ${times}×)` : `${first})`));
}

function imageShape({ inputs, outputs, inputShape }: Network): Shape {
  if (inputs.length !== 1 || outputs.length !== 1) {
    const message = `the model has ${inputs.length} inputs and ${outputs.length} outputs; a classifier has one of each`;
    throw new EngineError("not-a-classifier", message);
  }
  if (inputShape?.length !== 3 || !inputShape.every((n) => Number.isInteger(n) && n > 0 && n <= 4096)) {
    const said = inputShape ? `[${inputShape.map((n) => n ?? "open").join(", ")}]` : "not in the file";
    const message = `the size of the input is ${said}; it must be an image, [height, width, channels], of a fixed size`;
    throw new EngineError("not-a-classifier", message);
  }
  return inputShape;
}

/** Models within models that use each other twice, twice over, would never end. */
const MOST_STEPS = 100_000;

/** A call that was made. */
export interface Step {
  readonly call: Call;
  readonly inputs: readonly Value[];
  readonly output: Value;
  /** What it added to the graph. */
  readonly nodes: readonly Node[];
  /** Of an inner model, its own. */
  readonly steps: readonly Step[];
}

/** Adds the network's steps. */
function run(
  g: GraphBuilder,
  { name, calls, inputs, outputs }: Network,
  given: readonly Value[],
  weightsOf: WeightsOf,
): { output: Value; steps: Step[] } {
  if (given.length !== inputs.length || outputs.length !== 1) {
    const message = `model '${name}' has ${inputs.length} inputs and ${outputs.length} outputs, and is given ${given.length}; inner models must have one output`;
    throw new EngineError("unsupported-layer", message);
  }
  const values = new Map(inputs.map((key, i) => [key, given[i]]));
  const made: Step[] = [];
  for (const call of calls) {
    const read = call.inputs.map((key) => values.get(key)!);
    const before = g.nodes.length;
    const { output, steps } = applyPart(g, call.part, read, weightsOf);
    if (g.nodes.length > MOST_STEPS)
      throw new EngineError("bad-model", `the model has more than ${MOST_STEPS} steps`);
    values.set(call.key, output);
    made.push({ call, inputs: read, output, nodes: g.nodes.slice(before), steps });
  }
  const output = values.get(outputs[0]);
  if (!output)
    throw new EngineError("bad-model", `the model's output '${outputs[0]}' is the output of no layer`);
  return { output, steps: made };
}

function applyPart(
  g: GraphBuilder,
  { layer, network }: Part,
  read: readonly Value[],
  weightsOf: WeightsOf,
): { output: Value; steps: Step[] } {
  if (network) return run(g, network, read, weightsOf);
  const output = inLayer(layer, () => {
    const weights = weightsOf(
      layer,
      read.map(({ shape }) => shape),
    );
    const made = layerType(layer).apply(g, read, layer, weights);
    checkRoom(made.shape);
    return made;
  });
  return { output, steps: [] };
}
