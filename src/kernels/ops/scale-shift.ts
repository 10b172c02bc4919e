/** @file y = x * scale + shift, one pair for each channel: batch normalisation at inference, rescaling, normalisation. */

import source from "../../../shaders/scale-shift.wgsl";
import sourceOfFour from "../../../shaders/scale-shift-4.wgsl";
import { EngineError } from "../../errors.ts";
import { type GraphBuilder, type Op, sizeOf, type Value, type Weight } from "../../graph/graph.ts";
import { multiply } from "./binary.ts";
import { inFours } from "./fours.ts";

export interface ScaleShift {
  /** [channels] */
  readonly scale: Float32Array;
  /** [channels] */
  readonly shift: Float32Array;
}

export interface BatchNormStatistics {
  /** Default: ones. */
  readonly gamma?: Float32Array | undefined;
  /** Default: zeros. */
  readonly beta?: Float32Array | undefined;
  readonly mean: Float32Array;
  readonly variance: Float32Array;
  readonly epsilon: number;
}

const norms = new WeakMap<Float32Array, (BatchNormStatistics & ScaleShift)[]>();

/**
 * gamma * (x - mean) / sqrt(variance + epsilon) + beta as scale and shift, in float64 until the end (Ioffe and
 * Szegedy, 2015, https://arxiv.org/abs/1502.03167). The same arrays give the same arrays, so that they are uploaded
 * once.
 */
export function batchNorm(statistics: BatchNormStatistics): ScaleShift {
  const { gamma, beta, mean, variance, epsilon } = statistics;
  const known = norms.get(variance) ?? []; // several where an exporter stored equal variances once
  let norm = known.find(
    (n) => n.gamma === gamma && n.beta === beta && n.mean === mean && n.epsilon === epsilon,
  );
  if (!norm) {
    norm = { ...statistics, ...computeNorm(statistics) };
    norms.set(variance, [...known, norm]);
  }
  return norm;
}

function computeNorm({ gamma, beta, mean, variance, epsilon }: BatchNormStatistics): ScaleShift {
  const scale = Float64Array.from(variance, (v, c) => (gamma?.[c] ?? 1) / Math.sqrt(v + epsilon));
  const shift = Float32Array.from(scale, (s, c) => (beta?.[c] ?? 0) - mean[c] * s);
  return { scale: Float32Array.from(scale), shift };
}

const together = new WeakMap<Float32Array, { shift: Float32Array; both: Float32Array<ArrayBuffer> }>();

/** Adds x * scale + shift over the last axis of x. The same arrays give the same weight. */
export function scaleShift(
  g: GraphBuilder,
  x: Value,
  scale: Float32Array,
  shift: Float32Array,
  name?: string,
): Value {
  let known = together.get(scale);
  if (known?.shift !== shift)
    together.set(scale, (known = { shift, both: Float32Array.from([...scale, ...shift]) }));
  return g.add(scaleShiftOp, [x, g.weight("scale-shift", [2, scale.length], known.both)], {}, name);
}

const scales = new WeakMap<Weight, Float32Array<ArrayBuffer>>();

/** The first half. The same array gives the same array. */
function scaleOf(both: Weight): Float32Array<ArrayBuffer> {
  let scale = scales.get(both);
  if (!scale) scales.set(both, (scale = (both as Float32Array<ArrayBuffer>).slice(0, both.length / 2)));
  return scale;
}

/** Inputs: x [..., c] and [2, c]: scale, shift. */
export const scaleShiftOp: Op<object> = {
  name: "scaleShift",
  shape([x, both]) {
    if (x.at(-1) !== both[1])
      throw new EngineError(
        "shape",
        `scaleShift: input has ${x.at(-1)} channels, scale and shift have ${both[1]}`,
      );
    return x;
  },
  kernel: ({ inputs: [, both], output }) =>
    inFours(sizeOf(output.shape), [source, sourceOfFour], { CHANNELS: both.shape[1] }),
  taps: () => "same",
  gradient(g, { inputs: [, both] }, dy) {
    return [multiply(g, dy, g.weight("scale", [both.shape[1]], scaleOf(g.weights.get(both)!))), null];
  },
  multiplyAdds: ({ output }) => sizeOf(output.shape),
  tfjs(tf, [x, both]) {
    const [scale, shift] = [0, 1].map((i) => tf.reshape(tf.slice(both, [i, 0], [1, -1]), [-1]));
    return tf.add(tf.mul(x, scale), shift);
  },
};
