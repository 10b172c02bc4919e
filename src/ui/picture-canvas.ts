/** @file A picture and the tints of an explanation, drawn on a canvas. */

import type { Segments } from "../explainers/segmentation/segmentation.ts";
import type { Picture } from "../images/picture.ts";
import { signed } from "./format.ts";
import { outlinesOf } from "./outlines.ts";
import type { Tint } from "./tint.ts";

/** Orange raises, blue lowers: the same on every theme, so that a saved picture keeps its meaning. */
export const RAISES = "#d9600a";
export const LOWERS = "#1a6ed6";

/** Draws the picture over the whole canvas, then the tints; `pointed` is ringed. */
export function drawExplanation(
  canvas: HTMLCanvasElement,
  picture: Picture,
  segments: Segments | undefined,
  tints: readonly Tint[],
  pointed: number | undefined,
): void {
  const context = canvas.getContext("2d")!;
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmapOf(picture), 0, 0, canvas.width, canvas.height);
  if (!segments) return;
  const outlines = outlinesOf(segments);
  const scale = canvas.width / segments.width;
  context.save();
  context.scale(scale, canvas.height / segments.height);
  for (const { segment, value, opacity } of tints) {
    const outline = outlines.of.get(segment);
    if (!outline) continue;
    context.globalAlpha = opacity;
    context.fillStyle = value > 0 ? RAISES : LOWERS;
    context.fill(outline.path, "evenodd");
  }
  context.globalAlpha = 0.5;
  context.lineWidth = 1 / scale;
  context.strokeStyle = "#fff";
  context.stroke(outlines.all);
  context.globalAlpha = 1;
  const ring = pointed === undefined ? undefined : outlines.of.get(pointed)?.path;
  for (const [colour, width] of ring
    ? ([
        ["#fff", 4.5],
        ["#1b1b1a", 2],
      ] as const)
    : []) {
    // prettier-ignore
    context.strokeStyle = colour;
    context.lineWidth = width / scale;
    context.stroke(ring!);
  }
  context.restore();
  context.font = `600 ${Math.round(canvas.width / 34)}px system-ui`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const { segment, value } of tints.slice(0, 5)) {
    const centre = outlines.of.get(segment)?.centre;
    if (!centre) continue;
    const [x, y] = [(centre[0] + 0.5) * scale, ((centre[1] + 0.5) * canvas.height) / segments.height];
    context.lineWidth = 3;
    context.strokeStyle = "#1b1b1a";
    context.strokeText(signed(value, 2), x, y);
    context.fillStyle = "#fff";
    context.fillText(signed(value, 2), x, y);
  }
}

const bitmaps = new WeakMap<Picture, HTMLCanvasElement>();

/** The picture as pixels of its own size. */
export function bitmapOf(picture: Picture): HTMLCanvasElement {
  let canvas = bitmaps.get(picture);
  if (canvas) return canvas;
  const { width, height, channels, data, range } = picture;
  canvas = Object.assign(document.createElement("canvas"), { width, height });
  const pixels = new ImageData(width, height);
  for (let i = 0; i < pixels.data.length; i++) {
    const from = Math.floor(i / 4) * channels + Math.min(i % 4, channels - 1);
    pixels.data[i] = i % 4 === 3 ? 255 : (255 * (data[from] - range[0])) / (range[1] - range[0]);
  }
  canvas.getContext("2d")!.putImageData(pixels, 0, 0);
  bitmaps.set(picture, canvas);
  return canvas;
}
