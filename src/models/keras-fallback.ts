/** @file Keras layers and activations that we have no kernels for, as TensorFlow.js computes them. */

import type { Tensor } from "@tensorflow/tfjs-core";
import type { GraphBuilder, Shape, Tfjs, Value } from "../graph/graph.ts";
import { type TfjsStep, tfjsStep } from "../kernels/ops/tfjs-step.ts";
import { checkRoom, count, type LayerConfig, type LayerType, unsupportedSetting } from "./keras-layer.ts";

type Run = TfjsStep["run"];
type Curve = (tf: Tfjs, x: Tensor) => Tensor;

const where = (tf: Tfjs, x: Tensor, isKept: Tensor): Tensor => tf.mul(x, tf.cast(isKept, "float32"));

/** Number by number (keras/src/activations). */
const curves: Readonly<Record<string, Curve>> = {
  celu: (tf, x) => tf.elu(x),
  hard_shrink: (tf, x) => where(tf, x, tf.greater(tf.abs(x), 0.5)),
  hard_tanh: (tf, x) => tf.clipByValue(x, -1, 1),
  log_sigmoid: (tf, x) => tf.logSigmoid(x),
  soft_shrink: (tf, x) => tf.mul(tf.sign(x), tf.relu(tf.sub(tf.abs(x), 0.5))),
  sparse_plus: (tf, x) =>
    tf.add(tf.square(tf.div(tf.add(tf.clipByValue(x, -1, 1), 1), 2)), tf.relu(tf.sub(x, 1))),
  squareplus: (tf, x) => tf.div(tf.add(x, tf.sqrt(tf.add(tf.square(x), 4))), 2),
  tanh_shrink: (tf, x) => tf.sub(x, tf.tanh(x)),
};

/** Names of activations that are computed here. */
export const tfjsActivations: readonly string[] = [...Object.keys(curves), "log_softmax"];

/** Adds one of them. */
export function tfjsActivation(g: GraphBuilder, x: Value, kind: string, name: string): Value {
  if (kind === "log_softmax") return tfjsStep(g, [x], { kind, run: (tf, [x]) => tf.logSoftmax(x) }, name);
  return tfjsStep(g, [x], { kind, run: (tf, [x]) => curves[kind](tf, x), isPixelwise: true }, name);
}

/** Axes of a setting, which count the batch, as those of a sample. */
function axesOf(layer: LayerConfig, [x]: readonly Shape[]): number[] {
  const given: unknown[] = [layer.config.axis ?? -1].flat();
  return given.map((axis) => {
    const found = Number(axis) < 0 ? Number(axis) + x.length : Number(axis) - 1;
    if (!(Number.isInteger(found) && found >= 0 && found < x.length))
      throw unsupportedSetting(layer, "axis", layer.config.axis);
    return found;
  });
}

/** Scale and shift, of this shape, unless the layer goes without. */
const learnt = ({ config }: LayerConfig, shape: Shape): Record<string, Shape> => ({
  ...(config.scale === false ? {} : { gamma: shape }),
  ...(config.center === false ? {} : { beta: shape }),
});

/** (x − mean) / standard deviation over some axes. */
function standardised(tf: Tfjs, x: Tensor, axes: number[], { config }: LayerConfig): Tensor {
  const { mean, variance } = tf.moments(x, axes, true);
  return tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, Number(config.epsilon ?? 1e-3))));
}

/** With scale and shift as they are repeated over x: they are inputs of the step in this order, if there are any. */
function normalising(
  normalise: (tf: Tfjs, x: Tensor, layer: LayerConfig, sample: Shape) => Tensor,
  shapeOf: (layer: LayerConfig, sample: Shape) => { stored: Shape; repeated: Shape },
): LayerType {
  return {
    variables: (layer, [x]) => learnt(layer, shapeOf(layer, x).stored),
    apply(g, [x], layer, { gamma, beta }) {
      if (layer.config.rms_scaling) throw unsupportedSetting(layer, "rms_scaling", true);
      const { repeated } = shapeOf(layer, x.shape);
      const [scale, shift] = [gamma, beta].map((data) => data && g.weight(layer.name, repeated, data));
      const run: Run = (tf, [x, ...rest]) => {
        const y = normalise(tf, x, layer, sample);
        const scaled = scale ? tf.mul(y, rest[0]) : y;
        return shift ? tf.add(scaled, rest.at(-1)!) : scaled;
      };
      const sample = x.shape;
      const inputs = [x, scale, shift].filter((value) => value !== undefined);
      return tfjsStep(g, inputs, { kind: layer.type, run }, layer.name);
    },
  };
}

const layerNormalization = normalising(
  (tf, x, layer, sample) =>
    standardised(
      tf,
      x,
      axesOf(layer, [sample]).map((axis) => axis + 1),
      layer,
    ),
  (layer, sample) => {
    const axes = axesOf(layer, [sample]);
    return {
      stored: axes.map((axis) => sample[axis]),
      repeated: sample.map((n, i) => (axes.includes(i) ? n : 1)),
    };
  },
);

/** Groups of channels, which come last. */
const groupNormalization = normalising(
  (tf, x, layer, sample) => {
    const channels = sample.at(-1)!;
    const given = layer.config.groups === -1 ? channels : count(layer, "groups", 32);
    if (axesOf(layer, [sample]).some((axis) => axis !== sample.length - 1))
      throw unsupportedSetting(layer, "axis", layer.config.axis);
    if (channels % given !== 0) throw unsupportedSetting(layer, "groups", given);
    const split = tf.reshape(x, [...x.shape.slice(0, -1), given, channels / given]);
    const axes = [...split.shape.keys()].filter((axis) => axis !== 0 && axis !== split.rank - 2);
    return tf.reshape(standardised(tf, split, axes, layer), x.shape);
  },
  (_layer, sample) => ({ stored: [sample.at(-1)!], repeated: [sample.at(-1)!] }),
);

const unitNormalization: LayerType = {
  apply(g, [x], layer) {
    const axes = axesOf(layer, [x.shape]).map((axis) => axis + 1);
    const run: Run = (tf, [x]) => tf.div(x, tf.sqrt(tf.maximum(tf.sum(tf.square(x), axes, true), 1e-12)));
    return tfjsStep(g, [x], { kind: layer.type, run }, layer.name);
  },
};

const thresholdedRelu: LayerType = {
  apply(g, [x], layer) {
    const theta = Number(layer.config.theta ?? 1);
    const run: Run = (tf, [x]) => where(tf, x, tf.greater(x, theta));
    return tfjsStep(g, [x], { kind: layer.type, run, isPixelwise: true }, layer.name);
  },
};

const repeatVector: LayerType = {
  apply(g, [x], layer) {
    const n = count(layer, "n");
    checkRoom([n, ...x.shape]);
    const run: Run = (tf, [x]) => tf.tile(tf.expandDims(x, 1), [1, n, 1]);
    return tfjsStep(g, [x], { kind: layer.type, run }, layer.name);
  },
};

export const tfjsLayers: Readonly<Record<string, LayerType>> = {
  LayerNormalization: layerNormalization,
  GroupNormalization: groupNormalization,
  UnitNormalization: unitNormalization,
  ThresholdedReLU: thresholdedRelu,
  RepeatVector: repeatVector,
};
