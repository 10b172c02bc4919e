/** @file Keras's activation functions by name. */

import { EngineError } from "../errors.ts";
import type { GraphBuilder, Value } from "../graph/graph.ts";
import { type Activation, activation } from "../kernels/ops/activation.ts";
import { softmax } from "../kernels/ops/softmax.ts";
import type { LayerConfig } from "./keras-layers.ts";

const byName: Readonly<Record<string, Activation | "softmax">> = {
  linear: { kind: "linear" },
  relu: { kind: "relu" },
  relu6: { kind: "relu6" },
  leaky_relu: { kind: "leakyRelu", alpha: 0.2 },
  elu: { kind: "elu" },
  selu: { kind: "selu" },
  sigmoid: { kind: "sigmoid" },
  hard_sigmoid: { kind: "hardSigmoid" },
  tanh: { kind: "tanh" },
  softplus: { kind: "softplus" },
  softsign: { kind: "softsign" },
  swish: { kind: "swish" },
  silu: { kind: "swish" },
  hard_swish: { kind: "hardSwish" },
  hard_silu: { kind: "hardSwish" },
  gelu: { kind: "gelu" },
  mish: { kind: "mish" },
  exponential: { kind: "exponential" },
  softmax: "softmax",
};

/** A name, or an object with one, as layers have it in `activation`. Throws EngineError("unsupported-layer"). */
export function kerasActivation(given: unknown, layer: LayerConfig): Activation | "softmax" {
  const { class_name, config } = (given ?? {}) as { class_name?: unknown; config?: unknown };
  const word =
    given === null || given === undefined
      ? "linear"
      : typeof given === "string"
        ? given
        : (class_name ?? config);
  const name = String(word === "function" ? config : word)
    .replace(/[a-z](?=[A-Z])/g, "$&_")
    .toLowerCase(); // prettier-ignore
  const found = byName[name.replace("re_lu", "relu")];
  if (!found) {
    const known = Object.keys(byName).join(", ");
    const message = `layer '${layer.name}' (${layer.type}) has the activation '${name}'; supported are ${known}`;
    throw new EngineError("unsupported-layer", message);
  }
  // Keras 3 made it relu6(x + 3) / 6 (keras/src/activations/activations.py)
  if (found !== "softmax" && found.kind === "hardSigmoid" && layer.kerasMajor >= 3)
    return { ...found, alpha: 1 / 6 };
  return found;
}

/** Adds it under the layer's name. */
export const addActivation = (g: GraphBuilder, x: Value, a: Activation | "softmax", name: string): Value =>
  a === "softmax" ? softmax(g, x, name) : activation(g, x, a, name);
