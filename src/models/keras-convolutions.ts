/** @file Keras layers with filters: convolutions and dense layers (keras/src/layers/convolutional, …/core/dense.py). */

import { type Shape, sizeOf } from "../graph/graph.ts";
import { conv2d, conv2dTranspose, dense } from "../kernels/ops/conv2d.ts";
import { depthwiseConv2d } from "../kernels/ops/depthwise-conv2d.ts";
import { reshape } from "../kernels/ops/reshape.ts";
import { addOwnActivation } from "./keras-activations.ts";
import {
  checkRoom,
  count,
  type LayerConfig,
  type LayerType,
  pair,
  sliding,
  unsupportedSetting,
} from "./keras-layer.ts";

const POINT = { strides: [1, 1], padding: "valid" } as const;

const biasOf = ({ config }: LayerConfig, filters: number): Record<string, Shape> =>
  config.use_bias === false ? {} : { bias: [filters] };

export const conv: LayerType = {
  variables(layer, [x]) {
    const filters = count(layer, "filters");
    const depth = x[2] / count(layer, "groups", 1);
    return { kernel: [...pair(layer, "kernel_size"), depth, filters], ...biasOf(layer, filters) };
  },
  apply(g, [x], layer, { kernel, bias }) {
    const { kernel: shape } = conv.variables!(layer, [x.shape]);
    const filter = g.weight(`${layer.name}/kernel`, shape, kernel);
    const y = conv2d(g, x, filter, { ...sliding(layer), groups: count(layer, "groups", 1), bias });
    return addOwnActivation(g, y, layer);
  },
};

const multiplier = (layer: LayerConfig) => count(layer, "depth_multiplier", 1);

export const depthwise: LayerType = {
  variables(layer, [x]) {
    const kernel = [...pair(layer, "kernel_size"), x[2], multiplier(layer)];
    return { depthwise_kernel: kernel, ...biasOf(layer, x[2] * multiplier(layer)) };
  },
  apply(g, [x], layer, { depthwise_kernel, bias }) {
    const { depthwise_kernel: shape } = depthwise.variables!(layer, [x.shape]);
    const filter = g.weight(`${layer.name}/depthwise_kernel`, shape, depthwise_kernel);
    return addOwnActivation(g, depthwiseConv2d(g, x, filter, { ...sliding(layer), bias }), layer);
  },
};

/** Depthwise, then 1x1. */
export const separable: LayerType = {
  variables(layer, [x]) {
    const filters = count(layer, "filters");
    return {
      depthwise_kernel: [...pair(layer, "kernel_size"), x[2], multiplier(layer)],
      pointwise_kernel: [1, 1, x[2] * multiplier(layer), filters],
      ...biasOf(layer, filters),
    };
  },
  apply(g, [x], layer, { depthwise_kernel, pointwise_kernel, bias }) {
    const shapes = separable.variables!(layer, [x.shape]);
    const deep = g.weight(`${layer.name}/depthwise_kernel`, shapes.depthwise_kernel, depthwise_kernel);
    const point = g.weight(`${layer.name}/pointwise_kernel`, shapes.pointwise_kernel, pointwise_kernel);
    const y = depthwiseConv2d(g, x, deep, sliding(layer));
    return addOwnActivation(g, conv2d(g, y, point, { ...POINT, bias }), layer);
  },
};

export const transposed: LayerType = {
  variables(layer, [x]) {
    const filters = count(layer, "filters");
    return { kernel: [...pair(layer, "kernel_size"), filters, x[2]], ...biasOf(layer, filters) };
  },
  apply(g, [x], layer, { kernel, bias }) {
    const { strides, padding, dilations } = sliding(layer);
    if (dilations.some((d) => d !== 1)) throw unsupportedSetting(layer, "dilation_rate", dilations);
    const { kernel: shape } = transposed.variables!(layer, [x.shape]);
    checkRoom([x.shape[0] * strides[0] + shape[0], x.shape[1] * strides[1] + shape[1], shape[2]]);
    const filter = g.weight(`${layer.name}/kernel`, shape, kernel);
    const y = conv2dTranspose(g, x, filter, { strides, padding, outputPadding: outputPadding(layer), bias });
    return addOwnActivation(g, y, layer);
  },
};

/** It may be zero, which a pair may not. */
function outputPadding(layer: LayerConfig): [number, number] | undefined {
  const given: unknown = layer.config.output_padding;
  if (given === undefined || given === null) return undefined;
  const [y, x] = Array.isArray(given) ? given.map(Number) : [Number(given), Number(given)];
  if (![y, x].every((n) => Number.isInteger(n) && n >= 0 && n < 256))
    throw unsupportedSetting(layer, "output_padding", given);
  return [y, x];
}

export const denseLayer: LayerType = {
  variables(layer, [x]) {
    const units = count(layer, "units");
    return { kernel: [x.at(-1)!, units], ...biasOf(layer, units) };
  },
  apply(g, [x], layer, { kernel, bias }) {
    const units = count(layer, "units");
    const inputs = x.shape.at(-1)!;
    if (x.shape.length === 1) {
      const y = dense(g, x, g.weight(`${layer.name}/kernel`, [inputs, units], kernel), { bias });
      return addOwnActivation(g, y, layer);
    }
    // over the last axis only, as Keras does: a 1x1 convolution
    const filter = g.weight(`${layer.name}/kernel`, [1, 1, inputs, units], kernel);
    const image = reshape(g, x, [1, sizeOf(x.shape) / inputs, inputs]);
    const y = conv2d(g, image, filter, { ...POINT, bias });
    return addOwnActivation(g, reshape(g, y, [...x.shape.slice(0, -1), units]), layer);
  },
};
