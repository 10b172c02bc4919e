/** @file Gray to colour, floats to bytes. */

import type { Picture } from "./picture.ts";

type Bytes = Omit<Picture, "data"> & { readonly data: Uint8Array<ArrayBuffer> };

/** Three channels: a gray one is repeated. */
export function toRgb(picture: Picture): Picture {
  if (picture.channels === 3) return picture;
  const data = like(picture, picture.data.length * 3);
  for (let i = 0; i < data.length; i++) data[i] = picture.data[Math.floor(i / 3)];
  return { ...picture, channels: 3, data };
}

/** The same picture in bytes: black is 0, white 255; what lies beyond is cut off. */
export function toBytes(picture: Picture): Bytes {
  if (picture.data instanceof Uint8Array) return picture as Bytes;
  const [black, white] = picture.range;
  const data = Uint8Array.from(picture.data, (value) =>
    Math.max(0, Math.min(255, Math.round((255 * (value - black)) / (white - black)))),
  );
  return { ...picture, data, range: [0, 255] };
}

/** Room for numbers of the kind a picture has. */
export const like = ({ data }: Picture, length: number): Picture["data"] =>
  data instanceof Uint8Array ? new Uint8Array(length) : new Float64Array(length);
