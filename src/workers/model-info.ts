/** @file What a page is told of a model. */

import type { Model } from "../models/model.ts";
import type { ModelInfo } from "./protocol.ts";

export function infoOf(id: number, { apply: _, ...rest }: Model): ModelInfo {
  const total = (of: "parameters" | "trainable" | "multiplyAdds") =>
    rest.layers.reduce((sum, layer) => sum + layer[of], 0);
  return {
    ...{ id, ...rest },
    ...{ parameters: total("parameters"), trainable: total("trainable") },
    multiplyAdds: total("multiplyAdds"),
  };
}
