/** @file A part of a picture, chosen by hand. */

import type { Picture } from "./picture.ts";

/** A rectangle inside a picture, in whole pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** These pixels, in a picture of their own. */
export function cropPicture(picture: Picture, { left, top, width, height }: Box): Picture {
  const { channels, data } = picture;
  const part = data.slice(0, width * height * channels);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * picture.width + left) * channels;
    part.set(data.subarray(from, from + width * channels), y * width * channels);
  }
  return { ...picture, width, height, data: part };
}
