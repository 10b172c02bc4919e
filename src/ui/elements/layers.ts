/** @file Which layers of a model can be looked at, and by what name. */

import type { AscentOptions, AscentPreset } from "../../explainers/ascent-options.ts";
import type { Layer } from "../../models/model.ts";
import type { ModelInfo } from "../../workers/protocol.ts";
import type { Settings } from "./settings-value.ts";

/** The scores of the classes before their softmax, as the engine calls them. */
export const LOGITS = "logits";

/** [height, width, channels] with more than one pixel. */
export const isMap = ({ outputShape: [height, width, channels] }: Layer): boolean =>
  channels !== undefined && height * width > 1;

/** What the engine takes where no layer is named: the last convolution with more than one pixel. */
export const usualLayer = ({ layers }: ModelInfo): Layer | undefined =>
  layers.filter((layer) => /conv/i.test(layer.type) && isMap(layer)).at(-1);

/**
 * A layer's name as it is shown: without the folders that every name with folders begins with, as a graph's
 * "StatefulPartitionedCall/model_1/". The engine is asked by the whole name.
 */
export function shownName(
  { layers }: { readonly layers: readonly { readonly name: string }[] },
  name: string,
): string {
  const paths = layers.map((layer) => layer.name.split("/")).filter(({ length }) => length > 1);
  const [first] = paths;
  if (!first) return name;
  let shared = 0;
  while (paths.every((path) => shared < path.length - 1 && path[shared] === first[shared])) shared++;
  const folder = first
    .slice(0, shared)
    .map((part) => `${part}/`)
    .join("");
  return name.startsWith(folder) ? name.slice(folder.length) : name;
}

/** Filters of the layer of this name, or of the usual one; 0 where there is none. */
export function filtersOf(model: ModelInfo, name: string | undefined): number {
  if (name === LOGITS) return model.classes.length;
  const layer = name ? model.layers.find((layer) => layer.name === name) : usualLayer(model);
  return layer?.outputShape.at(-1) ?? 0;
}

/** Steps of gradient ascent where their number is not set. */
export const STEPS: Readonly<Record<AscentPreset, number>> = { report: 40, keras: 30, lucid: 256 };

export function ascentOptions({ filters, seed }: Settings, model: ModelInfo): AscentOptions {
  const { preset, layer, first, count, steps } = filters;
  const all = filtersOf(model, layer);
  const from = Math.min(first, Math.max(0, all - 1));
  const chosen = Array.from({ length: Math.min(count, all - from) }, (_, i) => from + i);
  return {
    ...{ preset, seed },
    ...(layer ? { layer } : {}),
    ...(chosen.length > 0 ? { filters: chosen } : {}), // else the engine says what is wrong
    ...(steps ? { steps } : {}),
  };
}
