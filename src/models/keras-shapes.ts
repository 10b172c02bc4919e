/** @file Keras layers that pool, move or rename numbers, and learn none (keras/src/layers/pooling, …/reshaping). */

import { type GraphBuilder, sizeOf, type Value } from "../graph/graph.ts";
import type { Window } from "../graph/taps.ts";
import { cropping2d, permute, resizeNearest, upsampling2d, zeroPadding2d } from "../kernels/ops/gather.ts";
import { averagePool2d, globalAveragePool2d, globalMaxPool2d, maxPool2d } from "../kernels/ops/pool2d.ts";
import { flatten, reshape } from "../kernels/ops/reshape.ts";
import { resizeBilinear } from "../kernels/ops/resize.ts";
import {
  checkRoom,
  count,
  edges,
  type LayerConfig,
  type LayerType,
  pair,
  sliding,
  unsupportedSetting,
} from "./keras-layer.ts";

const pool = (windowed: typeof maxPool2d): LayerType => ({
  apply(g, [x], layer) {
    const kernel = pair(layer, "pool_size", 2);
    const strides = layer.config.strides ? pair(layer, "strides") : kernel;
    const window: Window = { kernel, strides, padding: sliding(layer).padding };
    checkRoom([...x.shape.slice(0, 2).map((n, i) => Math.ceil(n / strides[i])), ...kernel]);
    return windowed(g, x, window, layer.name);
  },
});

const globalPool = (whole: typeof globalMaxPool2d): LayerType => ({
  apply(g, [x], { name, config }) {
    if (!config.keepdims) return whole(g, x, name);
    return reshape(g, whole(g, x), [1, 1, x.shape[2]], name);
  },
});

function resizeTo(
  g: GraphBuilder,
  x: Value,
  size: readonly [number, number],
  method: unknown,
  layer: LayerConfig,
): Value {
  checkRoom([...size, x.shape[2]]);
  if (method === "nearest") return resizeNearest(g, x, size, { halfPixelCenters: true }, layer.name);
  if (method === "bilinear") return resizeBilinear(g, x, size, { halfPixelCenters: true }, layer.name);
  throw unsupportedSetting(layer, "interpolation", method);
}

const upSampling: LayerType = {
  apply(g, [x], layer) {
    const factors = pair(layer, "size", 2);
    const size = [x.shape[0] * factors[0], x.shape[1] * factors[1]] as const;
    const { interpolation = "nearest" } = layer.config;
    checkRoom([...size, x.shape[2]]);
    if (interpolation === "nearest") return upsampling2d(g, x, factors, layer.name);
    return resizeTo(g, x, size, interpolation, layer);
  },
};

const resizing: LayerType = {
  apply(g, [x], layer) {
    const { interpolation = "bilinear", crop_to_aspect_ratio, pad_to_aspect_ratio, antialias } = layer.config;
    if (crop_to_aspect_ratio) throw unsupportedSetting(layer, "crop_to_aspect_ratio", true);
    if (pad_to_aspect_ratio) throw unsupportedSetting(layer, "pad_to_aspect_ratio", true);
    if (antialias) throw unsupportedSetting(layer, "antialias", true);
    return resizeTo(g, x, [count(layer, "height"), count(layer, "width")], interpolation, layer);
  },
};

const zeroPadding: LayerType = {
  apply(g, [x], layer) {
    const [[top, bottom], [left, right]] = edges(layer, "padding");
    const [h, w, c] = x.shape;
    checkRoom([h + top + bottom, w + left + right, c]);
    return zeroPadding2d(g, x, edges(layer, "padding"), layer.name);
  },
};

const reshaping: LayerType = {
  apply(g, [x], { name, config }) {
    const target = [config.target_shape].flat().map(Number);
    const known = target.filter((n) => n !== -1).reduce((a, b) => a * b, 1);
    const shape = target.map((n) => (n === -1 ? sizeOf(x.shape) / known : n));
    return reshape(g, x, shape, name);
  },
};

export const shapeLayers: Readonly<Record<string, LayerType>> = {
  MaxPooling2D: pool(maxPool2d),
  AveragePooling2D: pool(averagePool2d),
  GlobalMaxPooling2D: globalPool(globalMaxPool2d),
  GlobalAveragePooling2D: globalPool(globalAveragePool2d),
  ZeroPadding2D: zeroPadding,
  Cropping2D: { apply: (g, [x], layer) => cropping2d(g, x, edges(layer, "cropping"), layer.name) },
  UpSampling2D: upSampling,
  Resizing: resizing,
  Flatten: { apply: (g, [x], { name }) => flatten(g, x, name) },
  Reshape: reshaping,
  Permute: {
    apply(g, [x], { name, config }) {
      const dims = [config.dims].flat().map((d) => Number(d) - 1);
      return permute(g, x, dims, name);
    },
  },
};
