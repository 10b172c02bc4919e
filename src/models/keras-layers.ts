/**
 * @file The Keras layers there are: what each is made of. One place for every Keras format. Names and defaults are
 * those of keras.layers.
 */

import type { Value } from "../graph/graph.ts";
import { add, average, maximum, minimum, multiply, subtract } from "../kernels/ops/binary.ts";
import { concatenate } from "../kernels/ops/concatenate.ts";
import { activationLayers } from "./keras-activations.ts";
import { conv, denseLayer, depthwise, separable, transposed } from "./keras-convolutions.ts";
import { tfjsLayers } from "./keras-fallback.ts";
import { inLayer, type LayerConfig, type LayerType, unsupportedSetting } from "./keras-layer.ts";
import { batchNormalization, normalization, rescaling } from "./keras-normalisations.ts";
import { shapeLayers } from "./keras-shapes.ts";

/** Left to right, the last under the layer's name. */
const fold = (combine: typeof add): LayerType => ({
  apply: (g, inputs, { name }) =>
    inputs.reduce((a: Value, b, i) => combine(g, a, b, i === inputs.length - 1 ? name : undefined)),
});

const concatenation: LayerType = {
  apply(g, inputs, layer) {
    const { name, config } = layer;
    const axis = Number(config.axis ?? -1); // counts the batch
    const rank = inputs[0].shape.length;
    const ofSample = axis < 0 ? axis + rank : axis - 1;
    if (!(ofSample >= 0 && ofSample < rank)) throw unsupportedSetting(layer, "axis", config.axis);
    return concatenate(g, inputs, ofSample, name);
  },
};

const merges: Readonly<Record<string, LayerType>> = {
  Add: fold(add),
  Subtract: fold(subtract),
  Multiply: fold(multiply),
  Maximum: fold(maximum),
  Minimum: fold(minimum),
  Average: { apply: (g, inputs, { name }) => average(g, inputs, name) },
  Concatenate: concatenation,
};

/** What does nothing once training is over. */
const idle = [
  ...["Dropout", "SpatialDropout2D", "GaussianNoise", "GaussianDropout", "AlphaDropout"],
  ...[
    "RandomFlip",
    "RandomRotation",
    "RandomZoom",
    "RandomContrast",
    "RandomTranslation",
    "RandomBrightness",
  ],
  ...["RandomHeight", "RandomWidth", "ActivityRegularization", "InputLayer", "Identity"],
];
const identity: LayerType = { apply: (_g, [x]) => x };

const layerTypes: Readonly<Record<string, LayerType>> = {
  Conv2D: conv,
  DepthwiseConv2D: depthwise,
  SeparableConv2D: separable,
  Conv2DTranspose: transposed,
  Dense: denseLayer,
  BatchNormalization: batchNormalization,
  Normalization: normalization,
  Rescaling: rescaling,
  ...activationLayers,
  ...merges,
  ...shapeLayers,
  ...tfjsLayers,
  ...Object.fromEntries(idle.map((name) => [name, identity])),
};

/** The classes there are. */
export const knownLayers: readonly string[] = Object.keys(layerTypes).sort();

/** Throws EngineError("unsupported-layer") for channels that do not come last. */
export function layerType(layer: LayerConfig): LayerType {
  const format = layer.config.data_format;
  if (format === "channels_first") throw unsupportedSetting(layer, "data_format", format);
  return layerTypes[layer.type];
}

/** Names of a layer's variables, in Keras's order: they do not depend on its input. */
export const variableNames = (layer: LayerConfig): string[] =>
  inLayer(layer, () => Object.keys(layerType(layer).variables?.(layer, [[1, 1, 1]]) ?? {}));
