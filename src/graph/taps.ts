/**
 * @file Sliding windows, as tables.
 *
 * A table says, for each pixel of an output and each tap of the window, which pixel of the input lies there. Stride,
 * dilation, padding and the direction of travel live here and nowhere else: a kernel only follows the table.
 */

import { EngineError } from "../errors.ts";
import type { GraphBuilder, Shape, Value } from "./graph.ts";

/** [pixels of the output, taps], row by row. */
export interface Taps {
  readonly table: Uint32Array<ArrayBuffer>;
  /** Height and width of the output. */
  readonly size: readonly [height: number, width: number];
  /** Taps of the window. */
  readonly count: number;
}

/** No pixel: the tap lies outside the image. */
export const NONE = 0xffffffff;

/** [[top, bottom], [left, right]], in pixels. */
export type Padding = readonly [readonly [number, number], readonly [number, number]];

export interface Window {
  readonly kernel: readonly [height: number, width: number];
  readonly strides: readonly [height: number, width: number];
  /** "same" pads as TensorFlow does: the odd pixel goes after. */
  readonly padding: "same" | "valid" | Padding;
  /** Distance between two taps. Default: [1, 1]. */
  readonly dilations?: readonly [height: number, width: number];
}

/** The padding in pixels that a window needs over an image of this size. */
export function paddingOf([h, w]: Shape, { kernel, strides, padding, dilations = [1, 1] }: Window): Padding {
  if (typeof padding !== "string") return padding;
  if (padding === "valid")
    return [
      [0, 0],
      [0, 0],
    ]; // prettier-ignore
  const along = (size: number, i: 0 | 1): [number, number] => {
    const reach = (kernel[i] - 1) * dilations[i] + 1;
    const total = Math.max(0, (Math.ceil(size / strides[i]) - 1) * strides[i] + reach - size);
    return [total >> 1, total - (total >> 1)];
  };
  return [along(h, 0), along(w, 1)];
}

/** Height and width of what a window gives over an image of this size. Throws EngineError("shape") if it does not fit. */
export function outputSize(image: Shape, window: Window): [height: number, width: number] {
  const { kernel, strides, dilations = [1, 1] } = window;
  const padding = paddingOf(image, window);
  const along = (i: 0 | 1) => {
    const room = image[i] + padding[i][0] + padding[i][1] - ((kernel[i] - 1) * dilations[i] + 1);
    if (room < 0) {
      const message = `a window of ${kernel.join("x")} does not fit into an image of ${image[0]}x${image[1]}`;
      throw new EngineError("shape", message);
    }
    return Math.floor(room / strides[i]) + 1;
  };
  return [along(0), along(1)];
}

const slides = new Map<string, Taps>();

/** The table of a window that slides over an image [h, w, …]. The same question gives the same array. */
export function slide(image: Shape, window: Window): Taps {
  const key = JSON.stringify([
    image[0],
    image[1],
    window.kernel,
    window.strides,
    window.padding,
    window.dilations,
  ]);
  let taps = slides.get(key);
  if (!taps) {
    if (slides.size >= 256) slides.clear();
    slides.set(key, (taps = makeSlide(image, window)));
  }
  return taps;
}

function makeSlide(image: Shape, window: Window): Taps {
  const [h, w] = image;
  const {
    kernel: [kh, kw],
    strides,
    dilations = [1, 1],
  } = window; // prettier-ignore
  const [[top], [left]] = paddingOf(image, window);
  const [outH, outW] = outputSize(image, window);
  checkTable(outH * outW * kh * kw);
  const table = new Uint32Array(outH * outW * kh * kw);
  let i = 0;
  for (let oy = 0; oy < outH; oy++)
    for (let ox = 0; ox < outW; ox++)
      for (let ky = 0; ky < kh; ky++)
        for (let kx = 0; kx < kw; kx++) {
          const iy = oy * strides[0] + ky * dilations[0] - top;
          const ix = ox * strides[1] + kx * dilations[1] - left;
          table[i++] = iy >= 0 && iy < h && ix >= 0 && ix < w ? iy * w + ix : NONE;
        }
  return { table, size: [outH, outW], count: kh * kw };
}

/** 128 MiB; a window of 3x3 over 1024x1024 pixels takes a quarter of it. */
const LARGEST_TABLE = 2 ** 25;

/** Refuses a table before it is made. Throws EngineError("shape"). */
function checkTable(size: number): void {
  if (size <= LARGEST_TABLE) return;
  const message = `a window looks at ${size} pixels in all, which are too many for a picture (${LARGEST_TABLE} at most)`;
  throw new EngineError("shape", message);
}

const wholes = new Map<number, Taps>();

/** One window over the whole image: what a dense layer and a global pool look through. */
export function whole(pixels: number): Taps {
  let taps = wholes.get(pixels);
  if (!taps) {
    taps = { table: Uint32Array.from({ length: pixels }, (_, p) => p), size: [1, 1], count: pixels };
    wholes.set(pixels, taps);
  }
  return taps;
}

const inverses = new WeakMap<Uint32Array, Uint32Array<ArrayBuffer>>();

/** The same relation from the other end: for each pixel of the input, the output pixel that has it under each tap. */
export function invert(table: Uint32Array, count: number, pixels: number): Uint32Array<ArrayBuffer> {
  let inverse = inverses.get(table);
  if (!inverse) {
    inverse = new Uint32Array(pixels * count).fill(NONE);
    for (let i = 0; i < table.length; i++) {
      if (table[i] !== NONE) inverse[table[i] * count + (i % count)] = Math.floor(i / count);
    }
    inverses.set(table, inverse);
  }
  return inverse;
}

/** A table as a value of the graph, [pixels of the output, taps]. */
export const tapsWeight = (g: GraphBuilder, { table, count }: Taps): Value =>
  g.weight("taps", [table.length / count, count], table);
