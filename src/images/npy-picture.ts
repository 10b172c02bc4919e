/** @file A picture from a NumPy array: [h, w], [h, w, 1] or [h, w, 3]. */

import { EngineError } from "../errors.ts";
import { readNpy } from "./npy.ts";
import { checkSize, type Picture } from "./picture.ts";

/**
 * Whole numbers from 0 to 255 become bytes. Floats stay as they are, and what black and white are is guessed: 0 and 1
 * where nothing lies outside, -1 and 1 where some are negative and nothing lies outside, else 0 and 255.
 *
 * Throws EngineError("bad-image") with the shape or the value that does not fit.
 */
export function npyPicture(bytes: Uint8Array, name = "the array"): Picture {
  const { type, shape, data } = readNpy(bytes);
  const [height, width, channels = 1] = shape;
  if ((shape.length !== 2 && shape.length !== 3) || (channels !== 1 && channels !== 3)) {
    const help = "a picture has [height, width], [height, width, 1] or [height, width, 3]";
    throw new EngineError("bad-image", `${name} has shape [${shape.join(", ")}]; ${help}`);
  }
  checkSize(height, width);
  const size = { height, width, channels } as const;

  if (data instanceof Float32Array || data instanceof Float64Array) {
    const floats = Float64Array.from(data);
    return { ...size, data: floats, range: guessRange(floats, name) };
  }
  if (type === "|b1") return { ...size, data: Float64Array.from(data as Uint8Array), range: [0, 1] };
  for (const value of data)
    if (value < 0 || value > 255)
      throw new EngineError(
        "bad-image",
        `${name} has whole numbers such as ${value}; a picture's go from 0 to 255`,
      );
  return { ...size, data: Uint8Array.from(data as ArrayLike<number | bigint>, Number), range: [0, 255] };
}

function guessRange(floats: Float64Array, name: string): [black: number, white: number] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of floats) {
    if (!Number.isFinite(value)) throw new EngineError("bad-image", `${name} has a value that is ${value}`);
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (most > 1 || least < -1) return [0, 255];
  return least < 0 ? [-1, 1] : [0, 1];
}
