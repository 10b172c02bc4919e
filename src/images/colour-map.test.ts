import { describe, expect, test } from "vitest";
import { BLUE_ORANGE, COLOUR_MAPS, COLOURS, colourIndex, colourOf, colourTable } from "./colour-map.ts";

/** From Matplotlib 3.11.2: `[round(255 * v) for v in matplotlib.colormaps[name](i)[:3]]`. */
const EXPECTED = {
  inferno: { 0: [0, 0, 4], 128: [188, 55, 84], 255: [252, 255, 164] },
  viridis: { 0: [68, 1, 84], 128: [33, 145, 140], 255: [253, 231, 37] },
  jet: { 0: [0, 0, 128], 32: [0, 0, 255], 128: [125, 255, 122], 255: [128, 0, 0] },
} as const;

describe.each(Object.entries(EXPECTED))("%s", (map, expected) => {
  test("is Matplotlib's", () => {
    const table = colourTable(map as keyof typeof EXPECTED);
    for (const [i, colour] of Object.entries(expected))
      for (const c of [0, 1, 2])
        expect(Math.abs(table[3 * Number(i) + c] - colour[c])).toBeLessThanOrEqual(1);
  });
});

test.each(["inferno", "viridis", "cividis", "gray"] as const)("%s grows lighter all the way", (map) => {
  const light = Array.from({ length: COLOURS }, (_, i) => lightness(colourTable(map), i));

  for (let i = 1; i < COLOURS; i++) expect(light[i]).toBeGreaterThan(light[i - 1] - 0.3);
  expect(light[COLOURS - 1] - light[0]).toBeGreaterThan(60);
});

test("blue and orange are as light on both sides of zero, which is the lightest", () => {
  const table = colourTable("blue-orange");

  for (let i = 0; i < 128; i++)
    expect(Math.abs(lightness(table, i) - lightness(table, COLOURS - 1 - i))).toBeLessThan(8);
  expect(lightness(table, 127)).toBeGreaterThan(94);
  expect(hex(colourOf("blue-orange", 0))).toBe(BLUE_ORANGE[0]);
  expect(hex(colourOf("blue-orange", 1))).toBe(BLUE_ORANGE[8]);
});

test.each(["purple-orange", "blue-red"] as const)("%s is lightest at zero, and dark at both ends", (map) => {
  const table = colourTable(map);

  expect(lightness(table, 127)).toBeGreaterThan(90);
  for (const end of [0, COLOURS - 1]) expect(lightness(table, end)).toBeLessThan(40);
  expect(colourOf(map, 0)[2]).toBeGreaterThan(colourOf(map, 0)[0]); // blue or purple lowers
  expect(colourOf(map, 1)[0]).toBeGreaterThan(colourOf(map, 1)[2]); // orange or red raises
});

test.each(COLOUR_MAPS)(
  "%s takes its end colours for what lies beyond, and its first for no number",
  (map) => {
    expect(colourOf(map, -3)).toEqual(colourOf(map, 0));
    expect(colourOf(map, 7)).toEqual(colourOf(map, 1));
    expect(colourOf(map, Number.NaN)).toEqual(colourOf(map, 0));
  },
);

test("a range without extent has one colour", () => {
  expect(colourIndex(2, [2, 2])).toBe(0);
});

const hex = (rgb: readonly number[]) => "#" + rgb.map((c) => c.toString(16).padStart(2, "0")).join("");

/** L* of CIE Lab, 0…100, of sRGB under D65. */
function lightness(table: Uint8Array, i: number): number {
  const [r, g, b] = [0, 1, 2].map((c) => {
    const share = table[3 * i + c] / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
}
