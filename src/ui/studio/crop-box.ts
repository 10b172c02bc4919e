/** @file How the frame of a crop moves and grows. It is of whole pixels, keeps its shape, and stays inside the picture. */

import type { Box } from "../../images/crop.ts";

/** Width and height of a picture in pixels. */
interface Size {
  readonly width: number;
  readonly height: number;
}

/** One of its corners: top or bottom, left or right. */
export type Corner = "tl" | "tr" | "bl" | "br";

/** Pixels of the longer side, where the picture has them. */
export const SMALLEST = 8;

/** In the middle, four fifths of the largest there can be. `aspect` is width through height. */
export function firstBox(within: Size, aspect: number): Box {
  const { width, height } = sizeWithin(0.8 * longest(within, aspect), within, aspect);
  return {
    left: Math.round((within.width - width) / 2),
    top: Math.round((within.height - height) / 2),
    ...{ width, height },
  };
}

export function moveBox({ left, top, width, height }: Box, dx: number, dy: number, within: Size): Box {
  return {
    left: clamp(Math.round(left + dx), 0, within.width - width),
    top: clamp(Math.round(top + dy), 0, within.height - height),
    ...{ width, height },
  };
}

/** Its longer side larger or smaller, about its middle, as far as the picture lets it stay there. */
export function growBox(box: Box, by: number, within: Size, aspect: number): Box {
  const grown = sizeWithin(Math.max(box.width, box.height) + by, within, aspect);
  const [dx, dy] = [(box.width - grown.width) / 2, (box.height - grown.height) / 2];
  return moveBox({ ...box, ...grown }, dx, dy, within);
}

/** Draws a corner along; the one across stays. */
export function dragCorner(
  { left, top, width, height }: Box,
  corner: Corner,
  dx: number,
  dy: number,
  within: Size,
  aspect: number,
): Box {
  const isTop = corner[0] === "t";
  const isLeft = corner[1] === "l";
  const room = {
    width: isLeft ? left + width : within.width - left,
    height: isTop ? top + height : within.height - top,
  };
  const [x, y] = sides(aspect);
  const by = ((isLeft ? -dx : dx) / x + (isTop ? -dy : dy) / y) / 2;
  const dragged = sizeWithin(Math.max(width, height) + by, room, aspect);
  return {
    left: isLeft ? left + width - dragged.width : left,
    top: isTop ? top + height - dragged.height : top,
    ...dragged,
  };
}

/** Width and height as shares of the longer side. */
const sides = (aspect: number) => [Math.min(1, aspect), Math.min(1, 1 / aspect)] as const;

function longest({ width, height }: Size, aspect: number): number {
  const [x, y] = sides(aspect);
  return Math.min(width / x, height / y);
}

function sizeWithin(long: number, within: Size, aspect: number): Size {
  const [x, y] = sides(aspect);
  const most = Math.floor(longest(within, aspect));
  const size = clamp(Math.round(long), Math.min(SMALLEST, most), most);
  return { width: Math.max(1, Math.round(size * x)), height: Math.max(1, Math.round(size * y)) };
}

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
