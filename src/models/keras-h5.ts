/**
 * @file Keras models in HDF5: the legacy `.h5` format that Keras 1 to 3 write (keras/src/legacy/saving/
 * legacy_h5_format.py). The optimiser's state is not read.
 */

import * as hdf5 from "jsfive";
import { EngineError } from "../errors.ts";
import { type Shape, sizeOf } from "../graph/graph.ts";
import type { Numbers } from "./keras-layers.ts";
import { type KerasNetwork, kerasNetwork, type Variable } from "./keras-network.ts";
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
  const major = Number.parseInt(
    text(known.keras_version ?? (config as { keras_version?: string }).keras_version ?? "2"),
    10,
  );
  const flip = text(known.backend ?? "") === "theano";
  return kerasNetwork(config, major, (layer) => damaged(file, () => variablesOf(file, weights, layer, flip)));
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

function variablesOf(file: NamedBytes, weights: hdf5.Group, layer: string, flip: boolean): Variable[] {
  const group = weights.keys.includes(layer) ? (weights.get(layer) as hdf5.Group) : undefined;
  const names = group?.attrs.weight_names;
  if (!group || !Array.isArray(names) || names.some((name) => typeof name !== "string")) return []; // none: a float array
  return names.map((padded: string) => {
    const path = text(padded);
    const data = group.get(path);
    if (!(data && "dtype" in data))
      throw new EngineError("bad-model", `'${file.name}' names weights '${path}' and does not hold them`);
    return { path, shape: data.shape, read: () => damaged(file, () => numbersOf(file, path, data, flip)) };
  });
}

/** Deflate packs at most 1032 to 1: what claims to be larger is not in the file. */
const DENSEST = 1032;

function numbersOf(
  file: NamedBytes,
  path: string,
  { shape, dtype, value }: hdf5.Dataset,
  flip: boolean,
): Numbers {
  const size = sizeOf(shape);
  if (size > file.bytes.length * DENSEST)
    throw new EngineError(
      "bad-model",
      `weights '${path}' claim ${size} numbers, in a file of ${file.bytes.length} bytes`,
    );
  if (!/^[<>|]?[fi]/.test(String(dtype)))
    throw new EngineError("bad-model", `weights '${path}' are of type '${dtype}', which are no numbers`);
  const numbers = Float32Array.from(value);
  if (numbers.length !== size)
    throw new EngineError(
      "bad-model",
      `weights '${path}' should be ${size} numbers, the file has ${numbers.length}`,
    );
  return flip && shape.length === 4 ? turned(numbers, shape) : numbers;
}

/** Theano turns kernels by 180 degrees when it convolves; Keras turns them on loading, and so do we. */
function turned(kernel: Numbers, [h, w, ...rest]: Shape): Numbers {
  const size = sizeOf(rest);
  return kernel.map((_, i) => {
    const at = Math.floor(i / size);
    return kernel[(h * w - 1 - at) * size + (i % size)];
  });
}
