/** @file Keras layers of one scale and shift per channel (keras/src/layers/normalization, …/preprocessing). */

import type { Shape } from "../graph/graph.ts";
import { batchNorm, type ScaleShift, scaleShift } from "../kernels/ops/scale-shift.ts";
import { type LayerConfig, type LayerType, unsupportedSetting } from "./keras-layer.ts";

const computed = new WeakMap<LayerConfig, ScaleShift>();

/** A layer's scale and shift: the same arrays each time, so that they are uploaded once. */
function once(layer: LayerConfig, compute: () => ScaleShift): ScaleShift {
  let found = computed.get(layer);
  if (!found) computed.set(layer, (found = compute()));
  return found;
}

/** One number for each channel, from one or from as many. */
function perChannel(layer: LayerConfig, setting: string, fallback: number, channels: number): Float64Array {
  const given = [layer.config[setting] ?? fallback].flat(9).map(Number);
  if ((given.length !== 1 && given.length !== channels) || !given.every(Number.isFinite))
    throw unsupportedSetting(layer, setting, layer.config[setting]);
  return Float64Array.from({ length: channels }, (_, c) => given[c] ?? given[0]);
}

/** Only the last axis is a channel here. */
function refuseOtherAxes(layer: LayerConfig, rank: number): void {
  const axes = [layer.config.axis ?? -1].flat();
  if (axes.length !== 1 || (axes[0] !== -1 && axes[0] !== rank))
    throw unsupportedSetting(layer, "axis", layer.config.axis);
}

export const batchNormalization: LayerType = {
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
    refuseOtherAxes(layer, x.shape.length);
    const epsilon = Number(layer.config.epsilon ?? 1e-3);
    const { scale, shift } = batchNorm({ gamma, beta, mean, variance, epsilon });
    return scaleShift(g, x, scale, shift, layer.name);
  },
};

/** Keras divides by no less. */
const LEAST_DEVIATION = 1e-7;

export const normalization: LayerType = {
  frozen: ["mean", "variance", "count"],
  variables({ config }, [x]): Record<string, Shape> {
    if (config.mean !== undefined && config.mean !== null) return {};
    const c = config.axis === null ? [] : [x.at(-1)!];
    return { mean: c, variance: c, count: [] };
  },
  apply(g, [x], layer, weights) {
    if (layer.config.axis !== null) refuseOtherAxes(layer, x.shape.length);
    const { scale, shift } = once(layer, () => {
      const c = x.shape.at(-1)!;
      const spread = (stored: Float32Array) =>
        Float64Array.from({ length: c }, (_, i) => stored[i] ?? stored[0]);
      const mean = weights.mean ? spread(weights.mean) : perChannel(layer, "mean", 0, c);
      const variance = weights.variance ? spread(weights.variance) : perChannel(layer, "variance", 1, c);
      const deviation = variance.map((v) => Math.max(Math.sqrt(v), LEAST_DEVIATION));
      if (layer.config.invert) return { scale: Float32Array.from(deviation), shift: Float32Array.from(mean) };
      return {
        scale: Float32Array.from(deviation, (d) => 1 / d),
        shift: Float32Array.from(deviation, (d, i) => -mean[i] / d),
      };
    });
    return scaleShift(g, x, scale, shift, layer.name);
  },
};

export const rescaling: LayerType = {
  apply(g, [x], layer) {
    const { scale, shift } = once(layer, () => ({
      scale: Float32Array.from(perChannel(layer, "scale", 1, x.shape.at(-1)!)),
      shift: Float32Array.from(perChannel(layer, "offset", 0, x.shape.at(-1)!)),
    }));
    return scaleShift(g, x, scale, shift, layer.name);
  },
};
