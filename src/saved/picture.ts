/** @file A picture within a saved result, so that this can be shown by itself. */

import type { Picture } from "../images/picture.ts";

/** As it stands in JSON: its numbers as the base64 of their bytes, floats little-endian. */
export interface SavedPicture extends Omit<Picture, "data"> {
  readonly type: "uint8" | "float64";
  readonly data: string;
}

/** A result with its picture, and how it was looked at. */
export const withPicture = <Result extends object>(
  result: Result,
  picture: Picture | undefined,
  shown: object,
): Result & { readonly picture?: SavedPicture; readonly shown: object } => ({
  ...result,
  ...(picture ? { picture: writePicture(picture) } : {}),
  shown,
});

function writePicture({ data, ...picture }: Picture): SavedPicture {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x2000)
    text += String.fromCharCode(...bytes.subarray(i, i + 0x2000));
  return { ...picture, type: data instanceof Uint8Array ? "uint8" : "float64", data: btoa(text) };
}
