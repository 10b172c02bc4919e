/** @file A decoded picture, as people see it: what is segmented, shown and hidden. The model's own input is made from it. */

import { EngineError } from "../errors.ts";

export interface Picture {
  readonly height: number;
  readonly width: number;
  /** 1: gray; 3: red, green, blue. There is no alpha. */
  readonly channels: 1 | 3;
  /** [height, width, channels], row by row. Bytes, or floats just as a `.npy` file had them. */
  readonly data: Uint8Array<ArrayBuffer> | Float64Array<ArrayBuffer>;
  /** The values that mean black and white: [0, 255] for bytes. */
  readonly range: readonly [black: number, white: number];
}

/** More pixels than this are refused before anything is allocated for them. */
export const MOST_PIXELS = 2 ** 26;

/** Throws EngineError("bad-image") for sizes no picture has, or too large to work with. */
export function checkSize(height: number, width: number): void {
  if (!Number.isInteger(height) || !Number.isInteger(width) || height < 1 || width < 1)
    throw new EngineError("bad-image", `a picture of ${width}x${height} pixels`);
  if (height * width > MOST_PIXELS)
    throw new EngineError(
      "bad-image",
      `the picture has ${width}x${height} pixels; at most ${MOST_PIXELS} are read`,
    );
}
