/** @file A small picture of a file, or of decoded pixels. */

import type { Picture } from "../../images/picture.ts";
import { bitmapOf } from "./picture-canvas.ts";

/** An address for `<img>`: of the file itself, or of its decoded pixels where a browser has no decoder for it. */
export async function thumbnailOf(file: File, picture: Picture): Promise<string> {
  return file.name.toLowerCase().endsWith(".npy") ? pixelsAddress(picture) : URL.createObjectURL(file);
}

/** An address for `<img>` of decoded pixels. */
export async function pixelsAddress(picture: Picture): Promise<string> {
  const blob = await new Promise<Blob | null>((resolve) => bitmapOf(thinned(picture)).toBlob(resolve));
  return blob ? URL.createObjectURL(blob) : "";
}

/** Every so many pixels of a large picture, so that its longer side has at most 1024: to be looked at. */
export function thinned(picture: Picture): Picture {
  const step = Math.ceil(Math.max(picture.width, picture.height) / 1024);
  if (step === 1) return picture;
  const { channels } = picture;
  const width = Math.ceil(picture.width / step);
  const height = Math.ceil(picture.height / step);
  const data = picture.data.slice(0, width * height * channels);
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < channels; c++)
        data[to++] = picture.data[(y * step * picture.width + x * step) * channels + c];
  return { ...picture, width, height, data };
}
