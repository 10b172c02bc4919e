/** @file Layers models of TensorFlow.js: `model.json` with a Keras architecture, and its weight files. */

import { EngineError } from "../errors.ts";
import { type KerasNetwork, kerasNetwork } from "./keras-network.ts";
import { assignNames } from "./keras-weights.ts";
import type { NamedBytes } from "./model.ts";
import { readTfjsWeights } from "./tfjs-weights.ts";

// biome-ignore lint/suspicious/noExplicitAny: JSON of an untrusted file; every use checks or converts it
type Json = Record<string, any>;

/** From Keras by the converter, `{model_config: {class_name, …}}`, or saved by TensorFlow.js, `{class_name, …}`. */
const architectureOf = ({ modelTopology }: Json): Json | undefined =>
  [modelTopology?.model_config, modelTopology].find((found) => found?.class_name !== undefined);

export const isTfjsLayers = (json: Json): boolean => architectureOf(json) !== undefined;

/** Throws EngineError "bad-model", "unsupported-layer" or "not-a-classifier". */
export function readTfjsLayers(json: Json, files: readonly NamedBytes[]): KerasNetwork {
  if (!Array.isArray(json.weightsManifest))
    throw new EngineError("bad-model", "model.json has no weightsManifest");
  const weights = readTfjsWeights(json.weightsManifest, files);
  const variables = [...weights].map(([path, { shape, data }]) => ({ path, shape, read: () => data }));
  return kerasNetwork(architectureOf(json), 2, { assign: (network) => assignNames(network, variables) });
}
