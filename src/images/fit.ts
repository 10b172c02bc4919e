/** @file The part of a picture, and the size, that a model is explained on. */

import { like } from "./colour.ts";
import type { Picture } from "./picture.ts";

/** Superpixels of larger pictures take long, and show nothing that the model sees. */
const LONGEST = 512; // pixels

type Size = readonly [height: number, width: number];

/**
 * Makes a picture fit a model's input [height, width, …]: as it is ("stretch"; the model's input is then stretched
 * from it), the middle cut out to the input's aspect ratio ("crop"), or black borders added to it ("pad").
 *
 * Nothing is resampled unless the longer side would have more than 512 pixels, or than the input where that is
 * larger: then each pixel becomes the mean of the box it covers. Bytes are rounded. What was fitted once stays as it is.
 */
export function fitPicture(
  picture: Picture,
  [inputHeight, inputWidth]: readonly number[],
  resize: "stretch" | "crop" | "pad",
): Picture {
  const most = Math.max(LONGEST, inputHeight, inputWidth);
  const size: Size = [picture.height, picture.width];
  const ratio: Size = resize === "stretch" ? size : [inputHeight, inputWidth];
  const frame = framed(size, ratio, resize === "crop");
  const [height, width] = within(frame, ratio, most);
  if (resize === "crop") return shrink(cut(picture, frame), height, width);

  const [h, w] = size.map((side, i) => Math.max(1, Math.round((side * [height, width][i]) / frame[i])));
  return cut(shrink(picture, h, w), [height, width]); // last, since borders can be a thousand times as large
}

/** The largest frame of an aspect ratio inside a picture, or else the smallest around it. */
function framed([height, width]: Size, [ratioH, ratioW]: Size, inside: boolean): Size {
  const h = Math.max(1, Math.round((width * ratioH) / ratioW));
  const w = Math.max(1, Math.round((height * ratioW) / ratioH));
  if (h === height || w === width) return [height, width]; // as near as whole pixels come
  return h < height === inside ? [h, width] : [height, w];
}

/** A size of this aspect ratio whose longer side has at most so many pixels. */
function within([height, width]: Size, [ratioH, ratioW]: Size, most: number): Size {
  if (Math.max(height, width) <= most) return [height, width];
  const scaled = (side: number) => Math.max(1, Math.round((most * side) / Math.max(ratioH, ratioW)));
  return [scaled(ratioH), scaled(ratioW)];
}

/** The middle of a picture, with black around it where the size is larger; an odd pixel is left or added at the end. */
function cut(picture: Picture, [height, width]: Size): Picture {
  if (height === picture.height && width === picture.width) return picture;
  const { channels } = picture;
  const top = Math.trunc((picture.height - height) / 2);
  const left = Math.trunc((picture.width - width) / 2);
  const data = like(picture, height * width * channels).fill(picture.range[0]);
  const from = Math.max(0, left);
  const to = Math.min(picture.width, left + width);
  for (let y = Math.max(0, top); y < Math.min(picture.height, top + height); y++) {
    const row = picture.data.subarray(
      (y * picture.width + from) * channels,
      (y * picture.width + to) * channels,
    );
    data.set(row, ((y - top) * width + from - left) * channels);
  }
  return { ...picture, height, width, data };
}

/** Each pixel of the smaller picture is the mean of the box it covers; pixels cut by an edge count in part. */
function shrink(picture: Picture, height: number, width: number): Picture {
  if (height === picture.height && width === picture.width) return picture;
  const { channels, data } = picture;
  const rows = { length: width, from: picture.width, lines: picture.height, inner: channels };
  const columns = { length: height, from: picture.height, lines: 1, inner: width * channels };
  const means = averageAlong(averageAlong(data, rows), columns);
  const small = like(picture, means.length);
  small.set(small instanceof Uint8Array ? means.map(Math.round) : means);
  return { ...picture, height, width, data: small };
}

interface Axis {
  /** Numbers along the axis after and before. */
  readonly length: number;
  readonly from: number;
  /** How often the axis repeats outside, and how many numbers lie side by side at each place. */
  readonly lines: number;
  readonly inner: number;
}

/** Means of the boxes along one axis, in float64. */
function averageAlong(data: ArrayLike<number>, { length, from, lines, inner }: Axis): Float64Array {
  const out = new Float64Array(lines * length * inner);
  const box = from / length;
  for (let line = 0; line < lines; line++)
    for (let i = 0; i < length; i++) {
      const start = i * box;
      const end = Math.min(from, start + box);
      for (let k = Math.floor(start); k < end; k++) {
        const share = (Math.min(k + 1, end) - Math.max(k, start)) / box;
        for (let c = 0; c < inner; c++)
          out[(line * length + i) * inner + c] += share * data[(line * from + k) * inner + c];
      }
    }
  return out;
}
