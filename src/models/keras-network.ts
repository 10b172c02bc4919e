/** @file A Keras architecture and its weights as something that can be applied to a graph. */

import { EngineError } from "../errors.ts";
import { GraphBuilder, type Shape, sizeOf, type Value } from "../graph/graph.ts";
import { type Call, type Network, readNetwork } from "./keras-config.ts";
import { type LayerConfig, type LayerType, layerType, type Numbers } from "./keras-layers.ts";
import type { Layer } from "./model.ts";

/** A variable as a file has it. */
export interface Variable {
  /** "conv2d_1/kernel:0" */
  readonly path: string;
  readonly shape: Shape;
  read(): Numbers;
}

export interface KerasNetwork {
  readonly inputShape: Shape;
  /** Rows of the summary. */
  readonly layers: readonly Layer[];
  /** Every layer, those of inner models included. */
  readonly configs: readonly LayerConfig[];
  apply(g: GraphBuilder, image: Value): { scores: Value; outputs: Map<string, Value> };
}

type Weights = Record<string, Numbers>;

/** Looks up a layer's weights; the first time, takes them from the file. */
type WeightsOf = (layer: LayerConfig, type: LayerType, inputs: readonly Shape[]) => Weights;

/**
 * Reads an architecture, `{class_name, config}`. `variables` gives those of a top-level layer, in the file's order.
 * Throws EngineError "bad-model", "unsupported-layer" or "not-a-classifier".
 */
export function kerasNetwork(
  architecture: unknown,
  kerasMajor: number,
  variables: (layer: string) => readonly Variable[],
): KerasNetwork {
  const network = readNetwork(architecture, kerasMajor);
  const inputShape = imageShape(network);
  const known = new Map<LayerConfig, Weights>();

  // a rehearsal: every shape is found, and every weight is read and checked once
  const rows: Layer[] = [];
  const g = new GraphBuilder();
  run(g, network, [g.input("image", inputShape)], {
    weightsOf: (call) => {
      const pool = [...variables(call.part.layer.name)];
      return (layer, type, inputs) => {
        let weights = known.get(layer);
        if (!weights)
          known.set(layer, (weights = take(layer, type, inputs, pool, Boolean(call.part.network))));
        return weights;
      };
    },
    onCall: (call, output) => {
      if (call.key.endsWith(":0")) rows.push(rowOf(call, output, known));
    },
  });
  const inputs = network.parts.filter(
    ({ layer }) => layer.type === "InputLayer" && network.inputs.includes(`${layer.name}:0`),
  );
  const inputRows = inputs.map(({ layer }) => ({
    ...nothing,
    name: layer.name,
    type: "InputLayer",
    outputShape: inputShape,
  }));

  return {
    inputShape,
    layers: [...inputRows, ...rows],
    configs: allLayers(network),
    apply(g, image) {
      const outputs = new Map<string, Value>();
      const [scores] = run(g, network, [image], {
        weightsOf: () => (layer) => known.get(layer) ?? {},
        onCall: ({ part, key }, output) => key.endsWith(":0") && outputs.set(part.layer.name, output),
      });
      return { scores, outputs };
    },
  };
}

const nothing = { parameters: 0, trainable: 0, inputs: [] };

const allLayers = ({ parts }: Network): LayerConfig[] =>
  parts.flatMap(({ layer, network }) => (network ? allLayers(network) : [layer]));

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

interface Visitor {
  /** Called for each top-level call; the answer serves all layers within it. */
  weightsOf(call: Call): WeightsOf;
  onCall(call: Call, output: Value): void;
}

function run(
  g: GraphBuilder,
  { calls, inputs, outputs }: Network,
  given: readonly Value[],
  visitor: Visitor,
  outer?: WeightsOf,
): Value[] {
  const values = new Map(inputs.map((key, i) => [key, given[i]]));
  for (const [i, call] of calls.entries()) {
    const { layer, network } = call.part;
    const weightsOf = outer ?? visitor.weightsOf(call);
    const read = call.inputs.map((key) => values.get(key)!);
    let output: Value;
    if (network) [output] = run(g, network, read, { ...visitor, onCall: () => undefined }, weightsOf);
    else {
      const type = layerType(layer, `layer ${i + 1} of ${calls.length}`);
      const shapes = read.map(({ shape }) => shape);
      output = within(layer, () => type.apply(g, read, layer, weightsOf(layer, type, shapes)));
    }
    values.set(call.key, output);
    visitor.onCall(call, output);
  }
  return outputs.map((key) => {
    const output = values.get(key);
    if (!output) throw new EngineError("bad-model", `the model's output '${key}' is the output of no layer`);
    return output;
  });
}

/** Errors about shapes say in which layer. */
function within<T>(layer: LayerConfig, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof EngineError && error.code !== "shape") throw error;
    const { message } = error as Error;
    throw new EngineError("bad-model", `layer '${layer.name}' (${layer.type}): ${message}`, { cause: error });
  }
}

/** A layer's variables, in Keras's order; those of a layer in an inner model by their names, as far as they tell. */
function take(
  layer: LayerConfig,
  type: LayerType,
  inputs: readonly Shape[],
  pool: Variable[],
  byName: boolean,
): Weights {
  const wanted = Object.entries(type.variables?.(layer, inputs) ?? {});
  if (!byName && pool.length !== wanted.length) {
    const names = wanted.map(([name]) => name).join(", ") || "none";
    const message = `layer '${layer.name}' (${layer.type}) needs ${wanted.length} weights (${names}), the file has ${pool.length}`;
    throw new EngineError("bad-model", message);
  }
  return Object.fromEntries(
    wanted.map(([name, shape]) => {
      const named = pool.findIndex(({ path }) => {
        const words = path.replace(/:\d+$/, "").split("/");
        return words.at(-1) === name && words.includes(layer.name);
      });
      const [variable] = pool.splice(byName && named >= 0 ? named : 0, 1);
      return [name, numbersOf(layer, name, shape, variable)];
    }),
  );
}

function numbersOf(
  { name, type }: LayerConfig,
  role: string,
  shape: Shape,
  variable: Variable | undefined,
): Numbers {
  const where = `layer '${name}' (${type})`;
  if (!variable) throw new EngineError("bad-model", `${where}: the file has no ${role} for it`);
  if (String(variable.shape) !== String(shape) && sizeOf(variable.shape) + shape.length > 1) {
    const message = `${where}: its ${role} is [${variable.shape}] in the file, the architecture asks for [${shape}]`;
    throw new EngineError("bad-model", message);
  }
  const numbers = variable.read();
  const bad = numbers.findIndex((v) => !Number.isFinite(v));
  if (bad >= 0) {
    const message = `${where}: number ${bad} of its ${role} is ${numbers[bad]}; the training went wrong, or the file is damaged`;
    throw new EngineError("bad-model", message);
  }
  return numbers;
}

/** A row of the summary, inner models counted as a whole. */
function rowOf(
  { part: { layer, network }, inputs }: Call,
  output: Value,
  known: Map<LayerConfig, Weights>,
): Layer {
  const layers = network ? allLayers(network) : [layer];
  const count = (of: (layer: LayerConfig, name: string) => boolean) =>
    layers.reduce(
      (sum, inner) =>
        sum +
        Object.entries(known.get(inner) ?? {}).reduce(
          (n, [name, { length }]) => n + (of(inner, name) ? length : 0),
          0,
        ),
      0,
    );
  return {
    name: layer.name,
    type: layer.type,
    outputShape: output.shape,
    parameters: count(() => true),
    trainable: count((inner, name) => {
      const frozen = layerType(inner, "").frozen?.includes(name);
      return layer.config.trainable !== false && inner.config.trainable !== false && !frozen;
    }),
    inputs: inputs.map((key) => key.replace(/:\d+$/, "")).filter((name) => name !== "input"),
  };
}
