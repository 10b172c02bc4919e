/** @file A map of numbers drawn on a canvas: over its picture, alone, or as a mask of it. */

import { type ColourMap, colourIndex, colourTable } from "../../images/colour-map.ts";
import type { Picture } from "../../images/picture.ts";
import { type Heat, type HeatLook, type HeatView, strengthOf, suited } from "./heat.ts";
import { bitmapOf } from "./picture-canvas.ts";

/** What a mask leaves out: nearly black, so that one can still see where it lies. */
const DARK = [17, 17, 17, 214] as const; // red, green, blue, alpha

/** Draws over the first `height` rows of a canvas, as wide as it is. Without a map, the picture alone. */
export function drawHeat(
  context: CanvasRenderingContext2D,
  height: number,
  picture: Picture | undefined,
  heat: Heat | undefined,
  view: HeatView,
  look: HeatLook,
): void {
  const { width } = context.canvas;
  context.save();
  context.clearRect(0, 0, width, height);
  if (picture && (view !== "alone" || !heat)) {
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmapOf(picture), 0, 0, width, height);
    if (view === "over" && heat) withoutColour(context, width, height);
  }
  if (heat) {
    context.imageSmoothingEnabled = false; // a map's pixels stay squares
    context.globalAlpha = view === "over" && picture ? look.opacity : 1;
    const layer =
      view === "mask" ? maskOf(heat, look.threshold) : coloured(heat, suited(look.colours, heat.signed));
    context.drawImage(layer, 0, 0, width, height);
  }
  context.restore();
}

/** Under a map the only colours are the map's. */
function withoutColour(context: CanvasRenderingContext2D, width: number, height: number): void {
  context.globalCompositeOperation = "saturation";
  context.fillStyle = "#808080";
  context.fillRect(0, 0, width, height);
  context.globalCompositeOperation = "source-over";
}

/** What was made of each map last: looking at it in another way makes only that anew. */
const made = new WeakMap<
  object,
  Map<"colours" | "mask", { readonly how: string; readonly canvas: HTMLCanvasElement }>
>();

function layer(
  heat: Heat,
  kind: "colours" | "mask",
  how: string,
  pixel: (value: number, rgba: Uint8ClampedArray, at: number) => void,
): HTMLCanvasElement {
  const known = made.get(heat.values) ?? new Map();
  made.set(heat.values, known);
  if (known.get(kind)?.how === how) return known.get(kind)!.canvas;
  const [height, width] = heat.size;
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const image = new ImageData(width, height);
  for (let i = 0; i < width * height; i++) pixel(heat.values[i], image.data, 4 * i);
  canvas.getContext("2d")!.putImageData(image, 0, 0);
  known.set(kind, { how, canvas });
  return canvas;
}

/** What is no number is left clear; a signed map of zeros has the colour of zero. */
function coloured(heat: Heat, colours: ColourMap): HTMLCanvasElement {
  const table = colourTable(colours);
  const [low, high] = heat.range;
  const range = heat.signed && low === high ? ([low - 1, high + 1] as const) : heat.range;
  return layer(heat, "colours", [colours, ...heat.range].join(), (value, rgba, at) => {
    if (Number.isNaN(value)) return;
    const from = 3 * colourIndex(value, range);
    rgba[at] = table[from];
    rgba[at + 1] = table[from + 1];
    rgba[at + 2] = table[from + 2];
    rgba[at + 3] = 255;
  });
}

const maskOf = (heat: Heat, threshold: number): HTMLCanvasElement =>
  layer(heat, "mask", [threshold, heat.signed, ...heat.range].join(), (value, rgba, at) => {
    if (strengthOf(value, heat) < threshold) rgba.set(DARK, at);
  });
