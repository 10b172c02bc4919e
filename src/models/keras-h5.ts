/**
 * @file Keras models in HDF5: the legacy `.h5` format that Keras 1 to 3 write (keras/src/legacy/saving/
 * legacy_h5_format.py). The optimiser's state is not read.
 */

import { EngineError } from "../errors.ts";
import type { Tfjs } from "../graph/graph.ts";
import { damaged, type Group, openHdf5, text, variableAt } from "./hdf5.ts";
import { type KerasNetwork, kerasNetwork } from "./keras-network.ts";
import { assignVariables, type Variable } from "./keras-weights.ts";
import { assignPaths, hasPaths } from "./keras3-weights.ts";
import type { NamedBytes } from "./model.ts";

/**
 * Reads a model. `architecture` is the JSON of `model.to_json()`, for files that hold weights only. Throws
 * EngineError "bad-model", "unsupported-layer" or "not-a-classifier".
 */
export function readKerasH5(file: NamedBytes, architecture?: unknown, tfjs?: Tfjs): KerasNetwork {
  const root = openHdf5(file);
  const attributes = damaged(file, () => root.attrs);
  const config = architecture ?? parseConfig(file, attributes.model_config);
  if (hasPaths(file, root))
    return kerasNetwork(config, 3, { assign: (network) => assignPaths(file, root, network) }, tfjs);
  const weights = damaged(file, () =>
    root.keys.includes("model_weights") ? root.get("model_weights") : root,
  ) as Group;
  const known = damaged(file, () => ({ ...attributes, ...weights.attrs }));
  const version = known.keras_version ?? (config as { keras_version?: unknown } | null)?.keras_version;
  return kerasNetwork(
    config,
    Number.parseInt(text(version ?? "2"), 10),
    {
      assign: (network) => assignVariables(network, groupsOf(file, weights)),
      turned: text(known.backend ?? "") === "theano",
    },
    tfjs,
  );
}

function parseConfig(file: NamedBytes, config: unknown): unknown {
  if (config === undefined) {
    const message =
      `'${file.name}' holds weights without their architecture; save the whole model with model.save("model.keras"), ` +
      `or give the JSON of model.to_json() together with it`;
    throw new EngineError("bad-model", message);
  }
  try {
    return JSON.parse(text(config));
  } catch (cause) {
    throw new EngineError("bad-model", `the architecture in '${file.name}' is not readable JSON`, { cause });
  }
}

/** Variables by the name of the layer or inner model at the top level, in the file's order; none are empty. */
function groupsOf(file: NamedBytes, weights: Group): Map<string, Variable[]> {
  const layers = damaged(file, () => strings(weights, "layer_names"));
  if (!layers) {
    const message = `'${file.name}' names no layers: it is no Keras model; save one with model.save("model.keras")`;
    throw new EngineError("bad-model", message);
  }
  const groups = layers.map((layer) => [layer, variablesOf(file, weights, layer)] as const);
  return new Map(groups.filter(([, variables]) => variables.length > 0));
}

/** A list of names, which is cut into several attributes if it is long; nothing if there is none. */
function strings({ attrs }: Group, name: string): string[] | undefined {
  let list = attrs[name];
  for (let i = 0; attrs[`${name}${i}`] !== undefined; i++)
    list = [...((list as unknown[] | undefined) ?? []), ...(attrs[`${name}${i}`] as unknown[])];
  // an empty list is stored as floats
  return Array.isArray(list) ? list.filter((item) => typeof item === "string").map(text) : undefined;
}

function variablesOf(file: NamedBytes, weights: Group, layer: string): Variable[] {
  const group = damaged(file, () => weights.get(layer));
  const paths = damaged(file, () => (group && "keys" in group ? strings(group, "weight_names") : undefined));
  return (paths ?? []).map((path) => {
    const variable = variableAt(file, group as Group, path);
    if (!variable)
      throw new EngineError("bad-model", `'${file.name}' names weights '${path}' and does not hold them`);
    return variable;
  });
}
