import { expect, test } from "vitest";
import { MeanMaps } from "./mean-maps.ts";

function filled(): MeanMaps {
  const means = new MeanMaps(2);
  means.add(1, 0, [2, 4]);
  means.add(1, 0, [4, 8]);
  means.add(1, 1, [6, 0]);
  return means;
}

test("each picture of a class counts the same, whatever its cell", () => {
  const means = filled();

  expect(means.cells()).toEqual([
    { true: 1, predicted: 0, count: 2, map: Float32Array.of(3, 6) },
    { true: 1, predicted: 1, count: 1, map: Float32Array.of(6, 0) },
  ]);
  expect(means.classes()).toEqual([{ class: 1, count: 3, map: Float32Array.of(4, 4) }]);
});

test("means can be gone on from", () => {
  const means = new MeanMaps(2, filled().cells());

  means.add(1, 0, [6, 0]);

  expect(means.cells()[0]).toEqual({ true: 1, predicted: 0, count: 3, map: Float32Array.of(4, 4) });
});
