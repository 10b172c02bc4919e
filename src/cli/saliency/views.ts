/** @file An attribution as pictures. The map is stretched to the picture, as the picture was to the model's input. */

import { resizeMap } from "../../explainers/saliency-reduce.ts";
import { toBytes, toRgb } from "../../images/colour.ts";
import { type ColourMap, colourOf } from "../../images/colour-map.ts";
import type { Picture } from "../../images/picture.ts";
import type { Attribution } from "../../index.node.ts";

type Size = readonly [height: number, width: number];
type Map = Pick<Attribution, "map" | "range" | "signed">;

/** The map over the picture in gray: what is at zero, or at the low end of the range, stays clear. */
export function overPicture(picture: Picture, attribution: Map, size: Size): Picture {
  const { signed } = attribution;
  const under = toGray(picture);
  const shares = sharesOf(attribution, size, picture);
  const colours: ColourMap = signed ? "blue-orange" : "inferno";
  return paint(picture, (i) => {
    const share = shares[i];
    const strength = signed ? Math.abs(2 * share - 1) : share;
    const opacity = 0.8 * strength ** 0.6; // lifted, as superpixels are, so that weak ones can be told
    return colourOf(colours, share).map((value) => under[i] * (1 - opacity) + value * opacity);
  });
}

/** The map alone, from dark blue at the low end of its range to dark red at the high end. */
export function jetMap(picture: Picture, attribution: Map, size: Size): Picture {
  const shares = sharesOf(attribution, size, picture);
  return paint(picture, (i) => colourOf("jet", shares[i]));
}

/**
 * The picture where the map is at least at `threshold`, a share of the way from the low end of its range to the high one, or from
 * zero where it is signed; elsewhere the picture's mean colour.
 */
export function maskBelow(picture: Picture, attribution: Map, size: Size, threshold: number): Picture {
  const { signed } = attribution;
  const { data } = toBytes(toRgb(picture));
  const shares = sharesOf(attribution, size, picture);
  const mean = [0, 1, 2].map((c) => {
    let sum = 0;
    for (let i = c; i < data.length; i += 3) sum += data[i];
    return (3 * sum) / data.length;
  });
  return paint(picture, (i) => {
    const share = signed ? 2 * shares[i] - 1 : shares[i];
    return share >= threshold ? data.subarray(3 * i, 3 * i + 3) : mean;
  });
}

/** For each pixel of the picture, where its number lies in the range, 0…1; zero of a signed map, and of a flat one, lies in the middle. */
function sharesOf({ map, range: [low, high], signed }: Map, size: Size, picture: Picture): Float32Array {
  const still = signed ? 0.5 : 0;
  const share = (value: number) =>
    high > low && Number.isFinite(value) ? Math.min(1, Math.max(0, (value - low) / (high - low))) : still;
  return resizeMap(map, size, [picture.height, picture.width]).map(share);
}

/** Brightness of each pixel, 0…255 (ITU-R BT.601). */
function toGray(picture: Picture): Float32Array {
  const { data } = toBytes(toRgb(picture));
  return Float32Array.from(
    { length: data.length / 3 },
    (_, i) => 0.299 * data[3 * i] + 0.587 * data[3 * i + 1] + 0.114 * data[3 * i + 2],
  );
}

/** A picture in colour of the same size; `colour` says red, green and blue of pixel i. */
function paint({ height, width }: Picture, colour: (i: number) => ArrayLike<number>): Picture {
  const data = new Uint8Array(height * width * 3);
  for (let i = 0; i < height * width; i++) {
    const rgb = colour(i);
    for (let c = 0; c < 3; c++) data[3 * i + c] = Math.round(rgb[c]);
  }
  return { height, width, channels: 3, data, range: [0, 255] };
}
