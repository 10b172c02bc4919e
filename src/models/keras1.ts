/**
 * @file Layers of Keras 1, and of early TensorFlow, under the names and settings of Keras 2 (keras/legacy/interfaces.py
 * and layers.py of 2.2.4).
 */

import type { LayerConfig } from "./keras-layer.ts";

const types: Readonly<Record<string, string>> = {
  Convolution2D: "Conv2D",
  SeparableConvolution2D: "SeparableConv2D",
  Deconvolution2D: "Conv2DTranspose",
  AtrousConvolution2D: "Conv2D",
  BatchNormalizationV1: "BatchNormalization",
  BatchNormalizationV2: "BatchNormalization",
  SyncBatchNormalization: "BatchNormalization",
};

const merges: Readonly<Record<string, string>> = {
  sum: "Add",
  mul: "Multiply",
  ave: "Average",
  max: "Maximum",
  concat: "Concatenate",
};

const settings: Readonly<Record<string, string>> = {
  nb_filter: "filters",
  border_mode: "padding",
  subsample: "strides",
  atrous_rate: "dilation_rate",
  output_dim: "units",
  bias: "use_bias",
  concat_axis: "axis",
};

/** The layer as Keras 2 would have written it; one that is so already stays. */
export function modernLayer(layer: LayerConfig): LayerConfig {
  const { config } = layer;
  const old = Object.keys(config).filter((key) => Object.hasOwn(settings, key));
  const renamed = Object.fromEntries(old.map((key) => [settings[key], config[key]]));
  const kernel = config.nb_row === undefined ? {} : { kernel_size: [config.nb_row, config.nb_col] };
  const ordering = config.dim_ordering ?? config.data_format;
  const format = ordering === "th" || ordering === "channels_first" ? "channels_first" : "channels_last";
  const type = layer.type === "Merge" ? (merges[config.mode] ?? "Merge") : (types[layer.type] ?? layer.type);
  return {
    ...layer,
    type,
    config: { ...config, ...renamed, ...kernel, ...(ordering ? { data_format: format } : {}) },
  };
}
