/** @file Kernels as old versions of Keras stored them, turned into today's (keras/engine/saving.py of 2.2.4). */

import type { Shape } from "../graph/graph.ts";
import type { LayerConfig, Numbers } from "./keras-layer.ts";

/** The shape in which the file has a variable that the layer wants in `shape`. */
export const storedShape = (layer: LayerConfig, shape: Shape): Shape =>
  isKeras1Transposed(layer, shape) ? [shape[0], shape[1], shape[3], shape[2]] : shape;

/** A variable as the layer wants it. `turned`: Theano made the file. */
export function modernKernel(layer: LayerConfig, stored: Numbers, shape: Shape, turned: boolean): Numbers {
  if (shape.length !== 4) return stored;
  const kernel = isKeras1Transposed(layer, shape) ? swapped(stored, shape) : stored;
  // those of depthwise convolutions Keras has turned itself (keras/backend/theano_backend.py)
  const isTurned = turned && (layer.type === "Conv2D" || layer.type === "Conv2DTranspose");
  return isTurned ? turn(kernel, shape) : kernel;
}

/** Keras 1 had channels before filters there. */
const isKeras1Transposed = ({ type, kerasMajor }: LayerConfig, shape: Shape) =>
  kerasMajor === 1 && type === "Conv2DTranspose" && shape.length === 4;

/** [h, w, c, f] to [h, w, f, c], which is `shape`. */
function swapped(kernel: Numbers, [, , filters, channels]: Shape): Numbers {
  return kernel.map((_, i) => {
    const c = i % channels;
    const f = Math.floor(i / channels) % filters;
    return kernel[i - f * channels - c + c * filters + f];
  });
}

/** Theano turns kernels by 180 degrees when it convolves; Keras turns them on loading, and so do we. */
function turn(kernel: Numbers, [h, w, ...rest]: Shape): Numbers {
  const size = rest[0] * rest[1];
  return kernel.map((_, i) => {
    const at = Math.floor(i / size);
    return kernel[(h * w - 1 - at) * size + (i % size)];
  });
}
