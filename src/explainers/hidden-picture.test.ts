import { expect, test } from "vitest";
import type { Picture } from "../images/picture.ts";
import { withHidden } from "./hidden-picture.ts";

const picture: Picture = {
  width: 2,
  height: 2,
  channels: 1,
  data: Uint8Array.of(10, 30, 50, 70),
  range: [0, 255],
};
const segments = { width: 2, height: 2, count: 2, labels: Uint32Array.of(1, 1, 4, 4) };

test("hidden superpixels show their mean, a value, or stay; the picture itself is not changed", () => {
  expect([...withHidden(picture, { segments, hidden: [1] }).data]).toEqual([20, 20, 50, 70]);
  expect([...withHidden(picture, { segments, hidden: [1, 4], color: 5 }).data]).toEqual([5, 5, 5, 5]);
  expect([...withHidden(picture, { segments, hidden: [] }).data]).toEqual([10, 30, 50, 70]);
  expect([...picture.data]).toEqual([10, 30, 50, 70]);
});

test("superpixels of another picture are refused", () => {
  const other = { ...segments, width: 4, labels: new Uint32Array(8) };
  expect(() => withHidden(picture, { segments: other, hidden: [0] })).toThrow(
    "the superpixels are of a picture of 4x2, this one is 2x2",
  );
});
