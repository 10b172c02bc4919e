/** @file The rows that Keras prints for a model, from the calls of a network that were made. */

import { multiplyAdds, type Shape } from "../graph/graph.ts";
import type { Network } from "./keras-config.ts";
import type { LayerConfig } from "./keras-layer.ts";
import { layerType } from "./keras-layers.ts";
import type { Step, Weights } from "./keras-network.ts";
import type { Layer } from "./model.ts";

type Known = ReadonlyMap<LayerConfig, Weights>;

/** In Keras's order; a layer or inner model that is used several times is one row. `steps` may be of several uses of the network. */
export function summaryRows(
  network: Network,
  inputShape: Shape,
  steps: readonly Step[],
  known: Known,
  frozen = false,
): Layer[] {
  const given = new Set(inputLayers(network));
  const nothing = { parameters: 0, trainable: 0, multiplyAdds: 0, inputs: [] };
  return network.parts.flatMap((part) => {
    const { name, type } = part.layer;
    const uses = steps.filter(({ call }) => call.part === part);
    if (given.has(part.layer)) return { name, type, outputShape: inputShape, ...nothing };
    return uses.length ? rowOf(uses, known, frozen) : [];
  });
}

/** The layers that stand for what a Functional model is given; a Sequential model has none. */
export const inputLayers = ({ parts, inputs }: Network): LayerConfig[] =>
  parts.map(({ layer }) => layer).filter(({ name }) => inputs.includes(`${name}:0`));

/** One row for all uses of a part. `frozen`: a model it stands in is not trained. */
function rowOf(uses: readonly Step[], known: Known, frozen: boolean): Layer {
  const [{ call, inputs: given, output }] = uses;
  const { layer, network } = call.part;
  const { name, type, config } = layer;
  const still = frozen || config.trainable === false;
  const inputs = uses
    .flatMap((use) => use.call.inputs)
    .map((key) => key.replace(/:\d+$/, ""))
    .filter((key) => key !== "input");
  const row = { name, type, outputShape: output.shape, inputs };
  const cost = multiplyAdds(uses.flatMap(({ nodes }) => nodes));
  if (!network) return { ...row, ...variablesOf(layer, known, still), multiplyAdds: cost };

  const inner = uses.flatMap(({ steps }) => steps);
  const layers = summaryRows(network, given[0].shape, inner, known, still);
  const total = (of: "parameters" | "trainable") => layers.reduce((sum, { [of]: count }) => sum + count, 0);
  return {
    ...row,
    parameters: total("parameters"),
    trainable: total("trainable"),
    multiplyAdds: cost,
    layers,
  };
}

function variablesOf(layer: LayerConfig, known: Known, still: boolean) {
  const sizes = Object.entries(known.get(layer) ?? {}).map(([role, { length }]) => ({ role, length }));
  const frozen = layerType(layer).frozen ?? [];
  const total = (list: typeof sizes) => list.reduce((sum, { length }) => sum + length, 0);
  return {
    parameters: total(sizes),
    trainable: still ? 0 : total(sizes.filter(({ role }) => !frozen.includes(role))),
  };
}
