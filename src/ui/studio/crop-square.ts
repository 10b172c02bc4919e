/** @file How the square of a crop moves and grows. It is of whole pixels, and stays inside the picture. */

import type { Square } from "../../images/crop.ts";

/** Width and height of a picture in pixels. */
interface Size {
  readonly width: number;
  readonly height: number;
}

/** One of its corners: top or bottom, left or right. */
export type Corner = "tl" | "tr" | "bl" | "br";

/** Pixels on a side, where the picture has them. */
export const SMALLEST = 8;

/** In the middle, as large as four fifths of the shorter side. */
export function firstSquare({ width, height }: Size): Square {
  const size = sizeWithin(0.8 * Math.min(width, height), Math.min(width, height));
  return { left: Math.round((width - size) / 2), top: Math.round((height - size) / 2), size };
}

export function moveSquare({ left, top, size }: Square, dx: number, dy: number, within: Size): Square {
  return {
    left: clamp(Math.round(left + dx), 0, within.width - size),
    top: clamp(Math.round(top + dy), 0, within.height - size),
    size,
  };
}

/** Larger or smaller about its middle, as far as the picture lets it stay there. */
export function growSquare({ left, top, size }: Square, by: number, within: Size): Square {
  const grown = sizeWithin(size + by, Math.min(within.width, within.height));
  const shift = (size - grown) / 2;
  return moveSquare({ left, top, size: grown }, shift, shift, within);
}

/** Draws a corner along; the one across stays. */
export function dragCorner(square: Square, corner: Corner, dx: number, dy: number, within: Size): Square {
  const { left, top, size } = square;
  const isTop = corner[0] === "t";
  const isLeft = corner[1] === "l";
  const most = Math.min(isLeft ? left + size : within.width - left, isTop ? top + size : within.height - top);
  const dragged = sizeWithin(size + ((isLeft ? -dx : dx) + (isTop ? -dy : dy)) / 2, most);
  return {
    left: isLeft ? left + size - dragged : left,
    top: isTop ? top + size - dragged : top,
    size: dragged,
  };
}

const sizeWithin = (size: number, most: number) => clamp(Math.round(size), Math.min(SMALLEST, most), most);

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
