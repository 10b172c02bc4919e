import { describe, expect, test } from "vitest";
import { weightsOf } from "../../explainers/tint.ts";
import { byProbability, limeOptions, usualSettings } from "../elements/settings-value.ts";
import { digitsFor, digitsOf, seconds, signed } from "./format.ts";
import { tintsOf, usualLook } from "./tint.ts";

const explanation = {
  ...{ intercept: 0, score: 0.9, localPrediction: 0.5 },
  weights: [
    ...([
      [3, -0.4],
      [1, 0.2],
      [0, 0.1],
      [2, 0.01],
    ] as const),
  ],
  standardErrors: [0.01, 0.01, 0.06, 0.01],
};
const weights = weightsOf(explanation);

test("what is within two standard errors of zero stays clear", () => {
  expect(tintsOf(weights, usualLook).map(({ segment }) => segment)).toEqual([3, 1]);
});

test("without sampling error all but rounding is sure", () => {
  const exact = {
    ...explanation,
    weights: [
      [0, 0.5],
      [1, 1e-4],
      [2, 1e-17],
    ] as const,
    standardErrors: [0, 0, 0],
  };

  expect(weightsOf(exact).map(({ sure }) => sure)).toEqual([true, true, false]);
});

test("opacity is 0.2 + 0.6 (|w| / max)^0.6, and scales with the tint", () => {
  const [first, second] = tintsOf(weights, usualLook);
  const [half] = tintsOf(weights, { ...usualLook, tint: 0.4 });

  expect(first.opacity).toBeCloseTo(0.8, 12);
  expect(second.opacity).toBeCloseTo(0.2 + 0.6 * 0.5 ** 0.6, 12);
  expect(half.opacity).toBeCloseTo(0.4, 12);
});

test.each([
  ["both", Number.POSITIVE_INFINITY, [3, 1]],
  ["raises", Number.POSITIVE_INFINITY, [1]],
  ["lowers", Number.POSITIVE_INFINITY, [3]],
  ["both", 1, [3]],
  ["both", 0, []],
] as const)("showing %s, the strongest %f: %j", (sign, strongest, expected) => {
  expect(tintsOf(weights, { ...usualLook, sign, strongest }).map(({ segment }) => segment)).toEqual(expected);
});

test("weights below a share of the largest stay clear", () => {
  expect(tintsOf(weights, { ...usualLook, least: 0.5 }).map(({ segment }) => segment)).toEqual([3, 1]);
  expect(tintsOf(weights, { ...usualLook, least: 0.55 }).map(({ segment }) => segment)).toEqual([3]);
});

describe("numbers", () => {
  test.each([
    [signed(-0.1723, 3), "−0.172"],
    [signed(0.2, 2), "+0.20"],
    [signed(-0.0004, 2), "0.00"],
    [seconds(800), "0.8"],
    [seconds(61_200), "61"],
    [String(digitsFor(0.005)), "3"],
    [String(digitsFor(0.3)), "2"],
    [String(digitsFor(0)), "3"],
    [String(digitsOf(0.36)), "2"],
    [String(digitsOf(0.0036)), "4"],
  ])("%s", (found, expected) => expect(found).toBe(expected));
});

test("a chosen class is explained beside the five most probable, once", () => {
  const probabilities = [0.01, 0.3, 0.2, 0.15, 0.14, 0.12, 0.08];

  expect(byProbability(probabilities)[0]).toBe(1);
  expect(limeOptions({ ...usualSettings, classIndex: 0 }, probabilities).labels).toEqual([1, 2, 3, 4, 5, 0]);
  expect(limeOptions({ ...usualSettings, classIndex: 2 }, probabilities).labels).toEqual([1, 2, 3, 4, 5]);
});
