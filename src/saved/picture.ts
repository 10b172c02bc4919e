/** @file A picture within a saved result, so that this can be shown by itself. */

import type { Picture } from "../images/picture.ts";
import { number, oneOf, pair, record, whole, wrong } from "./check.ts";

/** As it stands in JSON: its numbers as the base64 of their bytes, floats little-endian. */
export interface SavedPicture extends Omit<Picture, "data"> {
  readonly type: "uint8" | "float64";
  readonly data: string;
}

/** A result with its picture, and how it was looked at. */
export const withPicture = <Result extends object>(
  result: Result,
  picture: Picture | undefined,
  shown?: object,
): Result & { readonly picture?: SavedPicture; readonly shown?: object } => ({
  ...result,
  ...(picture ? { picture: writePicture(picture) } : {}),
  ...(shown ? { shown } : {}),
});

function writePicture({ data, ...picture }: Picture): SavedPicture {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x2000)
    text += String.fromCharCode(...bytes.subarray(i, i + 0x2000));
  return { ...picture, type: data instanceof Uint8Array ? "uint8" : "float64", data: btoa(text) };
}

/** Throws EngineError("bad-data") if its bytes are not those of a picture of its size. */
export function readPicture(value: unknown, at: string): Picture {
  const { type, data, ...picture } = record({
    ...{ height: whole(1, 2 ** 16), width: whole(1, 2 ** 16), channels: whole(1, 3) },
    ...{ range: pair(number, number), type: oneOf(["uint8", "float64"]) },
    data: (given: unknown, place: string) =>
      typeof given === "string" ? given : wrong(place, given, "base64"),
  })(value, at);
  const { height, width, channels } = picture;
  if (channels === 2) wrong(`${at}.channels`, channels, "1 or 3");
  const needed = height * width * channels * (type === "uint8" ? 1 : 8);
  if (data.length !== 4 * Math.ceil(needed / 3)) wrong(`${at}.data`, data, `base64 of ${needed} bytes`);
  const bytes = new Uint8Array(needed);
  try {
    const text = atob(data);
    if (text.length !== needed) wrong(`${at}.data`, data, `base64 of ${needed} bytes`);
    for (let i = 0; i < needed; i++) bytes[i] = text.charCodeAt(i);
  } catch {
    wrong(`${at}.data`, data, `base64 of ${needed} bytes`);
  }
  return {
    ...{ height, width, channels: channels as 1 | 3, range: picture.range },
    data: type === "uint8" ? bytes : new Float64Array(bytes.buffer),
  };
}
