/**
 * @file What each Keras layer is made of: its variables and their shapes, and its steps. One place for every Keras
 * format. Names and defaults are those of keras.layers.
 */

import { EngineError } from "../errors.ts";
import { type GraphBuilder, type Shape, sizeOf, type Value } from "../graph/graph.ts";
import type { Padding, Window } from "../graph/taps.ts";
import { add, average, maximum, minimum, multiply, subtract } from "../kernels/ops/binary.ts";
import { concatenate } from "../kernels/ops/concatenate.ts";
import { conv2d, conv2dTranspose, dense } from "../kernels/ops/conv2d.ts";
import { depthwiseConv2d } from "../kernels/ops/depthwise-conv2d.ts";
import { cropping2d, permute, resizeNearest, upsampling2d, zeroPadding2d } from "../kernels/ops/gather.ts";
import { averagePool2d, globalAveragePool2d, globalMaxPool2d, maxPool2d } from "../kernels/ops/pool2d.ts";
import { prelu } from "../kernels/ops/prelu.ts";
import { flatten, reshape } from "../kernels/ops/reshape.ts";
import { resizeBilinear } from "../kernels/ops/resize.ts";
import { batchNorm, scaleShift } from "../kernels/ops/scale-shift.ts";
import { addActivation, kerasActivation } from "./keras-activations.ts";

export type Numbers = Float32Array<ArrayBuffer>;

/** A layer as the file describes it. */
export interface LayerConfig {
  readonly name: string;
  /** The class name: "Conv2D". */
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of an untrusted file; every use checks or converts it
  readonly config: Readonly<Record<string, any>>;
  readonly kerasMajor: number;
}

export interface LayerType {
  /** Its variables in Keras's order, with the shape each must have. Nothing: it has none. */
  variables?(layer: LayerConfig, inputs: readonly Shape[]): Record<string, Shape>;
  /** Names of variables that training does not change. */
  readonly frozen?: readonly string[];
  apply(
    g: GraphBuilder,
    inputs: readonly Value[],
    layer: LayerConfig,
    weights: Record<string, Numbers>,
  ): Value;
}

const identity: LayerType = { apply: (_g, [x]) => x };

const pair = (v: unknown, fallback: number): [number, number] => {
  if (Array.isArray(v)) return [Number(v[0]), Number(v[1] ?? v[0])];
  return [Number(v ?? fallback), Number(v ?? fallback)];
};

/** `padding` of ZeroPadding2D and Cropping2D: a number, two, or two pairs. */
function edges(v: unknown): Padding {
  if (!Array.isArray(v)) return [pair(v, 1), pair(v, 1)]; // prettier-ignore
  return [pair(v[0], 0), pair(v[1], 0)];
}

const sliding = ({ config }: LayerConfig) => ({
  strides: pair(config.strides, 1),
  padding: config.padding as "same" | "valid",
  dilations: pair(config.dilation_rate, 1),
});

function poolWindow({ config }: LayerConfig): Window {
  const kernel = pair(config.pool_size, 2);
  return {
    kernel,
    strides: config.strides ? pair(config.strides, 2) : kernel,
    padding: config.padding ?? "valid",
  };
}

const act = (g: GraphBuilder, y: Value, layer: LayerConfig) =>
  addActivation(g, y, kerasActivation(layer.config.activation, layer), layer.name);

const biasOf = (layer: LayerConfig, filters: number): Record<string, Shape> =>
  layer.config.use_bias === false ? {} : { bias: [filters] };

const conv: LayerType = {
  variables(layer, [x]) {
    const { filters, kernel_size, groups = 1 } = layer.config;
    return { kernel: [...pair(kernel_size, 1), x[2] / groups, filters], ...biasOf(layer, filters) };
  },
  apply(g, [x], layer, { kernel, bias }) {
    const { filters, kernel_size, groups = 1 } = layer.config;
    const filter = g.weight(
      `${layer.name}/kernel`,
      [...pair(kernel_size, 1), x.shape[2] / groups, filters],
      kernel,
    );
    return act(g, conv2d(g, x, filter, { ...sliding(layer), groups, bias }), layer);
  },
};

const depthwise: LayerType = {
  variables(layer, [x]) {
    const { kernel_size, depth_multiplier = 1 } = layer.config;
    const kernel = [...pair(kernel_size, 1), x[2], depth_multiplier];
    return { depthwise_kernel: kernel, ...biasOf(layer, x[2] * depth_multiplier) };
  },
  apply(g, [x], layer, { depthwise_kernel, bias }) {
    const { kernel_size, depth_multiplier = 1 } = layer.config;
    const shape = [...pair(kernel_size, 1), x.shape[2], depth_multiplier];
    const filter = g.weight(`${layer.name}/depthwise_kernel`, shape, depthwise_kernel);
    return act(g, depthwiseConv2d(g, x, filter, { ...sliding(layer), bias }), layer);
  },
};

const separable: LayerType = {
  variables(layer, [x]) {
    const { filters, kernel_size, depth_multiplier = 1 } = layer.config;
    return {
      depthwise_kernel: [...pair(kernel_size, 1), x[2], depth_multiplier],
      pointwise_kernel: [1, 1, x[2] * depth_multiplier, filters],
      ...biasOf(layer, filters),
    };
  },
  apply(g, [x], layer, { depthwise_kernel, pointwise_kernel, bias }) {
    const { filters, kernel_size, depth_multiplier = 1 } = layer.config;
    const shape = [...pair(kernel_size, 1), x.shape[2], depth_multiplier];
    const deep = g.weight(`${layer.name}/depthwise_kernel`, shape, depthwise_kernel);
    const point = g.weight(
      `${layer.name}/pointwise_kernel`,
      [1, 1, x.shape[2] * depth_multiplier, filters],
      pointwise_kernel,
    );
    const y = depthwiseConv2d(g, x, deep, sliding(layer));
    return act(g, conv2d(g, y, point, { strides: [1, 1], padding: "valid", bias }), layer);
  },
};

const transposed: LayerType = {
  variables(layer, [x]) {
    const { filters, kernel_size } = layer.config;
    return { kernel: [...pair(kernel_size, 1), filters, x[2]], ...biasOf(layer, filters) };
  },
  apply(g, [x], layer, { kernel, bias }) {
    const { filters, kernel_size, output_padding, dilation_rate } = layer.config;
    if (pair(dilation_rate, 1).some((d) => d !== 1))
      throw unsupportedSetting(layer, "dilation_rate", dilation_rate);
    const filter = g.weight(`${layer.name}/kernel`, [...pair(kernel_size, 1), filters, x.shape[2]], kernel);
    const { strides, padding } = sliding(layer);
    const outputPadding = output_padding ? pair(output_padding, 0) : undefined;
    return act(g, conv2dTranspose(g, x, filter, { strides, padding, outputPadding, bias }), layer);
  },
};

const denseLayer: LayerType = {
  variables: (layer, [x]) => ({
    kernel: [x.at(-1)!, layer.config.units],
    ...biasOf(layer, layer.config.units),
  }),
  apply(g, [x], layer, { kernel, bias }) {
    const { units } = layer.config;
    const inputs = x.shape.at(-1)!;
    if (x.shape.length === 1) {
      return act(g, dense(g, x, g.weight(`${layer.name}/kernel`, [inputs, units], kernel), { bias }), layer);
    }
    // over the last axis only, as Keras does: a 1x1 convolution
    const filter = g.weight(`${layer.name}/kernel`, [1, 1, inputs, units], kernel);
    const image = reshape(g, x, [1, sizeOf(x.shape) / inputs, inputs]);
    const y = conv2d(g, image, filter, { strides: [1, 1], padding: "valid", bias });
    return act(g, reshape(g, y, [...x.shape.slice(0, -1), units]), layer);
  },
};

const batchNormalization: LayerType = {
  frozen: ["moving_mean", "moving_variance"],
  variables({ config }, [x]) {
    const c = [x.at(-1)!];
    const learnt = {
      ...(config.scale === false ? {} : { gamma: c }),
      ...(config.center === false ? {} : { beta: c }),
    };
    return { ...learnt, moving_mean: c, moving_variance: c };
  },
  apply(g, [x], layer, { gamma, beta, moving_mean: mean, moving_variance: variance }) {
    const axis = [layer.config.axis ?? -1].flat()[0];
    if (axis !== -1 && axis !== x.shape.length) throw unsupportedSetting(layer, "axis", axis);
    const { scale, shift } = batchNorm({
      gamma,
      beta,
      mean,
      variance,
      epsilon: layer.config.epsilon ?? 1e-3,
    });
    return scaleShift(g, x, scale, shift, layer.name);
  },
};

const normalization: LayerType = {
  frozen: ["mean", "variance", "count"],
  variables: ({ config }, [x]) =>
    config.mean === undefined || config.mean === null
      ? { mean: [x.at(-1)!], variance: [x.at(-1)!], count: [] }
      : {},
  apply(g, [x], { name, config }, weights) {
    const c = x.shape.at(-1)!;
    const wide = (v: unknown) =>
      Float32Array.from({ length: c }, (_, i) => Number([v].flat(9)[i] ?? [v].flat(9)[0]));
    const mean = weights.mean ?? wide(config.mean);
    const variance = weights.variance ?? wide(config.variance);
    const scale = Float32Array.from(variance, (v) => 1 / Math.max(Math.sqrt(v), 1e-7));
    const shift = Float32Array.from(scale, (s, i) => -mean[i] * s);
    if (!config.invert) return scaleShift(g, x, scale, shift, name);
    return scaleShift(
      g,
      x,
      scale.map((s) => 1 / s),
      mean,
      name,
    );
  },
};

const rescaling: LayerType = {
  apply(g, [x], { name, config }) {
    const wide = (v: unknown) =>
      Float32Array.from({ length: x.shape.at(-1)! }, (_, i) => Number([v].flat()[i] ?? [v].flat()[0]));
    return scaleShift(g, x, wide(config.scale), wide(config.offset ?? 0), name);
  },
};

const reluLayer: LayerType = {
  apply(g, [x], layer) {
    const { max_value, negative_slope = 0, threshold = 0 } = layer.config;
    if (threshold !== 0) throw unsupportedSetting(layer, "threshold", threshold);
    const top = max_value === undefined || max_value === null ? undefined : Number(max_value);
    if (negative_slope === 0 && top === undefined) return addActivation(g, x, { kind: "relu" }, layer.name);
    if (negative_slope === 0 && top === 6) return addActivation(g, x, { kind: "relu6" }, layer.name);
    const y = addActivation(g, x, { kind: "leakyRelu", alpha: negative_slope }, layer.name);
    return top === undefined ? y : minimum(g, y, g.weight("max", [1], Float32Array.of(top)), layer.name);
  },
};

const preluLayer: LayerType = {
  variables({ config }, [x]) {
    const shared = new Set<number>([config.shared_axes ?? []].flat().map((axis: number) => axis - 1));
    return { alpha: x.map((n, i) => (shared.has(i) ? 1 : n)) };
  },
  apply(g, [x], layer, { alpha }) {
    const { alpha: shape } = preluLayer.variables!(layer, [x.shape]);
    return prelu(g, x, g.weight(`${layer.name}/alpha`, shape, alpha), layer.name);
  },
};

const fold = (combine: typeof add): LayerType =>
  // left to right, the last under the layer's name
  ({
    apply: (g, inputs, { name }) =>
      inputs.reduce((a, b, i) => combine(g, a, b, i === inputs.length - 1 ? name : undefined)),
  });

const pool = (windowed: typeof maxPool2d): LayerType => ({
  apply: (g, [x], layer) => windowed(g, x, poolWindow(layer), layer.name),
});

const globalPool = (whole: typeof globalMaxPool2d): LayerType => ({
  apply(g, [x], { name, config }) {
    const y = whole(g, x, name);
    return config.keepdims ? reshape(g, y, [1, 1, x.shape[2]], name) : y;
  },
});

const resizeTo = (
  g: GraphBuilder,
  x: Value,
  size: [number, number],
  method: string,
  layer: LayerConfig,
): Value => {
  if (method === "nearest") return resizeNearest(g, x, size, { halfPixelCenters: true }, layer.name);
  if (method === "bilinear") return resizeBilinear(g, x, size, { halfPixelCenters: true }, layer.name);
  throw unsupportedSetting(layer, "interpolation", method);
};

export const layerTypes: Readonly<Record<string, LayerType>> = {
  Conv2D: conv,
  DepthwiseConv2D: depthwise,
  SeparableConv2D: separable,
  Conv2DTranspose: transposed,
  Dense: denseLayer,
  BatchNormalization: batchNormalization,
  Normalization: normalization,
  Rescaling: rescaling,
  Activation: { apply: (g, [x], layer) => act(g, x, layer) },
  ReLU: reluLayer,
  LeakyReLU: {
    apply: (g, [x], { name, config }) =>
      addActivation(
        g,
        x,
        { kind: "leakyRelu", alpha: Number(config.negative_slope ?? config.alpha ?? 0.3) },
        name,
      ),
  },
  PReLU: preluLayer,
  ELU: {
    apply: (g, [x], { name, config }) =>
      addActivation(g, x, { kind: "elu", alpha: Number(config.alpha ?? 1) }, name),
  },
  Softmax: {
    apply(g, [x], layer) {
      const axis = layer.config.axis ?? -1;
      if (axis !== -1 && axis !== x.shape.length) throw unsupportedSetting(layer, "axis", axis);
      return addActivation(g, x, "softmax", layer.name);
    },
  },
  MaxPooling2D: pool(maxPool2d),
  AveragePooling2D: pool(averagePool2d),
  GlobalMaxPooling2D: globalPool(globalMaxPool2d),
  GlobalAveragePooling2D: globalPool(globalAveragePool2d),
  Add: fold(add),
  Subtract: fold(subtract),
  Multiply: fold(multiply),
  Maximum: fold(maximum),
  Minimum: fold(minimum),
  Average: { apply: (g, inputs, { name }) => average(g, inputs, name) },
  Concatenate: {
    apply(g, inputs, { name, config }) {
      const axis = config.axis ?? -1; // counts the batch
      return concatenate(g, inputs, axis > 0 ? axis - 1 : axis, name);
    },
  },
  ZeroPadding2D: { apply: (g, [x], { name, config }) => zeroPadding2d(g, x, edges(config.padding), name) },
  Cropping2D: { apply: (g, [x], { name, config }) => cropping2d(g, x, edges(config.cropping), name) },
  UpSampling2D: {
    apply(g, [x], layer) {
      const [sy, sx] = pair(layer.config.size, 2);
      const { interpolation = "nearest" } = layer.config;
      if (interpolation === "nearest") return upsampling2d(g, x, [sy, sx], layer.name);
      return resizeTo(g, x, [x.shape[0] * sy, x.shape[1] * sx], interpolation, layer);
    },
  },
  Resizing: {
    apply(g, [x], layer) {
      const { height, width, interpolation = "bilinear", crop_to_aspect_ratio } = layer.config;
      if (crop_to_aspect_ratio) throw unsupportedSetting(layer, "crop_to_aspect_ratio", true);
      return resizeTo(g, x, [Number(height), Number(width)], interpolation, layer);
    },
  },
  Flatten: { apply: (g, [x], { name }) => flatten(g, x, name) },
  Reshape: {
    apply(g, [x], { name, config }) {
      const target = [config.target_shape].flat().map(Number);
      const known = target.filter((n) => n !== -1).reduce((a, b) => a * b, 1);
      return reshape(
        g,
        x,
        target.map((n) => (n === -1 ? sizeOf(x.shape) / known : n)),
        name,
      );
    },
  },
  Permute: {
    apply: (g, [x], { name, config }) =>
      permute(
        g,
        x,
        config.dims.map((d: number) => d - 1),
        name,
      ),
  },
  ...Object.fromEntries(
    [
      "Dropout",
      "SpatialDropout2D",
      "GaussianNoise",
      "GaussianDropout",
      "AlphaDropout",
      "ActivityRegularization",
    ]
      .concat([
        "RandomFlip",
        "RandomRotation",
        "RandomZoom",
        "RandomContrast",
        "RandomTranslation",
        "RandomBrightness",
      ])
      .concat(["RandomHeight", "RandomWidth", "RandomCrop", "InputLayer"])
      .map((name) => [name, identity]),
  ),
};

/** Throws for a layer this engine does not have, saying which it has. */
export function layerType(layer: LayerConfig, place: string): LayerType {
  const type = Object.hasOwn(layerTypes, layer.type) ? layerTypes[layer.type] : undefined;
  if (type) {
    const format = layer.config.data_format;
    if (format === "channels_first") throw unsupportedSetting(layer, "data_format", format);
    return type;
  }
  const known = Object.keys(layerTypes).sort().join(", ");
  const message = `layer '${layer.name}' (${layer.type}, ${place}) is not supported; supported are ${known}`;
  throw new EngineError("unsupported-layer", message);
}

function unsupportedSetting(layer: LayerConfig, setting: string, value: unknown): EngineError {
  const said = JSON.stringify(value);
  return new EngineError(
    "unsupported-layer",
    `layer '${layer.name}' (${layer.type}) has ${setting} ${said}, which is not supported`,
  );
}
