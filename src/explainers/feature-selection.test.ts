import { expect, test } from "vitest";
import { random } from "../../test/ops.ts";
import { featureSelector } from "./feature-selection.ts";
import { cholesky, solve } from "./linear-algebra.ts";
import {
  type CentredPredictions,
  type CentredRows,
  centrePredictions,
  centreRows,
} from "./normal-equations.ts";

const ROWS = 60;

/** Random rows of six features and, as a seventh, a copy of the second. */
const features = 7;
const bits = Uint8Array.from(random(ROWS * features, 1), (v) => (v > 0 ? 1 : 0));
for (let row = 0; row < ROWS; row++) bits[row * features + 6] = bits[row * features + 1];
const rows = centreRows({
  bits,
  features,
  counts: new Float64Array(ROWS).fill(1),
  weights: Float64Array.from(random(ROWS, 2), (v) => 0.6 + v / 4),
});
const y = centrePredictions(rows, Float64Array.from(random(ROWS, 3)));

test("forward selection takes what raises R² most, and a copy when nothing else is left", () => {
  const chosen = featureSelector(rows, "forward_selection", 7)(y);

  const expected: number[] = [];
  while (expected.length < 6) {
    const others = [0, 1, 2, 3, 4, 5].filter((j) => !expected.includes(j));
    expected.push(
      others.toSorted(
        (a, b) => explained(rows, y, [...expected, b]) - explained(rows, y, [...expected, a]),
      )[0],
    );
  }
  expect(chosen).toEqual([...expected, 6]);
});

test.each([
  ["auto", 6, "forward_selection"],
  ["auto", 7, "highest_weights"],
] as const)("%s with %i features is %s", (method, count, same) => {
  expect(featureSelector(rows, method, count)(y)).toEqual(featureSelector(rows, same, count)(y));
});

test.each(["forward_selection", "highest_weights", "lasso_path"] as const)(
  "%s keeps to the number asked for",
  (method) => {
    for (const count of [1, 2, 3, 4]) expect(featureSelector(rows, method, count)(y).length).toBe(count);
  },
);

test("none keeps every feature in its place", () => {
  expect(featureSelector(rows, "none", 2)(y)).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test("the lasso keeps every feature where predictions do not vary, as lime does", () => {
  const flat = centrePredictions(rows, new Float64Array(ROWS).fill(0.25));

  expect(featureSelector(rows, "lasso_path", 2)(flat)).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

/** What least squares on these features explains of the spread of the predictions. */
function explained(
  { gram }: CentredRows,
  { covariance }: CentredPredictions,
  used: readonly number[],
): number {
  const factor = cholesky(used.length, (i, j) => gram[used[i] * features + used[j]]);
  const right = used.map((j) => covariance[j]);
  return solve(factor, right).reduce((sum, c, i) => sum + c * right[i], 0);
}
