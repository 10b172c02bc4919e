/** @file Keras's activation functions: by name in a layer's settings, and as layers of their own (keras/src/activations). */

import { EngineError } from "../errors.ts";
import type { GraphBuilder, Value } from "../graph/graph.ts";
import { type Activation, activation } from "../kernels/ops/activation.ts";
import { minimum } from "../kernels/ops/binary.ts";
import { prelu } from "../kernels/ops/prelu.ts";
import { softmax } from "../kernels/ops/softmax.ts";
import { tfjsActivation, tfjsActivations } from "./keras-fallback.ts";
import { type LayerConfig, type LayerType, type Numbers, unsupportedSetting } from "./keras-layer.ts";

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

/** What is no activation of ours. */
type Other = "softmax" | { readonly tfjs: string };

/** A name, or an object with one, as layers have it in `activation`. Throws EngineError("unsupported-layer"). */
function ownActivation(layer: LayerConfig): Activation | Other {
  const given: unknown = layer.config.activation ?? "linear";
  const { class_name, config } = given as { class_name?: unknown; config?: unknown };
  // {class_name: "function", config: "relu"}, or a layer: {class_name: "LeakyReLU", config: {…}}
  const word = typeof given === "string" ? given : class_name === "function" ? config : class_name;
  if (typeof config === "object" && config !== null) {
    if (word === "LeakyReLU") return leaky(config);
    if (word === "ELU") return elu(config);
    if (word === "ReLU" && Object.hasOwn(config, "max_value")) return plainRelu({ ...layer, config });
  }
  const name = String(word)
    .replace(/[a-z](?=[A-Z])/g, "$&_")
    .toLowerCase()
    .replace("re_lu", "relu");
  if (tfjsActivations.includes(name)) return { tfjs: name };
  if (!Object.hasOwn(byName, name)) {
    const known = [...Object.keys(byName), ...tfjsActivations].join(", ");
    const message = `layer '${layer.name}' (${layer.type}) has the activation '${name}'; supported are ${known}`;
    throw new EngineError("unsupported-layer", message);
  }
  const found = byName[name];
  // Keras 3 made it relu6(x + 3) / 6
  if (name === "hard_sigmoid" && layer.kerasMajor >= 3) return { kind: "hardSigmoid", alpha: 1 / 6 };
  return found;
}

const leaky = (config: LayerConfig["config"] | undefined): Activation => ({
  kind: "leakyRelu",
  alpha: Number(config?.negative_slope ?? config?.alpha ?? 0.3),
});

const elu = ({ alpha }: LayerConfig["config"]): Activation => ({ kind: "elu", alpha: Number(alpha ?? 1) });

/** A ReLU that is one step: not bent, and cut off at 6 or nowhere. */
function plainRelu(layer: LayerConfig): Activation {
  const { max_value, negative_slope, threshold } = layer.config;
  if (negative_slope) throw unsupportedSetting(layer, "negative_slope", negative_slope);
  if (threshold) throw unsupportedSetting(layer, "threshold", threshold);
  if (max_value === 6) return { kind: "relu6" };
  if (max_value !== undefined && max_value !== null) throw unsupportedSetting(layer, "max_value", max_value);
  return { kind: "relu" };
}

/** Adds the activation that a layer has among its settings, under the layer's name. */
export function addOwnActivation(g: GraphBuilder, x: Value, layer: LayerConfig): Value {
  const a = ownActivation(layer);
  if (typeof a === "object" && "tfjs" in a) return tfjsActivation(g, x, a.tfjs, layer.name);
  return a === "softmax" ? softmax(g, x, layer.name) : activation(g, x, a, layer.name);
}

const limits = new Map<number, Numbers>();

/** The same array for the same number, so that it is uploaded once. */
function limit(top: number): Numbers {
  let found = limits.get(top);
  if (!found) limits.set(top, (found = Float32Array.of(top)));
  return found;
}

const relu: LayerType = {
  apply(g, [x], layer) {
    const { max_value, negative_slope, threshold } = layer.config;
    if (threshold) throw unsupportedSetting(layer, "threshold", threshold);
    const slope = Number(negative_slope ?? 0);
    const top = Number(max_value ?? Infinity);
    if (slope === 0 && (top === 6 || top === Infinity)) return activation(g, x, plainRelu(layer), layer.name);
    const bent = { kind: "leakyRelu", alpha: slope } as const;
    if (top === Infinity) return activation(g, x, bent, layer.name);
    return minimum(g, activation(g, x, bent), g.weight("max", [1], limit(top)), layer.name);
  },
};

const preluLayer: LayerType = {
  variables({ config }, [x]) {
    const shared = new Set<number>([config.shared_axes ?? []].flat().map((axis: number) => axis - 1));
    return { alpha: x.map((n, i) => (shared.has(i) ? 1 : n)) };
  },
  apply(g, [x], layer, { alpha }) {
    const { alpha: shape } = preluLayer.variables!(layer, [x.shape]);
    const inner = shape.findIndex((n) => n !== 1);
    if (inner >= 0 && shape.some((n, i) => i >= inner && n !== x.shape[i]))
      throw unsupportedSetting(layer, "shared_axes", layer.config.shared_axes);
    return prelu(g, x, g.weight(`${layer.name}/alpha`, shape, alpha), layer.name);
  },
};

const softmaxLayer: LayerType = {
  apply(g, [x], layer) {
    const axis = layer.config.axis ?? -1;
    if (axis !== -1 && axis !== x.shape.length) throw unsupportedSetting(layer, "axis", axis);
    return softmax(g, x, layer.name);
  },
};

/** Layers that are an activation. */
export const activationLayers: Readonly<Record<string, LayerType>> = {
  Activation: { apply: (g, [x], layer) => addOwnActivation(g, x, layer) },
  ReLU: relu,
  LeakyReLU: { apply: (g, [x], { name, config }) => activation(g, x, leaky(config), name) },
  PReLU: preluLayer,
  ELU: { apply: (g, [x], { name, config }) => activation(g, x, elu(config), name) },
  Softmax: softmaxLayer,
};
