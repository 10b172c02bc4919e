/** @file Many small pictures on one sheet. */

import { toBytes, toRgb } from "./colour.ts";
import type { Picture } from "./picture.ts";

export interface SheetLayout {
  /** Pictures in a row. Default: from as many as rows to half as many again, so that few places stay empty. */
  readonly columns?: number;
  /** Pixels of the sheet for each pixel of a picture, along each side. Default: so many that a picture has about 64. */
  readonly zoom?: number;
  /** Pixels of white around each picture. Default: 2. */
  readonly gap?: number;
}

/** Long side of a picture on the sheet, where that is left to us. */
const SIDE = 64; // pixels

/**
 * Pictures of one size, row by row on white, in bytes: gray, or in colour where one of them is. Pixels are enlarged to
 * squares, never blurred. There is at least one picture.
 */
export function sheet(pictures: readonly Picture[], layout: SheetLayout = {}): Picture {
  const { height, width } = pictures[0];
  const { columns = columnsFor(pictures.length), gap = 2 } = layout;
  const { zoom = Math.max(1, Math.round(SIDE / Math.max(height, width))) } = layout;
  const inColour = pictures.some((picture) => picture.channels === 3);
  const channels = inColour ? 3 : 1;
  const rows = Math.ceil(pictures.length / columns);
  const [cellHeight, cellWidth] = [height * zoom + gap, width * zoom + gap];
  const size = { height: rows * cellHeight + gap, width: columns * cellWidth + gap };
  const data = new Uint8Array(size.height * size.width * channels).fill(255);

  pictures.forEach((picture, place) => {
    if (picture.height !== height || picture.width !== width)
      throw new Error(`unreachable: pictures of ${width}x${height} and ${picture.width}x${picture.height}`);
    const bytes = toBytes(inColour ? toRgb(picture) : picture).data;
    const top = Math.floor(place / columns) * cellHeight + gap;
    const left = (place % columns) * cellWidth + gap;
    for (let y = 0; y < height * zoom; y++)
      for (let x = 0; x < width * zoom; x++) {
        const from = (Math.floor(y / zoom) * width + Math.floor(x / zoom)) * channels;
        const to = ((top + y) * size.width + left + x) * channels;
        for (let c = 0; c < channels; c++) data[to + c] = bytes[from + c];
      }
  });
  return { ...size, channels, data, range: [0, 255] };
}

/** Of the numbers of columns from a square's to half as many again, the first that leaves fewest places empty. */
function columnsFor(count: number): number {
  const least = Math.ceil(Math.sqrt(count));
  let best = least;
  const empty = (columns: number) => Math.ceil(count / columns) * columns - count;
  for (let columns = least; columns <= 1.5 * least; columns++)
    if (empty(columns) < empty(best)) best = columns;
  return best;
}
