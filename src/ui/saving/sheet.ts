/** @file Many small pictures on one sheet, as a PNG. */

import { paintTile, type Tile } from "../drawing/painter.ts";
import { pngOf } from "./save.ts";

const SIDE = 64; // pixels that the long side of a picture should have at least
const GAP = 2; // pixels of white around each
const BUDGET = 12; // milliseconds until the page has its turn

/** The tiles row by row on white, about as many columns as rows. Their pixels are enlarged to squares. At least one tile. */
export async function sheetPng(tiles: readonly Tile[]): Promise<Blob> {
  const { width, height } = tiles[0];
  const zoom = Math.max(1, Math.ceil(SIDE / Math.max(width, height)));
  const columns = Math.ceil(Math.sqrt(tiles.length));
  const rows = Math.ceil(tiles.length / columns);
  const [across, down] = [width * zoom + GAP, height * zoom + GAP];
  const size = { width: columns * across + GAP, height: rows * down + GAP };
  const sheet = Object.assign(document.createElement("canvas"), size);
  const context = sheet.getContext("2d")!;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.imageSmoothingEnabled = false;
  const one = document.createElement("canvas");
  let until = performance.now() + BUDGET;
  for (const [i, tile] of tiles.entries()) {
    paintTile(one, tile);
    const [x, y] = [(i % columns) * across + GAP, Math.floor(i / columns) * down + GAP];
    context.drawImage(one, x, y, width * zoom, height * zoom);
    if (performance.now() < until) continue;
    await new Promise((resolve) => setTimeout(resolve));
    until = performance.now() + BUDGET;
  }
  return pngOf(sheet);
}
