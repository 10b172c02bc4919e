import { expect, test } from "vitest";
import type { Picture } from "./picture.ts";
import { sheet } from "./sheet.ts";

const gray = (height: number, width: number, ...data: number[]): Picture => ({
  ...{ height, width, channels: 1, range: [0, 255] },
  data: Uint8Array.from(data),
});

test("pictures stand row by row, with white between and where one is missing", () => {
  const tiles = [gray(1, 2, 10, 11), gray(1, 2, 20, 21), gray(1, 2, 30, 31)];

  const { height, width, channels, data } = sheet(tiles, { columns: 2, zoom: 1, gap: 1 });

  expect([height, width, channels]).toEqual([5, 7, 1]);
  const [w, blank] = [255, new Array(7).fill(255)];
  expect([...data]).toEqual([
    ...blank,
    ...[w, 10, 11, w, 20, 21, w],
    ...blank,
    ...[w, 30, 31, w, w, w, w],
    ...blank,
  ]);
});

test("pixels are enlarged to squares", () => {
  const { height, width, data } = sheet([gray(2, 1, 5, 9)], { zoom: 2, gap: 0 });

  expect({ height, width, data: [...data] }).toEqual({
    height: 4,
    width: 2,
    data: [5, 5, 5, 5, 9, 9, 9, 9],
  });
});

test("one picture in colour makes the sheet coloured, and floats become bytes", () => {
  const colour: Picture = {
    ...{ height: 1, width: 1, channels: 3, range: [0, 1] },
    data: Float64Array.of(1, 0.2, 0),
  };

  const { channels, data } = sheet([gray(1, 1, 7), colour], { columns: 2, zoom: 1, gap: 0 });

  expect({ channels, data: [...data] }).toEqual({ channels: 3, data: [7, 7, 7, 255, 51, 0] });
});

test.each([
  [1, 1],
  [3, 3],
  [5, 3],
  [7, 4],
  [32, 8],
  [64, 8],
  [128, 16],
])("%i pictures stand in %i columns", (count, columns) => {
  const tiles = Array.from({ length: count }, () => gray(1, 1, 0));

  expect(sheet(tiles, { zoom: 1, gap: 0 }).width).toBe(columns);
});

test.each([
  [1, 64],
  [8, 64],
  [48, 48],
  [100, 100],
])("a picture of %i pixels has %i on the sheet", (side, shown) => {
  expect(sheet([gray(side, side, ...new Array(side * side).fill(0))], { gap: 0 }).width).toBe(shown);
});
