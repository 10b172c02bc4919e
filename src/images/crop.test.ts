import { expect, test } from "vitest";
import { cropPicture } from "./crop.ts";
import type { Picture } from "./picture.ts";

test.each([1, 3] as const)("a crop of %i channels has the its pixels, and leaves the picture", (channels) => {
  const data = Uint8Array.from({ length: 5 * 4 * channels }, (_, i) => i);
  const picture: Picture = { width: 5, height: 4, channels, data, range: [0, 255] };
  const box = { left: 2, top: 1, width: 3, height: 2 };

  const cropped = cropPicture(picture, box);

  const expected: number[] = [];
  for (const y of [1, 2])
    for (const x of [2, 3, 4]) for (let c = 0; c < channels; c++) expected.push((y * 5 + x) * channels + c);
  expect(cropped).toEqual({ ...picture, width: 3, height: 2, data: Uint8Array.from(expected) });
  expect(picture.data).toHaveLength(5 * 4 * channels);
});

test("floats and their range stay as a file had them", () => {
  const data = Float64Array.of(0, 0.25, 0.5, 1);
  const picture: Picture = { width: 2, height: 2, channels: 1, data, range: [0, 1] };

  expect(cropPicture(picture, { left: 1, top: 1, width: 1, height: 1 })).toEqual({
    ...{ width: 1, height: 1, channels: 1, data: Float64Array.of(1), range: [0, 1] },
  });
});
