/** @file Depthwise 2-D convolution: each channel is filtered on its own. */

import type { Tensor4D } from "@tensorflow/tfjs-core";
import source from "../../../shaders/depthwise-conv2d.wgsl";
import fours from "../../../shaders/depthwise-conv2d-4.wgsl";
import { EngineError } from "../../errors.ts";
import { type GraphBuilder, type Op, type Shape, sizeOf, type Value } from "../../graph/graph.ts";
import { slide, tapsWeight, type Window } from "../../graph/taps.ts";
import { flat } from "../workgroups.ts";
import { type Activation, activationConstants } from "./activation.ts";
import { type AfterOptions, afterWeight, applyAfter } from "./after.ts";
import { padTensor, pixels, slidOver } from "./windows.ts";

export interface DepthwiseConv2dAttrs {
  readonly outputShape: Shape;
  readonly window: Window;
  readonly activation?: Activation | undefined;
}

export interface DepthwiseConv2dOptions extends Omit<Window, "kernel">, AfterOptions {}

/**
 * Adds a depthwise convolution of x [h, w, c] by `filter` [kh, kw, c, multiplier]; y has c * multiplier channels.
 * Throws EngineError("shape") if they do not fit.
 */
export function depthwiseConv2d(
  g: GraphBuilder,
  x: Value,
  filter: Value,
  { bias, activation, ...sliding }: DepthwiseConv2dOptions,
  name?: string,
): Value {
  const [kh, kw, channels, multiplier] = filter.shape;
  const window: Window = { kernel: [kh, kw], ...sliding };
  const [, , c] = slidOver(x, window, "depthwiseConv2d");
  if (c !== channels) {
    const message = `depthwiseConv2d: input has ${c} channels, filter [${filter.shape}] has ${channels}`;
    throw new EngineError("shape", message);
  }
  const taps = slide(x.shape, window);
  const filters = channels * multiplier;
  const inputs = [x, tapsWeight(g, taps), filter, afterWeight(g, filters, bias)];
  return g.add(depthwiseConv2dOp, inputs, { outputShape: [...taps.size, filters], window, activation }, name);
}

/** Inputs: x, taps [pixels of the output, taps], filters [kh, kw, c, multiplier] and after [3, c * multiplier]. */
export const depthwiseConv2dOp: Op<DepthwiseConv2dAttrs> = {
  name: "depthwiseConv2d",
  shape: (_inputs, { outputShape }) => outputShape,
  kernel({ inputs: [x, taps, w], output, attrs }) {
    const [channels, multiplier] = w.shape.slice(2);
    const width = multiplier === 1 && channels % 4 === 0 ? 4 : 1;
    return {
      source: width === 4 ? fours : source,
      constants: {
        TAPS: taps.shape[1],
        CHANNELS: channels / width,
        MULTIPLIER: multiplier,
        ...pixels(x, taps),
        ...activationConstants(attrs.activation),
      },
      workgroups: flat(sizeOf(output.shape) / width),
    };
  },
  multiplyAdds: ({ inputs: [, taps], output }) => sizeOf(output.shape) * taps.shape[1],
  tfjs(tf, [x, , w, after], { window, activation }) {
    const { strides, dilations = [1, 1] } = window;
    const sum = tf.depthwiseConv2d(
      padTensor(tf, x, window) as Tensor4D,
      w as Tensor4D,
      [...strides] as [number, number],
      "valid",
      "NHWC",
      [...dilations] as [number, number],
    );
    return applyAfter(tf, sum, after, activation);
  },
};
