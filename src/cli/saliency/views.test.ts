import { expect, test } from "vitest";
import type { Picture } from "../../images/picture.ts";
import { jetMap, maskBelow, overPicture } from "./views.ts";

const picture: Picture = {
  ...{ height: 1, width: 4, channels: 1, range: [0, 255] },
  data: Uint8Array.of(10, 20, 50, 80),
};
const size = [1, 4] as const;
const levels = { map: Float32Array.of(0, 1, 2, 4), signed: false, range: [0, 2] as const };
const signed = { map: Float32Array.of(0, -1, 1, 2), signed: true, range: [-2, 2] as const };

const pixel = ({ data }: Picture, i: number) => [...data.subarray(3 * i, 3 * i + 3)];

test("the map alone goes from dark blue to dark red, and outliers are cut off", () => {
  const painted = jetMap(picture, levels, size);

  expect(pixel(painted, 0)).toEqual([0, 0, 128]);
  expect([pixel(painted, 2), pixel(painted, 3)]).toEqual([
    [128, 0, 0],
    [128, 0, 0],
  ]);
});

test("what is at the low end leaves the picture as it is, in gray", () => {
  const painted = overPicture(picture, levels, size);

  expect(pixel(painted, 0)).toEqual([10, 10, 10]);
  expect(Math.max(...pixel(painted, 3))).toBeGreaterThan(150);
});

test("of a signed map zero is clear, blue lowers, orange raises", () => {
  const painted = overPicture(picture, signed, size);

  expect(pixel(painted, 0)).toEqual([10, 10, 10]);
  const [lowers, raises] = [pixel(painted, 1), pixel(painted, 3)];
  expect(lowers[2]).toBeGreaterThan(lowers[0]);
  expect(raises[0]).toBeGreaterThan(raises[2]);
});

test("the picture in colour is shown in gray under the map", () => {
  const colour: Picture = {
    ...{ height: 1, width: 1, channels: 3, range: [0, 1] },
    data: Float64Array.of(1, 0, 0),
  };
  const clear = { map: Float32Array.of(0), signed: false, range: [0, 1] as const };

  expect(pixel(overPicture(colour, clear, [1, 1]), 0)).toEqual([76, 76, 76]);
});

test.each([
  ["half the range", levels, 0.5, [40, 20, 50, 80]],
  ["its high end", levels, 1, [40, 40, 50, 80]],
  ["nothing", levels, 0, [10, 20, 50, 80]],
  ["half of what is above zero", signed, 0.5, [40, 40, 50, 80]],
  ["zero, where it is signed", signed, 0, [10, 40, 50, 80]],
] as const)("shows the picture from %s on, and elsewhere its mean", (_, attribution, threshold, shown) => {
  const masked = maskBelow(picture, attribution, size, threshold);

  expect(shown.map((_, i) => pixel(masked, i)[0])).toEqual(shown);
});

test("a map of zeros shows nothing, and no number is no colour", () => {
  const flat = { map: new Float32Array(4), signed: false, range: [0, 0] as const };
  const broken = { ...levels, map: Float32Array.of(Number.NaN, 0, 0, 0) };

  expect([...overPicture(picture, flat, size).data.filter((_, i) => i % 3 === 0)]).toEqual([10, 20, 50, 80]);
  expect([...maskBelow(picture, flat, size, 0.5).data]).toEqual(new Array(12).fill(40));
  expect(pixel(overPicture(picture, broken, size), 0)).toEqual([10, 10, 10]);
});

test("a map of the model's input is stretched to the picture", () => {
  const half = { map: Float32Array.of(0, 2), signed: false, range: [0, 2] as const };

  const masked = maskBelow(picture, half, [1, 2], 0.5);

  expect(masked.width).toBe(4);
  expect([0, 1, 2, 3].map((i) => pixel(masked, i)[0])).toEqual([40, 40, 50, 80]);
});
