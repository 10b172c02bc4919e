/** @file Mean maps as a picture to keep: a row for each class, its mean first, then what it is taken for. On white, whatever the theme. */

import type { AverageResult, Mean } from "../../data/average-options.ts";
import { COLOURS, colourTable } from "../../images/colour-map.ts";
import { count } from "../drawing/format.ts";
import { type HeatLook, suited } from "../drawing/heat.ts";
import { meanTile, rangeOfMean } from "../drawing/mean-heat.ts";
import { paintTile } from "../drawing/painter.ts";
import { FONT } from "../drawing/picture-canvas.ts";
import { nameOf } from "../elements/compare.ts";
import type { Words } from "../strings/strings.ts";
import { methodOf } from "../studio/means-asks.ts";
import { pngOf } from "./save.ts";

const SIDE = 112; // pixels of a map's longer side
const GAP = 12;
const LINE = 20;
const MARGIN = 120; // of the names at the left
/** Of a row: wider pictures no one can use. */
const MOST_COLUMNS = 40;
const MOST_ROWS = 100;

/** Each map to its own end, with its number of pictures, over its mean picture. At least one class. */
export function meansPng(words: Words, result: AverageResult, look: HeatLook): Promise<Blob> {
  const { classes, perClass, cells, size } = result;
  const rows = perClass.slice(0, MOST_ROWS);
  const columns = [...new Set(cells.map(({ predicted }) => predicted))]
    .sort((a, b) => a - b)
    .slice(0, MOST_COLUMNS);
  const zoom = SIDE / Math.max(...size);
  const [height, width] = size.map((side) => Math.round(side * zoom));
  const [across, down] = [width + GAP, height + LINE + GAP];
  const canvas = document.createElement("canvas");
  canvas.width = MARGIN + (columns.length + 1) * across + GAP;
  canvas.height = 2 * LINE + rows.length * down + 3 * LINE;
  const context = canvas.getContext("2d")!;
  const write = (text: string, x: number, y: number, align: CanvasTextAlign, most: number) => {
    context.textAlign = align;
    context.fillText(text, x, y, most);
  };
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  Object.assign(context, { fillStyle: "#1b1b1a", font: `13px ${FONT}`, textBaseline: "middle" });
  context.imageSmoothingEnabled = false;
  const one = document.createElement("canvas");
  const paint = (mean: Mean, column: number, row: number) => {
    const [x, y] = [MARGIN + column * across, 2 * LINE + row * down];
    paintTile(
      one,
      meanTile(mean, result, () => rangeOfMean(mean, result.signed), "over", look, "each"),
    );
    context.drawImage(one, x, y, width, height);
    write(count(mean.count), x + width, y + height + LINE / 2, "right", width);
  };
  write(words.wholeClass, MARGIN, LINE, "left", width);
  columns.forEach(
    (predicted, i) =>
      void write(words.takenAs(classes[predicted]), MARGIN + (i + 1) * across, LINE, "left", width),
  );
  rows.forEach((mean, row) => {
    write(classes[mean.class], MARGIN - GAP, 2 * LINE + row * down + height / 2, "right", MARGIN - 2 * GAP);
    paint(mean, 0, row);
    for (const cell of cells) {
      const column = columns.indexOf(cell.predicted);
      if (cell.true === mean.class && column >= 0) paint(cell, column + 1, row);
    }
  });
  const top = canvas.height - 2.5 * LINE;
  const most = canvas.width - 2 * GAP;
  const said = [words.views.means, nameOf(words, methodOf(result)), result.model, result.data];
  write(said.join(" · "), GAP, top, "left", most);
  drawLegend(context, words, result.signed, look, top + LINE);
  write(words.compareScale, GAP, top + 2 * LINE, "left", most);
  return pngOf(canvas);
}

/** The colours and what they mean, from the left margin on. */
function drawLegend(
  context: CanvasRenderingContext2D,
  words: Words,
  signed: boolean,
  { colours }: HeatLook,
  y: number,
): void {
  const table = colourTable(suited(colours, signed));
  const [low, high] = signed ? [words.lowers, words.raises] : [words.weak, words.strong];
  const from = GAP + context.measureText(low).width + GAP;
  context.textAlign = "left";
  context.fillText(low, GAP, y);
  context.fillText(high, from + SIDE + GAP, y);
  const { fillStyle } = context;
  for (let x = 0; x < SIDE; x++) {
    const at = 3 * Math.floor((x * COLOURS) / SIDE);
    context.fillStyle = `rgb(${table.subarray(at, at + 3).join(" ")})`;
    context.fillRect(from + x, y - 5, 1, 10);
  }
  context.fillStyle = fillStyle;
  if (signed) context.fillRect(from + SIDE / 2 - 1, y - 8, 2, 16);
}
