/** @file Decoded samples made into a picture, the right way up. */

import type { Picture } from "./picture.ts";

/**
 * Samples of 0…`most`, `stride` of them for each pixel and colours first, as a picture in bytes. What is transparent
 * shows white paper; `alpha` says of pixel i how much it covers, 0…1.
 */
export function overWhite(
  samples: ArrayLike<number>,
  { width, height, channels }: Pick<Picture, "width" | "height" | "channels">,
  most: number,
  alpha: (pixel: number) => number,
  stride: number,
): Picture {
  const data = new Uint8Array(width * height * channels);
  const scale = 255 / most;
  for (let i = 0; i < width * height; i++) {
    const covers = alpha(i);
    for (let c = 0; c < channels; c++)
      data[i * channels + c] = Math.round(samples[i * stride + c] * scale * covers + 255 * (1 - covers));
  }
  return { width, height, channels, data, range: [0, 255] };
}

/** Where row 0 and column 0 of the stored picture lie in the upright one (EXIF 2.32, table of tag 0x0112). */
const TURNS = [
  { swap: false, flipX: false, flipY: false },
  { swap: false, flipX: true, flipY: false },
  { swap: false, flipX: true, flipY: true },
  { swap: false, flipX: false, flipY: true },
  { swap: true, flipX: false, flipY: false },
  { swap: true, flipX: true, flipY: false },
  { swap: true, flipX: true, flipY: true },
  { swap: true, flipX: false, flipY: true },
] as const;

/** A picture as it was meant to be seen; `orientation` as EXIF counts, 1…8. */
export function turn(picture: Picture, orientation: number): Picture {
  const { swap, flipX, flipY } = TURNS[orientation - 1];
  if (orientation === 1) return picture;
  const { channels } = picture;
  const width = swap ? picture.height : picture.width;
  const height = swap ? picture.width : picture.height;
  const data = picture.data.slice();
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [u, v] = [flipX ? width - 1 - x : x, flipY ? height - 1 - y : y];
      const from = swap ? u * picture.width + v : v * picture.width + u;
      for (let c = 0; c < channels; c++)
        data[(y * width + x) * channels + c] = picture.data[from * channels + c];
    }
  return { ...picture, width, height, data };
}
