/** @file The choice of a layer. */

import type { Layer } from "../../models/model.ts";
import type { ModelInfo } from "../../workers/protocol.ts";
import { LOGITS, shownName, usualLayer } from "../elements/layers.ts";
import { select } from "../elements/select.ts";
import type { Words } from "../strings/strings.ts";

/** The layers of a model that `may` be chosen, and at first the engine's own choice; with `logits` those, too. */
export function layerField(
  words: Words,
  model: ModelInfo,
  chosen: string | undefined,
  may: (layer: Layer) => boolean,
  change: (layer: string | undefined) => void,
  { logits = false } = {},
) {
  const usual = usualLayer(model);
  const choices = [
    ["", usual ? words.usualLayer(shownName(model, usual.name)) : words.asUsual],
    ...model.layers
      .filter(may)
      .map((layer) => [layer.name, `${shownName(model, layer.name)} · ${layer.outputShape.join(" × ")}`]),
    ...(logits ? [[LOGITS, words.logits]] : []),
  ];
  return select(words.layer, "layer", choices, chosen ?? "", (value) => change(value || undefined));
}
