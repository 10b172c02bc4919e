import { expect, test } from "vitest";
import { MeanMaps } from "./mean-maps.ts";

const one = (...map: readonly [number, number]) => ({ map, image: map.map((value) => value / 10) });

function filled(): MeanMaps {
  const means = new MeanMaps(2);
  means.add(1, 0, one(2, 4));
  means.add(1, 0, one(4, 8));
  means.add(1, 1, one(6, 0));
  return means;
}

const floats = (...values: readonly number[]) => Float32Array.from(values);

test("each picture of a class counts the same, whatever its cell", () => {
  const means = filled();

  expect(means.cells()).toEqual([
    { true: 1, predicted: 0, count: 2, map: floats(3, 6), image: floats(0.3, 0.6) },
    { true: 1, predicted: 1, count: 1, map: floats(6, 0), image: floats(0.6, 0) },
  ]);
  expect(means.classes()).toEqual([{ class: 1, count: 3, map: floats(4, 4), image: floats(0.4, 0.4) }]);
});

test("means can be gone on from", () => {
  const means = new MeanMaps(2, filled().cells());

  means.add(1, 0, one(6, 0));

  const [{ image, ...cell }] = means.cells();
  expect(cell).toEqual({ true: 1, predicted: 0, count: 3, map: floats(4, 4) });
  expect(Array.from(image)).toEqual([expect.closeTo(0.4, 6), expect.closeTo(0.4, 6)]);
});
