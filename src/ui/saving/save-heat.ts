/** @file A heat map as a picture to keep: over its picture and as a mask, with its legend. On white, whatever the theme. */

import { COLOURS, colourTable } from "../../images/colour-map.ts";
import type { Picture } from "../../images/picture.ts";
import { compact } from "../drawing/format.ts";
import { type Heat, type HeatLook, type HeatView, suited } from "../drawing/heat.ts";
import { drawHeat } from "../drawing/heat-canvas.ts";
import { FONT } from "../drawing/picture-canvas.ts";
import { pngOf } from "./save.ts";

const WIDTH = 480; // pixels of each of the three pictures
const GAP = 16;
const VIEWS: readonly HeatView[] = ["over", "alone", "mask"];

/** The three pictures in a row, the legend, and a line of text. */
export function heatPng(
  picture: Picture | undefined,
  heat: Heat,
  look: HeatLook,
  text: string,
): Promise<Blob> {
  const height = Math.round((WIDTH * (picture?.height ?? heat.size[0])) / (picture?.width ?? heat.size[1]));
  const size = { width: 3 * WIDTH + 2 * GAP, height: height + 84 };
  const canvas = Object.assign(document.createElement("canvas"), size);
  const context = canvas.getContext("2d")!;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  const one = Object.assign(document.createElement("canvas"), { width: WIDTH, height });
  VIEWS.forEach((view, i) => {
    drawHeat(one.getContext("2d")!, height, picture, heat, view, look);
    context.drawImage(one, i * (WIDTH + GAP), 0);
  });
  drawLegend(context, heat, look, height + GAP);
  context.textAlign = "left";
  context.fillText(text, 0, height + 70, canvas.width);
  return pngOf(canvas);
}

function drawLegend(context: CanvasRenderingContext2D, heat: Heat, { colours }: HeatLook, top: number): void {
  const { range, signed } = heat;
  const table = colourTable(suited(colours, signed));
  for (let x = 0; x < WIDTH; x++) {
    const at = 3 * Math.floor((x * COLOURS) / WIDTH);
    context.fillStyle = `rgb(${table.subarray(at, at + 3).join(" ")})`;
    context.fillRect(x, top, 1, 10);
  }
  context.fillStyle = "#1b1b1a";
  context.font = `14px ${FONT}`;
  context.textBaseline = "middle";
  const ticks: [text: string, share: number, align: CanvasTextAlign][] = [
    [compact(range[0], signed), 0, "left"],
    [compact(range[1], signed), 1, "right"],
  ];
  if (signed) {
    context.fillRect(WIDTH / 2 - 1, top - 3, 2, 16);
    ticks.push(["0", 0.5, "center"]);
  }
  for (const [text, share, align] of ticks) {
    context.textAlign = align;
    context.fillText(text, share * WIDTH, top + 26);
  }
}
