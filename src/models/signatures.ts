/** @file What format a file of a model is, by its first bytes, its name or its JSON. Loads no reader. */

import type { NamedBytes } from "./model.ts";

// biome-ignore lint/suspicious/noExplicitAny: JSON of an untrusted file; every use checks or converts it
export type Json = Record<string, any>;

const startsWith = (bytes: Uint8Array, ...start: readonly number[]) =>
  start.every((byte, i) => bytes[i] === byte);

export const isHdf5 = ({ bytes }: NamedBytes): boolean =>
  startsWith(bytes, 0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a);

/** By its name, or by the name of the first file in it. */
export const isKerasZip = ({ name, bytes }: NamedBytes): boolean =>
  startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) &&
  (/\.keras$/i.test(name) ||
    /(metadata|config)\.json/.test(new TextDecoder("latin1").decode(bytes.subarray(0, 64))));

/**
 * Whether a file is ONNX, by its name or its first bytes: a version of 3 or more, and one of the fields that follow it
 * (a TensorFlow SavedModel begins alike, with version 1).
 */
export const isOnnx = ({ name, bytes }: NamedBytes): boolean =>
  bytes.length > 0 &&
  (/\.onnx$/i.test(name) ||
    (bytes[0] === 0x08 &&
      bytes[1] >= 3 &&
      bytes[1] < 32 &&
      [0x12, 0x1a, 0x22, 0x3a, 0x42].includes(bytes[2])));

/** From Keras by the converter, `{model_config: {class_name, …}}`, or saved by TensorFlow.js, `{class_name, …}`. */
export const architectureOf = ({ modelTopology }: Json): Json | undefined =>
  [modelTopology?.model_config, modelTopology].find((found) => found?.class_name !== undefined);

export const isTfjsLayers = (json: Json): boolean => architectureOf(json) !== undefined;

export const isTfjsGraph = (json: Json): boolean => Array.isArray(json.modelTopology?.node);
