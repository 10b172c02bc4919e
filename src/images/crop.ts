/** @file A square part of a picture, chosen by hand. */

import type { Picture } from "./picture.ts";

/** A square inside a picture, in whole pixels. */
export interface Square {
  readonly left: number;
  readonly top: number;
  readonly size: number;
}

/** These pixels, in a picture of their own. */
export function cropPicture(picture: Picture, { left, top, size }: Square): Picture {
  const { width, channels, data } = picture;
  const part = data.slice(0, size * size * channels);
  for (let y = 0; y < size; y++) {
    const from = ((top + y) * width + left) * channels;
    part.set(data.subarray(from, from + size * channels), y * size * channels);
  }
  return { ...picture, height: size, width: size, data: part };
}
