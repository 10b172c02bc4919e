/** @file A comparison as a picture, its maps in rows with their names and the legend, and its correlations as a table. */

import { csvText } from "../../data/csv-text.ts";
import { BLUE_ORANGE } from "../../images/colour-map.ts";
import type { Picture } from "../../images/picture.ts";
import type { CompareResult } from "../../saved/compare.ts";
import { isSaliency } from "../../saved/compare.ts";
import { usualHeatLook } from "../drawing/heat.ts";
import { drawHeat } from "../drawing/heat-canvas.ts";
import { FONT } from "../drawing/picture-canvas.ts";
import { namesOf } from "../elements/compare.ts";
import { agreement, comparedHeat } from "../elements/compare-maps.ts";
import type { Words } from "../strings/strings.ts";
import { pngOf } from "./save.ts";

const SIDE = 320; // pixels of a map across
const GAP = 16;
const LINE = 28; // of text under each

export function comparePng(
  words: Words,
  compared: CompareResult,
  picture: Picture | undefined,
): Promise<Blob> {
  const { results, classIndex, classes, model } = compared;
  const names = namesOf(words, compared);
  const heats = results.map((result) => comparedHeat(result, classIndex)!);
  const [h, w] = picture ? [picture.height, picture.width] : (heats[0]?.size ?? [1, 1]);
  const height = Math.round((SIDE * h) / w);
  const columns = Math.min(3, results.length);
  const rows = Math.ceil(results.length / columns);
  const size = { width: columns * (SIDE + GAP) - GAP, height: rows * (height + LINE + GAP) + 56 };
  const canvas = Object.assign(document.createElement("canvas"), size);
  const context = canvas.getContext("2d")!;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.font = `14px ${FONT}`;
  context.textBaseline = "middle";
  const one = Object.assign(document.createElement("canvas"), { width: SIDE, height });
  results.forEach((result, i) => {
    const [x, y] = [(i % columns) * (SIDE + GAP), Math.floor(i / columns) * (height + LINE + GAP)];
    drawHeat(one.getContext("2d")!, height, picture, heats[i], "over", usualHeatLook);
    context.drawImage(one, x, y);
    context.fillStyle = "#1b1b1a";
    context.textAlign = "left";
    context.fillText(names[i], x, y + height + LINE / 2);
    if (isSaliency(result)) return;
    context.textAlign = "right";
    context.fillText(
      `R² ${result.explanations[classIndex].score.toFixed(2)}`,
      x + SIDE,
      y + height + LINE / 2,
    );
  });
  const top = rows * (height + LINE + GAP);
  const step = (SIDE - 160) / BLUE_ORANGE.length;
  BLUE_ORANGE.forEach((colour, i) => {
    context.fillStyle = colour;
    context.fillRect(80 + i * step, top, step + 0.5, 10);
  });
  context.fillStyle = "#1b1b1a";
  context.fillRect(SIDE / 2 - 1, top - 3, 2, 16);
  context.textAlign = "right";
  context.fillText(words.lowers, 72, top + 5);
  context.textAlign = "left";
  context.fillText(words.raises, SIDE - 72, top + 5);
  context.fillText(`${classes[classIndex]} · ${model}`, 0, top + 36, canvas.width);
  return pngOf(canvas);
}

/** The rank correlation of each two methods: the lower half. */
export function compareCsv(words: Words, result: CompareResult): string {
  const names = namesOf(words, result);
  return csvText([["", ...names], ...agreement(result).map((row, i) => [names[i], ...row, 1])]);
}
