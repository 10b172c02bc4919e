/**
 * @file Keras models in HDF5: the legacy `.h5` format that Keras 1 to 3 write (keras/src/legacy/saving/
 * legacy_h5_format.py). The optimiser's state is not read.
 */

import * as hdf5 from "jsfive";
import { EngineError } from "../errors.ts";
import { sizeOf } from "../graph/graph.ts";
import type { Numbers } from "./keras-layer.ts";
import { type KerasNetwork, kerasNetwork } from "./keras-network.ts";
import type { Variable } from "./keras-weights.ts";
import type { NamedBytes } from "./model.ts";

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

export const isHdf5 = ({ bytes }: NamedBytes): boolean => SIGNATURE.every((byte, i) => bytes[i] === byte);

/**
 * Reads a model. `architecture` is the JSON of `model.to_json()`, for files that hold weights only. Throws
 * EngineError "bad-model", "unsupported-layer" or "not-a-classifier".
 */
export function readKerasH5(file: NamedBytes, architecture?: unknown): KerasNetwork {
  const root = damaged(file, () => new hdf5.File(wholeBuffer(file.bytes), file.name));
  const attributes = damaged(file, () => root.attrs);
  const config = architecture ?? parseConfig(file, attributes.model_config);
  const weights = damaged(file, () =>
    root.keys.includes("model_weights") ? root.get("model_weights") : root,
  ) as hdf5.Group;
  const known = damaged(file, () => ({ ...attributes, ...weights.attrs }));
  const version = known.keras_version ?? (config as { keras_version?: unknown } | null)?.keras_version;
  return kerasNetwork(config, Number.parseInt(text(version ?? "2"), 10), {
    groups: damaged(file, () => groupsOf(file, weights)),
    turned: text(known.backend ?? "") === "theano",
  });
}

const text = (value: unknown): string => String(value).replace(/\0+$/, "");

const wholeBuffer = (bytes: Uint8Array<ArrayBuffer>): ArrayBuffer =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;

/** The reader's own errors say little: whatever it stumbles over, the file is not whole. */
function damaged<T>(file: NamedBytes, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    const size = `${file.bytes.length} bytes`;
    const message = `'${file.name}' (${size}) is HDF5, but damaged or cut off; copy or download it again`;
    throw new EngineError("bad-model", message, { cause });
  }
}

function parseConfig(file: NamedBytes, config: unknown): unknown {
  if (config === undefined) {
    const message =
      `'${file.name}' holds weights without their architecture; save the whole model with model.save("model.h5"), ` +
      `or give the JSON of model.to_json() together with it`;
    throw new EngineError("bad-model", message);
  }
  try {
    return JSON.parse(text(config));
  } catch (cause) {
    throw new EngineError("bad-model", `the architecture in '${file.name}' is not readable JSON`, { cause });
  }
}

function groupsOf(file: NamedBytes, weights: hdf5.Group): Map<string, Variable[]> {
  const layers = strings(weights, "layer_names");
  if (!layers) {
    const message =
      `'${file.name}' names no layers: it is no Keras model, or in the layout of Keras 3's .weights.h5, which is not ` +
      `read; save the whole model with model.save("model.h5")`;
    throw new EngineError("bad-model", message);
  }
  const groups = layers.map((layer) => [layer, variablesOf(file, weights, layer)] as const);
  return new Map(groups.filter(([, variables]) => variables.length > 0));
}

/** A list of names, which is cut into several attributes if it is long; nothing if there is none. */
function strings({ attrs }: hdf5.Group, name: string): string[] | undefined {
  let list = attrs[name];
  for (let i = 0; attrs[`${name}${i}`] !== undefined; i++)
    list = [...((list as unknown[] | undefined) ?? []), ...(attrs[`${name}${i}`] as unknown[])];
  // an empty list is stored as floats
  return Array.isArray(list) ? list.filter((item) => typeof item === "string").map(text) : undefined;
}

function variablesOf(file: NamedBytes, weights: hdf5.Group, layer: string): Variable[] {
  const group = weights.get(layer);
  const paths = group && "keys" in group ? strings(group, "weight_names") : undefined;
  return (paths ?? []).map((path) => {
    const data = (group as hdf5.Group).get(path);
    if (!(data && "dtype" in data))
      throw new EngineError("bad-model", `'${file.name}' names weights '${path}' and does not hold them`);
    return { path, shape: data.shape, read: () => damaged(file, () => numbersOf(file, path, data)) };
  });
}

/** Deflate packs at most 1032 to 1: what claims to be larger is not in the file. */
const DENSEST = 1032;

function numbersOf(file: NamedBytes, path: string, data: hdf5.Dataset): Numbers {
  const { shape, dtype } = data;
  const size = sizeOf(shape);
  if (size > file.bytes.length * DENSEST) {
    const message = `weights '${path}' claim ${size} numbers, in a file of ${file.bytes.length} bytes`;
    throw new EngineError("bad-model", message);
  }
  if (!/^[<>|]?[fi]/.test(String(dtype)))
    throw new EngineError("bad-model", `weights '${path}' are of type '${dtype}', which are no numbers`);
  const { value } = data; // only now: it is read when asked for
  const list = Array.isArray(value) ? value : [value];
  const numbers = typeof list[0] === "bigint" ? Float32Array.from(list, Number) : new Float32Array(list);
  if (numbers.length !== size) {
    const message = `weights '${path}' should be ${size} numbers, the file has ${numbers.length}`;
    throw new EngineError("bad-model", message);
  }
  return numbers;
}
