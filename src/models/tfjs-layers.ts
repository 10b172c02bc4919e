/** @file Layers models of TensorFlow.js: `model.json` with a Keras architecture, and its weight files. */

import { EngineError } from "../errors.ts";
import type { Tfjs } from "../graph/graph.ts";
import { type KerasNetwork, kerasNetwork } from "./keras-network.ts";
import { assignNames } from "./keras-weights.ts";
import type { NamedBytes } from "./model.ts";
import { architectureOf, type Json } from "./signatures.ts";
import { readTfjsWeights } from "./tfjs-weights.ts";

/** Throws EngineError "bad-model", "unsupported-layer" or "not-a-classifier". */
export function readTfjsLayers(json: Json, files: readonly NamedBytes[], tfjs?: Tfjs): KerasNetwork {
  if (!Array.isArray(json.weightsManifest))
    throw new EngineError("bad-model", "model.json has no weightsManifest");
  const weights = readTfjsWeights(json.weightsManifest, files);
  const variables = [...weights].map(([path, { shape, data }]) => ({ path, shape, read: () => data }));
  return kerasNetwork(
    architectureOf(json),
    2,
    { assign: (network) => assignNames(network, variables) },
    tfjs,
  );
}
