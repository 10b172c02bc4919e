import { expect, test } from "vitest";
import { argsort } from "./argsort.ts";

test("equal numbers come out in NumPy's order", () => {
  const values = Float64Array.from({ length: 60 }, (_, i) => (i * 7919) % 13);

  const order = argsort(values);

  // np.argsort of the same numbers, NumPy 1.24.4
  expect([...order]).toEqual([
    0, 52, 39, 26, 13, 46, 33, 20, 59, 7, 27, 53, 1, 14, 40, 8, 21, 34, 47, 2, 41, 15, 54, 28, 48, 35, 9, 22,
    29, 55, 16, 42, 3, 10, 49, 23, 36, 56, 17, 43, 4, 30, 37, 24, 11, 50, 31, 57, 5, 44, 18, 12, 25, 38, 51,
    32, 58, 45, 19, 6,
  ]);
});

test.each([0, 1, 2, 16, 17, 1000])("%i numbers are all there, from the least up", (length) => {
  const values = Float64Array.from({ length }, (_, i) => Math.sin(i * i));

  const order = argsort(values);

  expect([...order].sort((a, b) => a - b)).toEqual(Array.from(values.keys()));
  expect(Array.from(order, (i) => values[i])).toEqual([...values].sort((a, b) => a - b));
});
