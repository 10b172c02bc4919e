/** @file Pictures as PNG files, for the terminal. */

import { encode } from "fast-png";
import { toBytes } from "./colour.ts";
import type { Picture } from "./picture.ts";

/** The bytes of a PNG file of 8 bits per channel; floats are mapped from the picture's range. */
export function encodePng(picture: Picture): Uint8Array {
  const { width, height, channels, data } = toBytes(picture);
  return encode({ width, height, channels, data, depth: 8 });
}
