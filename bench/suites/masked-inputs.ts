/** @file The pictures that LIME asked about, made without its kernels: what every other way to the answers is given. */

import type { LimeResult, Picture } from "../../src/api.ts";

/** The first `count` samples of a run that hid superpixels by 0, as the model's input from 0 to 1. */
export function maskedInputs(
  { data: pixels, channels }: Picture,
  { segments: { labels }, data }: LimeResult,
  count: number,
): Float32Array<ArrayBuffer> {
  const { bits, features } = data!;
  const inputs = new Float32Array(count * pixels.length);
  for (let row = 0; row < count; row++)
    for (let i = 0; i < pixels.length; i++) {
      const label = labels[Math.floor(i / channels)];
      const shown = label >= features || bits[row * features + label];
      if (shown) inputs[row * pixels.length + i] = pixels[i] / 255;
    }
  return inputs;
}
