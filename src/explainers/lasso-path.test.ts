import { expect, test } from "vitest";
import { lassoPath } from "./lasso-path.ts";
import { centrePredictions, centreRows } from "./normal-equations.ts";

const rows = [
  "11111111 00010111 01000100 10110011 01100000 00111100".split(" "),
  "00111101 10100001 10111101 11110000 01100001 01101011".split(" "),
].flat();
const y = Float64Array.of(0.47, 0.04, 0.08, 0.73, 0.64, 0.03, 0.3, 0.22, 0.06, 0.52, 0.42, 0.05);

/** Non-zero coefficients of `lars_path(x - x.mean(0), y - y.mean(), method="lasso")`, scikit-learn 1.9.1. */
const supports = "5 05 045 0245 01245 012345 012346 12346 12346 123456 0123456 01234567".split(" ");

const centre = (lines: readonly string[]) =>
  centreRows({
    bits: Uint8Array.from(lines.join(""), Number),
    features: lines[0].length,
    counts: new Float64Array(lines.length).fill(1),
    weights: new Float64Array(lines.length).fill(1),
  });

const pathOf = (lines: readonly string[], predictions: Float64Array) => {
  const centred = centre(lines);
  return lassoPath(centred, centrePredictions(centred, predictions));
};

test("features join, leave and come back as in scikit-learn", () => {
  expect(pathOf(rows, y).map((used) => used.join(""))).toEqual(supports);
});

test("a copy of a feature never joins it", () => {
  const withCopy = rows.map((row) => row + row[5]);

  const used = new Set(pathOf(withCopy, y).flat());

  expect(used.has(5) && used.has(8)).toBe(false);
});

test("there is no path where predictions do not vary", () => {
  expect(pathOf(rows, new Float64Array(12).fill(0.3))).toEqual([]);
});
