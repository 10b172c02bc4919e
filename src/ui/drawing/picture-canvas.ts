/** @file A picture and the tints of an explanation, drawn on a canvas: the one on the page and the one that is saved. */

import type { Segments } from "../../explainers/segmentation/segmentation.ts";
import { LOWERS, RAISES } from "../../explainers/tint.ts";
import type { Picture } from "../../images/picture.ts";
import { digitsOf, signed } from "./format.ts";
import { type Outlines, outlinesOf } from "./outlines.ts";
import type { Tint } from "./tint.ts";

export interface Scene {
  readonly picture: Picture;
  readonly segments: Segments | undefined;
  /** The strongest first. */
  readonly tints: readonly Tint[];
  /** The superpixel that is ringed. */
  readonly pointed: number | undefined;
  /** Superpixels that are hidden: flat gray with a dashed edge. */
  readonly hidden?: ReadonlySet<number>;
  /** Write their values on the five strongest. */
  readonly values: boolean;
  /** Canvas pixels for one CSS pixel: lines and letters keep their size on dense screens. */
  readonly density: number;
}

/** Draws the scene over the first `height` rows of a canvas, as wide as it is. */
export function drawScene(context: CanvasRenderingContext2D, height: number, scene: Scene): void {
  const { picture, segments, tints, pointed, density, hidden = NONE } = scene;
  const { width } = context.canvas;
  context.drawImage(pictureLayer(picture, width, height), 0, 0);
  if (!segments) return;
  const outlines = outlinesOf(segments);
  const scale = width / segments.width;
  const line = density / scale; // as wide as one CSS pixel
  context.save();
  context.scale(scale, height / segments.height);
  context.lineJoin = "round";
  for (const { segment, value, opacity } of tints) {
    const outline = outlines.of.get(segment);
    if (!outline || hidden.has(segment)) continue;
    context.globalAlpha = opacity;
    context.fillStyle = value > 0 ? RAISES : LOWERS;
    context.fill(outline.path);
  }
  context.globalAlpha = 1;
  context.resetTransform();
  context.drawImage(outlineLayer(segments, outlines, width, height, density), 0, 0);
  context.scale(scale, height / segments.height);
  for (const segment of hidden) {
    const path = outlines.of.get(segment)?.path;
    if (!path) continue;
    context.fillStyle = "#8a8a88";
    context.fill(path);
    context.setLineDash([4 * line, 3 * line]);
    stroke(context, path, "#fff", 1.5 * line);
    context.setLineDash([]);
  }
  const ring = pointed === undefined ? undefined : outlines.of.get(pointed)?.path;
  if (ring) {
    stroke(context, ring, "#fff", 4.5 * line);
    stroke(context, ring, "#111", 2 * line);
  }
  context.restore();
  if (scene.values) {
    const seen = tints.filter(({ segment }) => !hidden.has(segment));
    writeValues(context, scale, seen.slice(0, 5), outlines, density);
  }
}

const NONE: ReadonlySet<number> = new Set();

function stroke(context: CanvasRenderingContext2D, path: Path2D, colour: string, width: number): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke(path);
}

function writeValues(
  context: CanvasRenderingContext2D,
  scale: number,
  strongest: readonly Tint[],
  { of }: Outlines,
  density: number,
): void {
  const digits = digitsOf(Math.abs(strongest[0]?.value ?? 0));
  context.font = `600 ${13 * density}px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3.5 * density;
  context.strokeStyle = "rgb(10 10 10 / 82%)";
  context.fillStyle = "#fff";
  for (const { segment, value } of strongest) {
    const centre = of.get(segment)?.centre;
    if (!centre) continue;
    const half = 22 * density; // of a label, which should not leave the picture
    const x = Math.min(context.canvas.width - half, Math.max(half, centre[0] * scale));
    context.strokeText(signed(value, digits), x, centre[1] * scale);
    context.fillText(signed(value, digits), x, centre[1] * scale);
  }
}

/** As `--ll-font`, which a canvas cannot read. */
export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang TC", "Noto Sans TC", sans-serif';

/** What stays the same from one update of a run to the next is drawn once. By picture, and by label map. */
const layers = new WeakMap<object, HTMLCanvasElement>();

function layer(
  key: Picture | Segments,
  width: number,
  height: number,
  draw: (context: CanvasRenderingContext2D) => void,
): HTMLCanvasElement {
  const known = layers.get(key);
  if (known?.width === width && known.height === height) return known;
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  draw(canvas.getContext("2d")!);
  layers.set(key, canvas);
  return canvas;
}

const pictureLayer = (picture: Picture, width: number, height: number) =>
  layer(picture, width, height, (context) => {
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmapOf(picture), 0, 0, width, height);
  });

const outlineLayer = (
  segments: Segments,
  { all }: Outlines,
  width: number,
  height: number,
  density: number,
) =>
  layer(segments, width, height, (context) => {
    const scale = width / segments.width;
    context.scale(scale, height / segments.height);
    context.lineJoin = "round";
    stroke(context, all, "rgb(255 255 255 / 45%)", (0.75 * density) / scale);
  });

const bitmaps = new WeakMap<Picture, HTMLCanvasElement>();

/** The picture in its own size. The same canvas for the same picture. */
export function bitmapOf(picture: Picture): HTMLCanvasElement {
  const known = bitmaps.get(picture);
  if (known) return known;
  const { width, height, channels, data, range } = picture;
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const [black, white] = range;
  const pixels = new ImageData(width, height);
  for (let from = 0, to = 0; to < pixels.data.length; from += channels, to += 4) {
    for (let c = 0; c < 3; c++)
      pixels.data[to + c] = (255 * (data[from + Math.min(c, channels - 1)] - black)) / (white - black);
    pixels.data[to + 3] = 255;
  }
  canvas.getContext("2d")!.putImageData(pixels, 0, 0);
  bitmaps.set(picture, canvas);
  return canvas;
}
