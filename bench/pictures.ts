/** @file What the networks look at: a photograph that comes with the project, and noise. */

import type { Picture } from "../src/api.ts";
import { mulberry32, type Net } from "./nets/net.ts";
import type { Place } from "./place.ts";

/** A face, as large as the network's input, gray where that is. */
export async function pictureFor(place: Place, net: Net): Promise<Picture> {
  const [height, width, channels] = net.inputShape;
  const engine = await place.engine("webgpu");
  const whole = await engine.decode(place.picture(height > 96 ? "astronaut.png" : "astronaut-face.png"));
  const data = new Uint8Array(height * width * channels);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const pixel = mean(whole, box(y, height, whole.height), box(x, width, whole.width));
      const gray = 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2];
      for (let c = 0; c < channels; c++)
        data[(y * width + x) * channels + c] = Math.round(channels === 1 ? gray : pixel[c]);
    }
  return { height, width, channels, data, range: [0, 255] };
}

type Range = readonly [from: number, to: number];

/** The pixels of the large side that make pixel i of the small one, at least one. */
const box = (i: number, small: number, large: number): Range => {
  const from = Math.floor((i * large) / small);
  return [from, Math.max(from + 1, Math.floor(((i + 1) * large) / small))];
};

function mean({ width, channels, data }: Picture, [top, bottom]: Range, [left, right]: Range): number[] {
  const sums = [0, 0, 0];
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++)
      for (let c = 0; c < 3; c++) sums[c] += data[(y * width + x) * channels + (channels === 1 ? 0 : c)];
  return sums.map((sum) => sum / ((bottom - top) * (right - left)));
}

/** Noise from 0 to 1, [batch, height, width, channels], the same each time. */
export function noise({ inputShape: [h, w, c] }: Net, batch: number): Float32Array<ArrayBuffer> {
  const random = mulberry32(5);
  return Float32Array.from({ length: batch * h * w * c }, random);
}
