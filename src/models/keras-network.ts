/** @file A Keras architecture and its weights as something that can be applied to a graph. */

import { EngineError } from "../errors.ts";
import { GraphBuilder, type Shape, type Value } from "../graph/graph.ts";
import { type Call, type Network, type Part, readNetwork } from "./keras-config.ts";
import { checkRoom, inLayer, type LayerConfig, type Numbers } from "./keras-layer.ts";
import { layerType } from "./keras-layers.ts";
import { assignVariables, leavesOf, readVariables, type StoredWeights } from "./keras-weights.ts";
import type { Layer } from "./model.ts";

export interface KerasNetwork {
  readonly inputShape: Shape;
  /** Rows of the summary. */
  readonly layers: readonly Layer[];
  /** Every layer, those of inner models included. */
  readonly configs: readonly LayerConfig[];
  /** Names of the model and of those within it. */
  readonly names: readonly string[];
  apply(g: GraphBuilder, image: Value): { scores: Value; outputs: Map<string, Value> };
}

type Weights = Readonly<Record<string, Numbers>>;
type WeightsOf = (layer: LayerConfig, inputs: readonly Shape[]) => Weights;

/**
 * Reads an architecture, `{class_name, config}`, and checks that weights fit it. Throws EngineError "bad-model",
 * "unsupported-layer" or "not-a-classifier".
 */
export function kerasNetwork(architecture: unknown, kerasMajor: number, stored: StoredWeights): KerasNetwork {
  const network = readNetwork(architecture, kerasMajor);
  refuseUnknown(network);
  const inputShape = imageShape(network);
  const assigned = assignVariables(network, stored);
  const known = new Map<LayerConfig, Weights>();

  // a rehearsal: every shape is found, and every weight is read and checked once
  const rows: Layer[] = [];
  const g = new GraphBuilder();
  const read: WeightsOf = (layer, inputs) => {
    let weights = known.get(layer);
    if (!weights) {
      weights = readVariables(layer, inputs, assigned.get(layer) ?? [], stored.turned);
      known.set(layer, weights);
    }
    return weights;
  };
  run(g, network, [g.input("image", inputShape)], read, (call, output) => {
    if (call.first) rows.push(rowOf(call, output, known));
  });
  const inputs = network.parts
    .map(({ layer }) => layer)
    .filter(({ name }) => network.inputs.includes(`${name}:0`));
  const inputRows = inputs.map(({ name, type }) => ({ ...bare, name, type, outputShape: inputShape }));

  return {
    inputShape,
    layers: [...inputRows, ...rows],
    configs: network.parts.flatMap(leavesOf),
    names: namesOf(network),
    apply(g, image) {
      const outputs = new Map(inputs.map(({ name }) => [name, image]));
      const scores = run(
        g,
        network,
        [image],
        (layer) => known.get(layer)!,
        ({ part, first }, output) => first && outputs.set(part.layer.name, output),
      );
      return { scores, outputs };
    },
  };
}

const bare = { parameters: 0, trainable: 0, inputs: [] };

const namesOf = ({ name, parts }: Network): string[] => [
  name,
  ...parts.flatMap(({ network }) => (network ? namesOf(network) : [])),
];

function refuseUnknown({ name, parts }: Network, within = ""): void {
  for (const [i, { layer, network }] of parts.entries()) {
    if (network) refuseUnknown(network, ` of '${network.name}'`);
    else layerType(layer, `layer ${i + 1} of ${parts.length}${within && ` in '${name}'`}`);
  }
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

/** Adds the network's steps, and returns its output. `onCall` hears of the calls of its own, not of inner models. */
function run(
  g: GraphBuilder,
  { name, calls, inputs, outputs }: Network,
  given: readonly Value[],
  weightsOf: WeightsOf,
  onCall: (call: Call, output: Value) => void,
): Value {
  if (given.length !== inputs.length || outputs.length !== 1) {
    const message = `model '${name}' has ${inputs.length} inputs and ${outputs.length} outputs, and is given ${given.length}; inner models must have one output`;
    throw new EngineError("unsupported-layer", message);
  }
  const values = new Map(inputs.map((key, i) => [key, given[i]]));
  for (const call of calls) {
    const read = call.inputs.map((key) => values.get(key)!);
    const output = applyPart(g, call.part, read, weightsOf);
    if (g.nodes.length > MOST_STEPS)
      throw new EngineError("bad-model", `the model has more than ${MOST_STEPS} steps`);
    values.set(call.key, output);
    onCall(call, output);
  }
  const output = values.get(outputs[0]);
  if (!output)
    throw new EngineError("bad-model", `the model's output '${outputs[0]}' is the output of no layer`);
  return output;
}

function applyPart(
  g: GraphBuilder,
  { layer, network }: Part,
  read: readonly Value[],
  weightsOf: WeightsOf,
): Value {
  if (network) return run(g, network, read, weightsOf, () => undefined);
  return inLayer(layer, () => {
    const weights = weightsOf(
      layer,
      read.map(({ shape }) => shape),
    );
    const output = layerType(layer).apply(g, read, layer, weights);
    checkRoom(output.shape);
    return output;
  });
}

/** A row of the summary, inner models counted as a whole. */
function rowOf({ part, inputs }: Call, output: Value, known: ReadonlyMap<LayerConfig, Weights>): Layer {
  const { name, type, config } = part.layer;
  const variables = leavesOf(part).flatMap((layer) =>
    Object.entries(known.get(layer) ?? {}).map(([role, { length }]) => ({ layer, role, length })),
  );
  const total = (list: typeof variables) => list.reduce((sum, { length }) => sum + length, 0);
  const trained = variables.filter(
    ({ layer, role }) =>
      config.trainable !== false &&
      layer.config.trainable !== false &&
      !layerType(layer).frozen?.includes(role),
  );
  return {
    name,
    type,
    outputShape: output.shape,
    parameters: total(variables),
    trainable: total(trained),
    inputs: inputs.map((key) => key.replace(/:\d+$/, "")).filter((key) => key !== "input"),
  };
}
