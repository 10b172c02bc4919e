/**
 * @file Reads a Keras architecture: which layers there are, and which call reads which. Sequential and Functional, of
 * Keras 1 to 3, models within models, layers used more than once.
 */

import { EngineError } from "../errors.ts";
import type { Shape } from "../graph/graph.ts";
import type { LayerConfig } from "./keras-layer.ts";
import { modernLayer } from "./keras1.ts";

// biome-ignore lint/suspicious/noExplicitAny: JSON of an untrusted file; every use checks or converts it
type Json = Record<string, any>;

/** A layer, or a model used as one. */
export interface Part {
  readonly layer: LayerConfig;
  readonly network: Network | undefined;
}

/** One use of a part: a shared layer has several. */
export interface Call {
  readonly part: Part;
  /** "name:n", n counting the uses of the part. */
  readonly key: string;
  /** The first use of the part. */
  readonly first: boolean;
  /** Keys of the calls whose results it reads. */
  readonly inputs: readonly string[];
}

export interface Network {
  readonly name: string;
  readonly parts: readonly Part[];
  /** Inputs left out; each after all it reads. */
  readonly calls: readonly Call[];
  /** Keys of the values it is given, and of those it gives back. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Of one sample of the first input, where the file says; sizes left open are null. */
  readonly inputShape: Shape | undefined;
}

const MODELS = ["Sequential", "Functional", "Model"];
const MOST_LAYERS = 10_000;
const DEEPEST = 16;

/** Throws EngineError("bad-model") for what is no architecture. */
export function readNetwork(architecture: unknown, kerasMajor: number, depth = 0): Network {
  const { class_name, config } = (architecture ?? {}) as Json;
  const layers = Array.isArray(config) ? config : config?.layers;
  if (!MODELS.includes(class_name) || !Array.isArray(layers)) {
    const message = `the architecture is a '${class_name}'; Sequential and Functional models are read`;
    throw new EngineError("bad-model", message);
  }
  if (layers.length > MOST_LAYERS || depth > DEEPEST)
    throw new EngineError(
      "bad-model",
      `the model has ${layers.length} layers at depth ${depth}: too many to be one`,
    );
  const parts = layers.map((entry: Json) => readPart(entry, kerasMajor, depth));
  const name = String(config.name ?? class_name);
  return class_name === "Sequential" ? chain(name, layers, parts, config) : web(name, layers, parts, config);
}

function readPart(entry: Json, kerasMajor: number, depth: number): Part {
  const config = entry?.config ?? {};
  const type = String(entry?.class_name);
  const name = String(entry?.name ?? config.name ?? type);
  const network = MODELS.includes(type) ? readNetwork(entry, kerasMajor, depth + 1) : undefined;
  return { layer: modernLayer({ name, type, config, kerasMajor }), network };
}

const inputShapeOf = ({ config }: Json): Shape | undefined => {
  const batched = config?.batch_shape ?? config?.batch_input_shape ?? config?.build_config?.input_shape;
  return Array.isArray(batched) ? batched.slice(1) : undefined;
};

/** Sequential: each layer reads the one before. */
function chain(name: string, layers: Json[], parts: Part[], config: Json): Network {
  const nested = parts[0]?.network?.inputShape;
  const built = Array.isArray(config.build_input_shape) ? config.build_input_shape.slice(1) : undefined;
  const inputShape = layers.length ? (inputShapeOf(layers[0]) ?? nested ?? built) : undefined;
  let last = "input";
  const calls: Call[] = [];
  for (const part of parts.filter(({ layer }) => layer.type !== "InputLayer")) {
    const key = `${part.layer.name}:0`;
    calls.push({ part, key, first: true, inputs: [last] });
    last = key;
  }
  return { name, parts, calls, inputs: ["input"], outputs: [last], inputShape };
}

/** Functional: each layer says what it reads, once for each use. */
function web(name: string, layers: Json[], parts: Part[], config: Json): Network {
  const nodes = layers.map((entry): string[][] => (entry.inbound_nodes ?? []).map(readKeys));
  const inputs = keysOf(config.input_layers);
  const outputs = keysOf(config.output_layers);
  const read = new Set([...nodes.flat(2), ...outputs]);
  const calls = parts.flatMap(({ layer, network }, i): Call[] => {
    // the first use of an inner model may be its own making: then others count from 1
    const from = network && !read.has(`${layer.name}:0`) && read.has(`${layer.name}:1`) ? 1 : 0;
    return nodes[i].map((keys, n) => ({
      part: parts[i],
      key: `${layer.name}:${n + from}`,
      first: n === 0,
      inputs: keys,
    }));
  });
  const first = layers[parts.findIndex(({ layer }) => `${layer.name}:0` === inputs[0])];
  return {
    name,
    parts,
    calls: inOrder(
      calls.filter(({ key }) => !inputs.includes(key)),
      inputs,
    ), // prettier-ignore
    inputs,
    outputs,
    inputShape: first && inputShapeOf(first),
  };
}

/** [["name", 0, 0], …], or of Keras 3 for a single one: ["name", 0, 0]. */
function keysOf(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  const entries = typeof list[0] === "string" ? [list] : list;
  return entries.map((entry: unknown[]) => `${entry[0]}:${entry[1]}`);
}

/** What one use reads: lists of [name, use, tensor, …], or of Keras 3 `{args, kwargs}` with tensors anywhere in them. */
function readKeys(node: unknown): string[] {
  if (Array.isArray(node)) return keysOf(node);
  const keys: string[] = [];
  const look = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const { class_name, config } = value as Json;
    if (class_name === "__keras_tensor__") keys.push(...keysOf(config?.keras_history));
    else for (const part of Object.values(value)) look(part);
  };
  look((node as Json | null)?.args);
  look((node as Json | null)?.kwargs);
  return keys;
}

/** Each call after all it reads. Throws where that cannot be. */
function inOrder(calls: readonly Call[], inputs: readonly string[]): Call[] {
  const known = new Set(inputs);
  const ordered: Call[] = [];
  let waiting = calls;
  while (waiting.length) {
    const ready = waiting.filter(
      (call) => call.inputs.length > 0 && call.inputs.every((key) => known.has(key)),
    );
    if (!ready.length) {
      const names = waiting
        .slice(0, 3)
        .map(({ part, inputs: reads }) => `'${part.layer.name}' reads ${reads.join(", ") || "nothing"}`);
      const message = `layers read each other in a circle, or layers that are not there: ${names.join("; ")}`;
      throw new EngineError("bad-model", message);
    }
    for (const { key } of ready) known.add(key);
    ordered.push(...ready);
    waiting = waiting.filter(({ key }) => !known.has(key));
  }
  return ordered;
}
