import { expect, test } from "vitest";
import { toBytes, toRgb } from "./colour.ts";
import { fitPicture } from "./fit.ts";
import type { Picture } from "./picture.ts";

/** [y][x] = 10 y + x. */
const picture = (width: number, height: number): Picture => ({
  ...{ width, height, channels: 1, range: [0, 255] },
  data: Uint8Array.from({ length: width * height }, (_, i) => 10 * Math.floor(i / width) + (i % width)),
});

const rows = ({ data, width }: Picture) =>
  Array.from({ length: data.length / width }, (_, y) => [...data.subarray(y * width, (y + 1) * width)]);

test("stretching leaves a picture as it is", () => {
  const given = picture(5, 2);

  expect(fitPicture(given, [8, 8, 1], "stretch")).toBe(given);
});

test.each<[name: string, size: [number, number], input: number[], rows: number[][]]>([
  [
    "a wide one",
    [5, 2],
    [4, 4],
    [
      [1, 2],
      [11, 12],
    ],
  ],
  [
    "a tall one",
    [2, 4],
    [4, 4],
    [
      [10, 11],
      [20, 21],
    ],
  ],
  ["to a wide input", [3, 3], [1, 3], [[10, 11, 12]]],
  [
    "one that fits",
    [2, 2],
    [7, 7],
    [
      [0, 1],
      [10, 11],
    ],
  ],
  ["a single row", [1, 3], [3, 1], [[0], [10], [20]]],
])("cropping cuts the middle out of %s", (_, [width, height], input, expected) => {
  expect(rows(fitPicture(picture(width, height), input, "crop"))).toEqual(expected);
});

test.each<[name: string, size: [number, number], input: number[], rows: number[][]]>([
  [
    "a wide one",
    [4, 1],
    [2, 2],
    [
      [9, 9, 9, 9],
      [0, 1, 2, 3],
      [9, 9, 9, 9],
      [9, 9, 9, 9],
    ],
  ],
  [
    "a tall one",
    [1, 2],
    [2, 2],
    [
      [0, 9],
      [10, 9],
    ],
  ],
  [
    "one that fits",
    [2, 2],
    [7, 7],
    [
      [0, 1],
      [10, 11],
    ],
  ],
])("padding adds black to %s", (_, [width, height], input, expected) => {
  const given: Picture = { ...picture(width, height), range: [9, 255] };

  expect(rows(fitPicture(given, input, "pad"))).toEqual(expected);
});

test("a longer side than 512 is averaged down", () => {
  const data = Float64Array.from({ length: 1024 * 2 }, (_, i) => i);

  const small = fitPicture(
    { width: 1024, height: 2, channels: 1, data, range: [0, 1] },
    [8, 8, 1],
    "stretch",
  );

  expect([small.width, small.height]).toEqual([512, 1]);
  expect(small.data[0]).toBe((0 + 1 + 1024 + 1025) / 4);
  expect(small.data[511]).toBe((1022 + 1023 + 2046 + 2047) / 4);
});

test("pixels on the edge of a box count in part", () => {
  const data = new Float64Array(640 * 3).map((_, i) => (i % 3) * 1000 + Math.floor(i / 3));

  const small = fitPicture(
    { width: 640, height: 1, channels: 3, data, range: [0, 255] },
    [8, 8, 3],
    "stretch",
  );

  // a box is 1.25 pixels: the first has pixel 0 and a quarter of pixel 1, the second the rest of it and half of 2
  for (const c of [0, 1, 2]) {
    expect(small.data[c]).toBeCloseTo(c * 1000 + (0 * 1 + 1 * 0.25) / 1.25, 9);
    expect(small.data[3 + c]).toBeCloseTo(c * 1000 + (1 * 0.75 + 2 * 0.5) / 1.25, 9);
  }
});

test("bytes stay bytes, rounded, and a flat picture stays flat", () => {
  const flat: Picture = {
    width: 700,
    height: 611,
    channels: 1,
    data: new Uint8Array(700 * 611).fill(77),
    range: [0, 255],
  };

  const small = fitPicture(flat, [48, 48, 1], "stretch");

  expect([small.width, small.height]).toEqual([512, 447]);
  expect(small.data).toEqual(new Uint8Array(512 * 447).fill(77));
});

test("a model with a larger input gets as many pixels as it can see", () => {
  expect(fitPicture(picture(600, 3), [600, 600, 1], "stretch").width).toBe(600);
});

test("a long thin picture is padded after it was made smaller", () => {
  const { width, height } = fitPicture(picture(60_000, 1), [64, 64, 1], "pad");

  expect([width, height]).toEqual([512, 512]);
});

test.each([
  ["crop", [3, 1]],
  ["crop", [7, 5]],
  ["pad", [3, 1]],
  ["pad", [7, 5]],
  ["pad", [1, 9]],
] as const)("what was fitted stays as it is: %s to [%s]", (resize, input) => {
  for (const [width, height] of [
    [100, 100],
    [700, 100],
    [99, 613],
    [1, 2000],
  ]) {
    const fitted = fitPicture(picture(width, height), input, resize);

    expect(Math.max(fitted.height, fitted.width)).toBeLessThanOrEqual(512);
    expect(fitPicture(fitted, input, resize)).toBe(fitted);
  }
});

test("gray becomes colour", () => {
  const gray = picture(2, 1);

  expect([...toRgb(gray).data]).toEqual([0, 0, 0, 1, 1, 1]);
});

test("floats become bytes by their range", () => {
  const floats: Picture = { ...picture(4, 1), data: Float64Array.of(-2, -1, 0, 1), range: [-1, 1] };

  expect([...toBytes(floats).data]).toEqual([0, 0, 128, 255]);
});
