import { describe, expect, test } from "vitest";
import { random } from "../../test/ops.ts";
import { RandomState } from "../random/random-state.ts";
import { countRows, type DataMatrix } from "./data-matrix.ts";
import { fitShapley } from "./kernel-shap.ts";
import { allCoalitions, coalitionWeights, drawCoalitions, shapleyKernel } from "./kernel-shap-rows.ts";
import type { ClassExplanation } from "./lime-options.ts";

/** A game: what a coalition is worth. */
type Game = (kept: readonly boolean[]) => number;

const additive =
  (weights: ArrayLike<number>): Game =>
  (kept) =>
    kept.reduce((sum, is, i) => sum + (is ? weights[i] : 0), 3);
/** 5 where both of the first two are there, and 1 for the third. */
const together: Game = ([a, b, c]) => (a && b ? 5 : 0) + (c ? 1 : 0);
/** What nothing simple tells. */
const tangled: Game = (kept) => {
  const sum = kept.reduce((total, is, i) => total + (is ? Math.sin(3 * i + 1) : 0), 0);
  return Math.tanh(sum) + (kept[0] && !kept[3] ? 0.5 : 0) + (kept[1] && kept[2] && kept[4] ? 0.7 : 0);
};

describe("all coalitions give the exact Shapley values", () => {
  test.each<[name: string, Game, features: number]>([
    ["of one player", additive([7]), 1],
    ["of two", additive([1, -2]), 2],
    ["of a sum", additive(random(7, 1)), 7],
    ["of what two do together", together, 4],
    ["of a game with no formula", tangled, 8],
  ])("%s", (_, game, features) => {
    const matrix = allCoalitions(2 ** features, features);

    const explanation = explain(matrix, game, true);

    expect(matrix.distinct).toBe(2 ** features);
    expect(new Set(rowsOf(matrix).map(String)).size).toBe(2 ** features);
    const expected = shapley(game, features);
    valuesOf(explanation).forEach((value, i) => void expect(value).toBeCloseTo(expected[i], 8));
    expect(explanation.standardErrors).toEqual(Array(features).fill(0));
    expectEfficient(explanation, game, features);
  });

  test("a sum's are its parts, and two who only do something together get half each", () => {
    const parts = [0.5, -2, 0, 1.25, 3];

    const sum = valuesOf(explain(allCoalitions(32, 5), additive(parts), true));
    const half = valuesOf(explain(allCoalitions(16, 4), together, true));

    sum.forEach((value, i) => void expect(value).toBeCloseTo(parts[i], 8));
    half.forEach((value, i) => void expect(value).toBeCloseTo([2.5, 2.5, 1, 0][i], 8));
  });
});

describe("random coalitions", () => {
  test("tell a sum's parts from hardly more pairs than parts", () => {
    const parts = random(40, 2);

    const explanation = explain(draw(1, 120, 40), additive(parts), false);

    valuesOf(explanation).forEach((value, i) => void expect(value).toBeCloseTo(parts[i], 6));
    expect(explanation.score).toBeCloseTo(1, 9);
    expectEfficient(explanation, additive(parts), 40);
  });

  test("come ever closer to the exact values, as near as their standard errors say", () => {
    const exact = shapley(tangled, 12);
    const [few, ...off] = [60, 200, 3200].map((samples) => {
      const runs = Array.from({ length: 20 }, (_, seed) => explain(draw(seed, samples, 12), tangled, false));
      for (const run of runs) expectEfficient(run, tangled, 12);
      const errors = runs.map((run) => valuesOf(run).map((value, i) => value - exact[i]));
      const said = runs.map((run) => inOrder(run, run.standardErrors));
      return { error: rootMeanSquare(errors.flat()), said: rootMeanSquare(said.flat()) };
    });

    expect(off[1].error).toBeLessThan(off[0].error / 3); // a quarter, if it falls as the root of the samples
    expect(few.error).toBeLessThan(few.said); // hardly more pairs than players: better too much than too little
    for (const { error, said } of off) {
      expect(error / said).toBeGreaterThan(0.75);
      expect(error / said).toBeLessThan(1.35);
    }
  });

  test("add up even where they are too few and too alike", () => {
    const matrix = draw(1, 40, 20);

    expectEfficient(explain({ ...matrix, distinct: 12 }, tangled, false), tangled, 20);
  });

  test("say the same whichever of a pair comes first", () => {
    const matrix = draw(4, 200, 9);
    const bits = matrix.bits.map((bit, i) => (i < 18 ? bit : 1 - bit));

    const [one, other] = [matrix, { ...matrix, bits }].map((rows) => explain(rows, tangled, false));

    expect(valuesOf(other)).toEqual(valuesOf(one).map((value) => expect.closeTo(value, 9)));
    expect(inOrder(other, other.standardErrors)).toEqual(
      inOrder(one, one.standardErrors).map((error) => expect.closeTo(error, 9)),
    );
    expect(other.score).toBeCloseTo(one.score, 9);
  });

  test("tell how well a sum fits them, as a weighted R²", () => {
    const matrix = allCoalitions(64, 6);
    const explanation = explain(matrix, tangled, true);

    const weights = coalitionWeights(matrix);
    const rows = rowsOf(matrix).map((bits, n) => {
      const values = valuesOf(explanation);
      const fitted = bits.reduce((sum, bit, i) => sum + bit * values[i], explanation.intercept);
      return { y: tangled(bits.map(Boolean)), w: weights[n], fitted };
    });
    const sum = (of: (row: (typeof rows)[number]) => number) =>
      rows.reduce((total, row) => total + of(row), 0);
    const mean = sum(({ w, y }) => w * y) / sum(({ w }) => w);
    const unexplained = sum(({ w, y, fitted }) => w * (y - fitted) ** 2);
    expect(explanation.score).toBeCloseTo(1 - unexplained / sum(({ w, y }) => w * (y - mean) ** 2), 9);
    expect(explanation.score).toBeLessThan(0.95);
  });

  test("have sizes as the Shapley kernel says, and complete each other", () => {
    const matrix = draw(3, 40002, 6);

    const rows = rowsOf(matrix);
    expect([rows[0], rows[1]]).toEqual([Array(6).fill(1), Array(6).fill(0)]);
    for (let i = 0; i < rows.length; i += 2) expect(rows[i].map((bit) => 1 - bit)).toEqual(rows[i + 1]);
    const sizes = new Float64Array(7);
    for (const row of matrix.rowOf!.subarray(2)) sizes[rows[row].reduce((a, b) => a + b, 0)]++;
    const kernel = [1, 2, 3, 4, 5].map((s) => [6, 15, 20, 15, 6][s - 1] * shapleyKernel(6, s));
    const total = kernel.reduce((a, b) => a + b, 0);
    kernel.forEach(
      (share, i) => void expect(Math.abs(sizes[i + 1] / 40000 - share / total)).toBeLessThan(0.01),
    );
    expect(shapleyKernel(6, 2)).toBeCloseTo(5 / (15 * 2 * 4), 12);
  });
});

const draw = (seed: number, samples: number, features: number) =>
  drawCoalitions(new RandomState(seed), samples, features);

const rowsOf = ({ bits, features, distinct }: DataMatrix) =>
  Array.from({ length: distinct }, (_, row) => [...bits.subarray(row * features, (row + 1) * features)]);

function explain(matrix: DataMatrix, game: Game, exact: boolean): ClassExplanation {
  const worth = Float64Array.from(rowsOf(matrix), (row) => game(row.map((bit) => bit === 1)));
  const { counts } = countRows(matrix, matrix.distinct);
  return fitShapley({ ...matrix, counts, weights: coalitionWeights(matrix) }, [worth], exact)[0];
}

/** What belongs to each weight, by superpixel. */
function inOrder({ weights }: ClassExplanation, numbers: readonly number[]): number[] {
  const ordered = new Array<number>(weights.length);
  weights.forEach(([segment], i) => {
    ordered[segment] = numbers[i];
  });
  return ordered;
}

const valuesOf = (explanation: ClassExplanation) =>
  inOrder(
    explanation,
    explanation.weights.map(([, weight]) => weight),
  );

/** The definition: what each adds to those before it, on average over all coalitions of those, by how often they come first. */
function shapley(game: Game, features: number): number[] {
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  const values = new Array<number>(features).fill(0);
  for (let mask = 0; mask < 2 ** features; mask++) {
    const kept = values.map((_, i) => ((mask >> i) & 1) === 1);
    const size = kept.filter(Boolean).length;
    kept.forEach((is, i) => {
      if (is) return;
      const often = (factorial(size) * factorial(features - size - 1)) / factorial(features);
      values[i] += often * (game(kept.with(i, true)) - game(kept));
    });
  }
  return values;
}

function expectEfficient(explanation: ClassExplanation, game: Game, features: number): void {
  const [all, none] = [true, false].map((is) => game(Array(features).fill(is)));
  expect(explanation).toMatchObject({ intercept: none, localPrediction: all });
  expect(valuesOf(explanation).reduce((a, b) => a + b, 0)).toBeCloseTo(all - none, 12);
}

const rootMeanSquare = (numbers: readonly number[]) =>
  Math.sqrt(numbers.reduce((sum, v) => sum + v * v, 0) / numbers.length);
