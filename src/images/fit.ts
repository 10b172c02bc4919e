/** @file The part of a picture, and the size, that a model is explained on. */

import { like } from "./colour.ts";
import { checkSize, type Picture } from "./picture.ts";

/** Superpixels of larger pictures take long, and show nothing that the model sees. */
const LONGEST = 512; // pixels

type Rectangle = Readonly<Record<"top" | "left" | "height" | "width", number>>;

/**
 * Makes a picture fit a model's input [height, width, …]: as it is ("stretch"; the model's input is then stretched
 * from it), the middle cut out to the input's aspect ratio ("crop"), or black borders added to it ("pad").
 *
 * Nothing is resampled unless the longer side has more than 512 pixels, or than the input where that is larger: then
 * each pixel becomes the mean of the box it covers. Bytes are rounded.
 */
export function fitPicture(
  picture: Picture,
  [inputHeight, inputWidth]: readonly number[],
  resize: "stretch" | "crop" | "pad",
): Picture {
  const most = Math.max(LONGEST, inputHeight, inputWidth);
  if (resize === "crop") return limit(cut(picture, middle(picture, inputHeight, inputWidth)), most);
  const limited = limit(picture, most); // before the borders, which can be a thousand times as large
  return resize === "pad" ? cut(limited, around(limited, inputHeight, inputWidth)) : limited;
}

/** The largest rectangle of this aspect ratio inside a picture, in its middle; an odd pixel is left over at the end. */
function middle({ height, width }: Picture, ratioH: number, ratioW: number): Rectangle {
  const wide = width * ratioH > height * ratioW;
  const h = wide ? height : Math.max(1, Math.round((width * ratioH) / ratioW));
  const w = wide ? Math.max(1, Math.round((height * ratioW) / ratioH)) : width;
  return { top: (height - h) >> 1, left: (width - w) >> 1, height: h, width: w };
}

/** The smallest rectangle of this aspect ratio around a picture; an odd pixel is added at the end. */
function around({ height, width }: Picture, ratioH: number, ratioW: number): Rectangle {
  const wide = width * ratioH > height * ratioW;
  const h = wide ? Math.round((width * ratioH) / ratioW) : height;
  const w = wide ? width : Math.round((height * ratioW) / ratioH);
  return { top: -((h - height) >> 1), left: -((w - width) >> 1), height: h, width: w };
}

/** A rectangle of a picture; what lies outside is black. */
function cut(picture: Picture, { top, left, height, width }: Rectangle): Picture {
  if (height === picture.height && width === picture.width) return picture;
  checkSize(height, width);
  const { channels } = picture;
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

function limit(picture: Picture, most: number): Picture {
  const longer = Math.max(picture.height, picture.width);
  if (longer <= most) return picture;
  const scaled = (size: number) => Math.max(1, Math.round((size * most) / longer));
  return shrink(picture, scaled(picture.height), scaled(picture.width));
}

/** Each pixel of the smaller picture is the mean of the box it covers; pixels cut by an edge count in part. */
function shrink(picture: Picture, height: number, width: number): Picture {
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
