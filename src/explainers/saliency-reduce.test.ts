import { expect, test } from "vitest";
import { expectClose, random } from "../../test/ops.ts";
import { displayRange, reduceChannels, resizeMap } from "./saliency-reduce.ts";

test.each([
  ["max", [3, 5]],
  ["sum", [6, 9]],
  ["mean", [2, 3]],
  ["signed", [-4, 1]],
] as const)("the channels of a pixel become one number: %s", (how, expected) => {
  const values = Float32Array.of(1, -3, -2, 0, -4, 5);

  expect([...reduceChannels(values, 3, how)]).toEqual(expected);
});

/** `torch.nn.functional.interpolate(mode="bilinear", align_corners=False)` by its definition. */
test.each([
  [1, 2, 1, 4, [0, 1], [0, 0.25, 0.75, 1]],
  [2, 1, 6, 1, [0, 3], [0, 0, 1, 2, 3, 3]],
  [2, 2, 4, 2, [0, 4, 8, 16], [0, 4, 2, 7, 6, 13, 8, 16]],
  [1, 4, 1, 2, [0, 1, 2, 3], [0.5, 2.5]],
])("a map of %d x %d becomes %d x %d", (h, w, height, width, map, expected) => {
  expectClose(resizeMap(Float32Array.from(map), [h, w], [height, width]), expected, { atol: 1e-6 });
});

test("a map of its own size stays as it is", () => {
  const map = random(12, 1);

  expect(resizeMap(map, [3, 4], [3, 4])).toBe(map);
});

test("the range goes from the least to the 99th percentile, as numpy.quantile has it", () => {
  const map = Float32Array.from({ length: 201 }, (_, i) => ((i * 7) % 201) + 10);

  expectClose(displayRange(map, false), [10, 208]);
});

test("zero is in the middle of a signed range", () => {
  const map = Float32Array.from({ length: 201 }, (_, i) => -((i * 7) % 201));

  expectClose(displayRange(map, true), [-198, 198]);
});

test("where nearly all is one number the largest shows, and what is not finite does not count", () => {
  const sparse = new Float32Array(1000);
  sparse[17] = 5;
  expect(displayRange(sparse, false)).toEqual([0, 5]);
  expect(
    displayRange(
      sparse.map((v) => -v),
      true,
    ),
  ).toEqual([-5, 5]);
  expect(displayRange(Float32Array.of(1, Number.NaN, 2, Infinity), false)).toEqual([
    1,
    expect.closeTo(1.99, 5),
  ]);
  expect(displayRange(Float32Array.of(Number.NaN), true)).toEqual([0, 0]);
});
