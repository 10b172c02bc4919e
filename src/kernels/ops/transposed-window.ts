/** @file The size of a transposed convolution's output, and the window over that output that it runs backwards. */

import { EngineError } from "../../errors.ts";
import type { Shape } from "../../graph/graph.ts";
import { outputSize, type Padding, type Window } from "../../graph/taps.ts";
import { checkWhole } from "./image-shape.ts";

export interface TransposedOptions {
  readonly strides: readonly [number, number];
  /** In pixels: what is cut off the output, as ONNX and PyTorch say it. */
  readonly padding: "same" | "valid" | Padding;
  /**
   * Rows and columns added at the end. Default: what makes "same" give size * stride, as in Keras; none under a padding
   * in pixels.
   */
  readonly outputPadding?: readonly [number, number] | undefined;
  /** Distance between two taps. Default: [1, 1]; others only under a padding in pixels. */
  readonly dilations?: readonly [number, number];
}

/**
 * For an image [h, w, …] and a filter [kh, kw, …]. Throws EngineError("shape") where no window over the output gives
 * back the image, as under an output padding that is too large.
 */
export function transposedWindow(image: Shape, filter: Shape, options: TransposedOptions) {
  const size = [0, 1].map((i) => sizeAlong(i, image[i], filter[i], options));
  checkWhole(size, 1, "conv2dTranspose: output size");
  const window: Window = {
    kernel: [filter[0], filter[1]],
    strides: options.strides,
    padding: paddingFor(size, image, filter, options),
    ...(options.dilations ? { dilations: options.dilations } : {}),
  };
  const back = outputSize(size, window);
  if (back[0] !== image[0] || back[1] !== image[1])
    throw new EngineError(
      "shape",
      `conv2dTranspose: an output of ${size.join("x")} comes from ${back.join("x")} pixels, ` +
        `but the input has ${image[0]}x${image[1]}; a smaller output padding helps`,
    );
  return { size, window };
}

/** keras/src/backend/common/backend_utils.py, compute_conv_transpose_output_shape; in pixels, ConvTranspose of ONNX. */
function sizeAlong(
  i: number,
  size: number,
  kernel: number,
  { strides, padding, outputPadding, dilations = [1, 1] }: TransposedOptions,
): number {
  const stride = strides[i];
  if (typeof padding !== "string") {
    const reach = (kernel - 1) * dilations[i] + 1;
    return (size - 1) * stride + reach - padding[i][0] - padding[i][1] + (outputPadding?.[i] ?? 0);
  }
  const same = padding === "same";
  if (!outputPadding) return size * stride + (same ? 0 : Math.max(kernel - stride, 0));
  return (size - 1) * stride + kernel - (same ? 2 * Math.floor(kernel / 2) : 0) + outputPadding[i];
}

/** The padding under which the window gives back the image's size. */
function paddingFor(
  size: Shape,
  image: Shape,
  kernel: Shape,
  { strides, padding }: TransposedOptions,
): Padding {
  if (typeof padding !== "string") return padding;
  const along = (i: number): [number, number] => {
    const total = Math.max(0, (image[i] - 1) * strides[i] + kernel[i] - size[i]);
    return padding === "same" ? [total >> 1, total - (total >> 1)] : [0, total];
  };
  return [along(0), along(1)];
}
