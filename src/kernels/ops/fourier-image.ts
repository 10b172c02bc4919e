/**
 * @file Images written down as their spectrum, so that ascent reaches all frequencies alike (Olah et al., 2017,
 * https://distill.pub/2017/feature-visualization; lucid/optvis/param/spatial.py, fft_image).
 */

import { EngineError } from "../../errors.ts";
import type { GraphBuilder, Value } from "../../graph/graph.ts";
import { fftColumns, fftToReal, halfOf, MOST } from "./fft.ts";

export interface InverseRealFftOptions {
  /** Times this. Default: 1; Math.sqrt(h * w) makes it orthonormal. */
  readonly scale?: number;
}

/**
 * Adds the real image [h, w, c] with this spectrum [h, floor(w / 2) + 1, c, 2] (last: real, imaginary), as
 * numpy.fft.irfft2(spectrum, s=(h, w)) over the first two axes: 1 / (h w) of the sum. Imaginary parts that no real image
 * has are left out. Its gradient is the adjoint. Throws EngineError("shape") if they do not fit, or if h or w is over 1024.
 */
export function inverseRealFft2d(
  g: GraphBuilder,
  spectrum: Value,
  [h, w]: readonly [height: number, width: number],
  { scale = 1 }: InverseRealFftOptions = {},
  name?: string,
): Value {
  if (h > MOST || w > MOST)
    throw new EngineError("shape", `a Fourier image of ${h}x${w} pixels; at most ${MOST}x${MOST} fit`);
  const { shape } = spectrum;
  const expected = [h, halfOf(w), shape[2], 2];
  if (String(shape) !== String(expected))
    throw new EngineError(
      "shape",
      `a Fourier image of ${h}x${w} needs [${h},${halfOf(w)},c,2], got [${shape}]`,
    );
  return fftToReal(g, fftColumns(g, spectrum, { inverse: true }), { width: w, scale: scale / (h * w) }, name);
}

/**
 * What a spectrum is multiplied by, [h, floor(w / 2) + 1]: sqrt(w h) / max(|f|, 1 / max(w, h))^decay, |f| in cycles a
 * pixel. With decay 1 all frequencies of a natural image have one size before.
 */
export function fourierScale(h: number, w: number, decay: number): Float32Array<ArrayBuffer> {
  const half = halfOf(w);
  return Float32Array.from({ length: h * half }, (_, i) => {
    const row = Math.floor(i / half);
    const [fy, fx] = [Math.min(row, h - row) / h, (i % half) / w];
    return Math.sqrt(w * h) / Math.max(Math.hypot(fy, fx), 1 / Math.max(w, h)) ** decay;
  });
}
