/** @file A climbed picture as people see it. */

import type { Preprocessing } from "../models/model.ts";

/**
 * The model's input [h, w, c] as bytes, red first: centred on gray with this standard deviation as the homework and the
 * Keras example do, ((x − mean) / (std + 1e-5)) contrast + 0.5; with a contrast of 0 as it is, from black to white.
 */
export function shown(
  input: Float32Array,
  contrast: number,
  { black, white }: { readonly black: readonly number[]; readonly white: readonly number[] },
  { channels }: Preprocessing,
): Uint8Array<ArrayBuffer> {
  const count = black.length;
  const mean = input.reduce((sum, v) => sum + v, 0) / input.length;
  const std = Math.sqrt(input.reduce((sum, v) => sum + (v - mean) ** 2, 0) / input.length);
  const share = (value: number, c: number) =>
    contrast > 0
      ? ((value - mean) / (std + 1e-5)) * contrast + 0.5
      : (value - black[c]) / (white[c] - black[c]);
  return Uint8Array.from(input, (_, i) => {
    const c = i % count;
    const from = channels === "bgr" ? count - 1 - c : c;
    return Math.round(255 * Math.min(1, Math.max(0, share(input[i - c + from], from) || 0)));
  });
}
