import { expect, test } from "vitest";
import { rankCorrelation } from "./rank-correlation.ts";

// scipy 1.10.1: scipy.stats.spearmanr(a, b)[0]
test.each([
  [[1, 2, 3, 4, 5], [5, 6, 7, 8, 7], 0.8207826816681233],
  [[1, 1, 2, 2, 3], [3, 1, 2, 2, 1], -0.3611111111111111],
  [[0.1, -2, 3, 0, 0, 5], [1, 1, 1, 0, 2, 2], 0.36007896737396106],
  [[1, 2, 3], [3, 2, 1], -1],
  [[1, 2, 2, 2, 9, 9, 0], [4, 4, 1, 1, 1, 0, 2], -0.7058823529411764],
  [
    Array.from({ length: 200 }, (_, i) => Math.sin(i * i)),
    Array.from({ length: 200 }, (_, i) => Math.round(3 * Math.cos(i))),
    0.050420819165113845,
  ],
])("equals scipy's spearmanr, ties included: %j, %j", (a, b, expected) => {
  expect(rankCorrelation(a, b)).toBeCloseTo(expected, 12);
  expect(rankCorrelation(b, a)).toBeCloseTo(expected, 12);
});

test.each([
  ["a constant", [1, 1, 1], [1, 2, 3]],
  ["a NaN", [1, Number.NaN, 2], [1, 2, 3]],
  ["one number", [1], [2]],
  ["none", [], []],
])("%s has no rank correlation", (_, a, b) => {
  expect(rankCorrelation(a, b)).toBeNaN();
});
