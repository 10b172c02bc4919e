/** @file Keras 3's `.keras` files: a zip of `config.json`, `metadata.json` and `model.weights.h5`. */

import { EngineError } from "../errors.ts";
import type { Tfjs } from "../graph/graph.ts";
import { openHdf5 } from "./hdf5.ts";
import { type KerasNetwork, kerasNetwork } from "./keras-network.ts";
import { assignPaths } from "./keras3-weights.ts";
import type { NamedBytes } from "./model.ts";
import { isHdf5 } from "./signatures.ts";
import { unzip } from "./unzip.ts";

const CONFIG = "config.json";
const WEIGHTS = "model.weights.h5";

/** Throws EngineError "bad-model", "unsupported-layer" or "not-a-classifier". */
export function readKerasZip(file: NamedBytes, tfjs?: Tfjs): KerasNetwork {
  const files = unzip(file, [CONFIG, WEIGHTS]);
  const [config, weights] = [CONFIG, WEIGHTS].map((name) => {
    const found = files.get(name);
    if (found) return found;
    const help = `save the model again with model.save("model.keras")`;
    throw new EngineError("bad-model", `'${file.name}' is a zip archive without ${name}; ${help}`);
  });
  if (!isHdf5(weights))
    throw new EngineError(
      "bad-model",
      `${WEIGHTS} in '${file.name}' (${weights.bytes.length} bytes) is no HDF5`,
    );
  const root = openHdf5(weights);
  return kerasNetwork(
    parse(file, config),
    3,
    { assign: (network) => assignPaths(weights, root, network) },
    tfjs,
  );
}

function parse({ name }: NamedBytes, { bytes }: NamedBytes): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new EngineError("bad-model", `${CONFIG} in '${name}' is not readable JSON`, { cause });
  }
}
