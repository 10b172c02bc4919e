/** @file A picture from a NumPy array: [h, w], [h, w, 1] or [h, w, 3]. */

import { EngineError } from "../errors.ts";
import { type Npy, readNpy } from "./npy.ts";
import { checkSize, type Picture } from "./picture.ts";

/**
 * Whole numbers from 0 to 255 become bytes. Floats stay as they are, and what black and white are is guessed: 0 and 1
 * where nothing lies outside, -1 and 1 where some are negative and nothing lies outside, else 0 and 255.
 *
 * Throws EngineError("bad-image") with the shape or the value that does not fit.
 */
export function npyPicture(bytes: Uint8Array, name = "the array"): Picture {
  const array = readNpy(bytes);
  return arrayPictures({ ...array, shape: [1, ...array.shape] }, name)(0);
}

/**
 * Many pictures in one array, [n, h, w], [n, h, w, 1] or [n, h, w, 3]; what is returned makes a picture of the i-th. All have the
 * same black and white, guessed from all of them as `npyPicture` does.
 */
export function arrayPictures({ type, shape, data }: Npy, name: string): (i: number) => Picture {
  const [count, height, width, channels = 1] = shape;
  if ((shape.length !== 3 && shape.length !== 4) || (channels !== 1 && channels !== 3)) {
    const help = "a picture has [height, width], [height, width, 1] or [height, width, 3]";
    throw new EngineError(
      "bad-image",
      `${name} has shape [${shape.slice(count === 1 ? 1 : 0).join(", ")}]; ${help}`,
    );
  }
  checkSize(height, width);
  const size = { height, width, channels } as const;
  const length = height * width * channels;
  const part = (i: number) => data.subarray(i * length, (i + 1) * length);

  if (data instanceof Float32Array || data instanceof Float64Array) {
    const range = guessRange(data, name);
    return (i) => ({ ...size, data: Float64Array.from(part(i) as Float32Array), range });
  }
  if (type === "|b1")
    return (i) => ({ ...size, data: Float64Array.from(part(i) as Uint8Array), range: [0, 1] });
  for (const value of data)
    if (value < 0 || value > 255)
      throw new EngineError(
        "bad-image",
        `${name} has whole numbers such as ${value}; a picture's go from 0 to 255`,
      );
  return (i) => ({
    ...size,
    data: Uint8Array.from(part(i) as ArrayLike<number | bigint>, Number),
    range: [0, 255],
  });
}

function guessRange(floats: Float32Array | Float64Array, name: string): [black: number, white: number] {
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
