/** @file Numbers as colours: the same map on a page, in a saved picture and from the terminal. */

import {
  interpolateCividis,
  interpolateInferno,
  interpolatePuOr,
  interpolateRdBu,
  interpolateViridis,
} from "d3-scale-chromatic";

/**
 * "blue-orange", "purple-orange" and "blue-red" (ColorBrewer's PuOr, and RdBu turned) are for signed numbers, their middle is zero. All but
 * "jet" grow evenly to the eye and can be told apart by every kind of colour vision; "jet" is here because reports use it.
 */
export const COLOUR_MAPS = [
  ...(["inferno", "viridis", "cividis", "gray"] as const),
  ...(["blue-orange", "purple-orange", "blue-red", "jet"] as const),
] as const;

export type ColourMap = (typeof COLOUR_MAPS)[number];

/** Colours of a map, as in Matplotlib. */
export const COLOURS = 256;

/** Blue lowers, orange raises: from the least to the largest, as light on both sides of the middle. */
export const BLUE_ORANGE = [
  "#0b4a9e",
  "#1a6ed6",
  "#6fa5e8",
  "#bdd5f5",
  "#f4f3f0",
  "#f9d3b0",
  "#f0a05c",
  "#d9600a",
  "#963c00",
] as const;

/** The colours of a map from its low end to its high one: red, green and blue of each, 0…255. The same array each time. */
export function colourTable(map: ColourMap): Uint8Array<ArrayBuffer> {
  const known = tables.get(map);
  if (known) return known;
  const table = new Uint8Array(COLOURS * 3);
  for (let i = 0; i < COLOURS; i++) table.set(FORMULAS[map](i / (COLOURS - 1)), 3 * i);
  tables.set(map, table);
  return table;
}

/** Which colour of a map stands for a value between the ends of `range`, 0…255; what lies beyond takes the end's. */
export function colourIndex(value: number, [low, high]: readonly [low: number, high: number]): number {
  const index = Math.floor((COLOURS * (value - low)) / (high - low));
  return index > 0 ? Math.min(COLOURS - 1, index) : 0; // of no number, too: 0
}

/** Red, green and blue of a value 0…1, 0…255 each. */
export function colourOf(map: ColourMap, value: number): [red: number, green: number, blue: number] {
  const at = 3 * colourIndex(value, [0, 1]);
  const [red, green, blue] = colourTable(map).subarray(at, at + 3);
  return [red, green, blue];
}

const tables = new Map<ColourMap, Uint8Array<ArrayBuffer>>();

type Rgb = [red: number, green: number, blue: number];

const FORMULAS: Readonly<Record<ColourMap, (share: number) => Rgb>> = {
  inferno: (share) => parse(interpolateInferno(share)),
  viridis: (share) => parse(interpolateViridis(share)),
  cividis: (share) => parse(interpolateCividis(share)),
  gray: (share) => [0, 0, 0].map(() => Math.round(255 * share)) as Rgb,
  "blue-orange": (share) => between(BLUE_ORANGE.map(parse), share),
  "purple-orange": (share) => parse(interpolatePuOr(share)),
  "blue-red": (share) => parse(interpolateRdBu(1 - share)),
  jet,
};

/** "#1a6ed6" or "rgb(26, 110, 214)" */
const parse = (colour: string): Rgb =>
  colour.startsWith("#")
    ? ([1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as Rgb)
    : (colour.match(/\d+/g)!.map(Number) as Rgb);

/** Straight lines between colours at equal distances. */
function between(stops: readonly Rgb[], share: number): Rgb {
  const at = share * (stops.length - 1);
  const i = Math.min(stops.length - 2, Math.floor(at));
  return stops[i].map((from, c) => Math.round(from + (stops[i + 1][c] - from) * (at - i))) as Rgb;
}

/** Matplotlib's "jet" (`_jet_data` of matplotlib/_cm.py): corners of the three lines, as [share, intensity]. */
const JET = [
  [
    [0, 0],
    [0.35, 0],
    [0.66, 1],
    [0.89, 1],
    [1, 0.5],
  ],
  [
    [0, 0],
    [0.125, 0],
    [0.375, 1],
    [0.64, 1],
    [0.91, 0],
    [1, 0],
  ],
  [
    [0, 0.5],
    [0.11, 1],
    [0.34, 1],
    [0.65, 0],
    [1, 0],
  ],
] as const;

function jet(share: number): Rgb {
  return JET.map((corners) => {
    const i = Math.max(
      1,
      corners.findIndex(([at]) => at >= share),
    );
    const [[left, from], [right, to]] = [corners[i - 1], corners[i]];
    return Math.round(255 * (from + ((to - from) * (share - left)) / (right - left)));
  }) as Rgb;
}
