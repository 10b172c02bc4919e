/** @file Normalisations of ONNX that are computed over each picture, by TensorFlow.js. */

import type { Tensor } from "@tensorflow/tfjs-core";
import type { Tfjs } from "../graph/graph.ts";
import type { Read, TfjsOp } from "./onnx-fallback.ts";
import { number, unsupported } from "./onnx-node.ts";
import { checkWork, fromStart } from "./tfjs-functions.ts";

/** (x − mean) / standard deviation over some axes, then scale and bias. */
function normalised(
  { tf, op }: Read,
  x: Tensor,
  axes: number[],
  after: readonly (Tensor | undefined)[],
): Tensor {
  const { mean, variance } = tf.moments(x, axes, true);
  const y = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, number(op, "epsilon", 1e-5))));
  const [scale, bias] = after;
  const scaled = scale ? tf.mul(y, scale) : y;
  return bias ? tf.add(scaled, bias) : scaled;
}

/** One number for each channel, against [batch, channels, …]. */
const perChannel = (tf: Tfjs, given: Tensor | undefined, { rank }: Tensor) =>
  given && tf.reshape(given, [1, given.size, ...Array(rank - 2).fill(1)]);

const instanceNormalization: TfjsOp = ([x, scale, bias], read) => {
  const after = [scale, bias].map((each) => perChannel(read.tf, each, x!));
  return normalised(read, x!, [...x!.shape.keys()].slice(2), after);
};

const groupNormalization: TfjsOp = ([x, scale, bias], read) => {
  const { tf, op } = read;
  const groups = number(op, "num_groups", 1);
  const [n, channels, ...rest] = x!.shape;
  const split = tf.reshape(x!, [n, groups, channels / groups, ...rest]);
  const perGroup = scale?.size === groups && channels !== groups; // before version 21 of the op set
  const within = (each: Tensor | undefined) =>
    each && tf.reshape(each, [1, groups, perGroup ? 1 : channels / groups, ...rest.map(() => 1)]);
  const y = normalised(read, split, [...split.shape.keys()].slice(2), [scale, bias].map(within));
  return tf.reshape(y, x!.shape);
};

const layerNormalization: TfjsOp = ([x, scale, bias], read) => {
  const first = fromStart(number(read.op, "axis", -1), x!);
  return normalised(read, x!, [...x!.shape.keys()].slice(first), [scale, bias]);
};

/** Over neighbouring channels, as AlexNet has it; the channels come last there. */
const localResponse: TfjsOp = ([x], { tf, op }) => {
  const size = number(op, "size", 1);
  if (size % 2 === 0 || x!.rank !== 4) throw unsupported(op, `size ${size} of a value of ${x!.rank} axes`);
  checkWork(x!.size * size);
  const [alpha, beta, bias] = [number(op, "alpha", 1e-4), number(op, "beta", 0.75), number(op, "bias", 1)];
  type Image = Parameters<Tfjs["localResponseNormalization"]>[0];
  const y = tf.localResponseNormalization(
    tf.transpose(x!, [0, 2, 3, 1]) as Image,
    (size - 1) / 2,
    bias,
    alpha / size,
    beta,
  );
  return tf.transpose(y, [0, 3, 1, 2]);
};

export const normalisations: Readonly<Record<string, TfjsOp>> = {
  InstanceNormalization: instanceNormalization,
  GroupNormalization: groupNormalization,
  LayerNormalization: layerNormalization,
  LRN: localResponse,
};
