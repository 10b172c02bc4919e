/** @file A picture as three planes of numbers: what all segmentations work on. */

/**
 * Three arrays of [height, width]. The planes that a gray picture lacks are zero everywhere, and so add exactly nothing
 * to a distance between colours: no loop over channels is needed.
 */
export interface Planes {
  readonly height: number;
  readonly width: number;
  readonly planes: readonly [Float64Array, Float64Array, Float64Array];
}

/** Takes `data` [height, width, channels] apart, every number multiplied by `factor`. */
export function toPlanes(
  data: Float64Array,
  height: number,
  width: number,
  channels: 1 | 3,
  factor = 1,
): Planes {
  const plane = (c: number) => {
    const values = new Float64Array(height * width);
    if (c < channels) for (let p = 0; p < values.length; p++) values[p] = data[p * channels + c] * factor;
    return values;
  };
  return { height, width, planes: [plane(0), plane(1), plane(2)] };
}
