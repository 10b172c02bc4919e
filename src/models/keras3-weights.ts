/**
 * @file The layout of Keras 3's `model.weights.h5` (keras/src/saving/saving_lib.py): a layer's variables lie under a
 * path of class names, counted where they repeat, as `layers/conv2d_1/vars/0`, whatever the layers are called.
 */

import { damaged, type Group, variableAt } from "./hdf5.ts";
import type { Network, Part } from "./keras-config.ts";
import type { LayerConfig } from "./keras-layer.ts";
import { type Assigned, checkCount, type Variable } from "./keras-weights.ts";
import type { NamedBytes } from "./model.ts";

/** Where a model keeps its layers; the second is of Keras 2.12 and 2.13. */
const CONTAINERS = ["layers", "_layer_checkpoint_dependencies"];

const containerOf = (file: NamedBytes, group: Group): string | undefined =>
  damaged(file, () => CONTAINERS.find((name) => group.keys.includes(name)));

export const hasPaths = (file: NamedBytes, root: Group): boolean => containerOf(file, root) !== undefined;

/** Throws EngineError("bad-model") for a layer whose variables are not there. */
export function assignPaths(file: NamedBytes, root: Group, network: Network): Assigned {
  return new Map(entriesOf(file, root, network));
}

type Entry = readonly [LayerConfig, readonly Variable[]];

function entriesOf(file: NamedBytes, root: Group | undefined, { parts }: Network): Entry[] {
  const layers = root && groupAt(file, root, containerOf(file, root));
  const used = new Map<string, number>();
  return parts.flatMap(({ layer, network }: Part): Entry[] => {
    const name = snakeCase(layer.type);
    const count = used.get(name) ?? 0;
    used.set(name, count + 1);
    const group = layers && groupAt(file, layers, count ? `${name}_${count}` : name);
    if (network) return entriesOf(file, group, network);
    return [[layer, checkCount(layer, variablesOf(file, group))]];
  });
}

function groupAt(file: NamedBytes, group: Group, name: string | undefined): Group | undefined {
  return damaged(file, () => {
    const found = name !== undefined && group.keys.includes(name) ? group.get(name) : undefined;
    return found && "keys" in found ? found : undefined;
  });
}

function variablesOf(file: NamedBytes, group: Group | undefined): Variable[] {
  const vars = group && groupAt(file, group, "vars");
  const count = vars ? damaged(file, () => vars.keys.length) : 0;
  return Array.from({ length: count }, (_, i) => variableAt(file, vars!, `${i}`)).filter(
    (found) => found !== undefined,
  );
}

/** "BatchNormalization" as "batch_normalization", "Conv2D" as "conv2d" (keras/src/utils/naming.py). */
const snakeCase = (type: string): string =>
  type
    .replace(/\W+/g, "")
    .replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
