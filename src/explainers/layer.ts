/** @file A layer of a model, chosen by name or as people expect. */

import { EngineError } from "../errors.ts";
import type { Value } from "../graph/graph.ts";
import type { AppliedModel, Layer } from "../models/model.ts";

/** A layer's output. */
export interface ChosenLayer {
  readonly name: string;
  readonly value: Value;
}

/** The name under which the scores of the classes before their softmax are found. */
export const LOGITS = "logits";

/**
 * The layer of this name, or the last convolution whose output has more than one pixel. Throws EngineError("bad-option")
 * with the names there are.
 */
export function chooseLayer(
  { outputs, logits }: AppliedModel,
  layers: readonly Layer[],
  name: string | undefined,
): ChosenLayer {
  if (name === LOGITS && !outputs.has(name)) return { name, value: logits };
  if (name !== undefined) {
    const value = outputs.get(name);
    if (value) return { name, value };
    const known = [...outputs.keys()].join(", ");
    throw new EngineError("bad-option", `layer is '${name}'; the model has ${known} and ${LOGITS}`);
  }
  const isMap = ({ shape }: Value) => shape.length === 3 && shape[0] * shape[1] > 1;
  const last = layers
    .filter(({ type, name }) => /conv/i.test(type) && outputs.has(name) && isMap(outputs.get(name)!))
    .at(-1);
  if (!last)
    throw new EngineError(
      "bad-option",
      "the model has no convolution with more than one pixel; name a layer",
    );
  return { name: last.name, value: outputs.get(last.name)! };
}

/** [height, width, channels] of a layer's output; a vector is one pixel. */
export function mapShape({ shape }: Pick<Value, "shape">): [height: number, width: number, channels: number] {
  const channels = shape.at(-1)!;
  if (shape.length === 3) return [shape[0], shape[1], channels];
  return [1, shape.slice(0, -1).reduce((a, b) => a * b, 1), channels];
}
