import { expect, test } from "vitest";
import { nodes } from "./quadrature.ts";
import type { IntegrationRule } from "./saliency-options.ts";

const close = (actual: Iterable<number>, expected: readonly number[]) =>
  [...actual].forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i], 14);
  });

/** By captum/attr/_utils/approximation_methods.py and saliency/core/integrated_gradients.py. */
test.each<[IntegrationRule, at: number[], weights: number[]]>([
  ["trapezoid", [0, 1 / 3, 2 / 3, 1], [1 / 8, 1 / 4, 1 / 4, 1 / 8]],
  ["left", [0, 1 / 4, 1 / 2, 3 / 4], [1 / 4, 1 / 4, 1 / 4, 1 / 4]],
  ["right", [1 / 4, 1 / 2, 3 / 4, 1], [1 / 4, 1 / 4, 1 / 4, 1 / 4]],
  ["middle", [1 / 8, 3 / 8, 5 / 8, 7 / 8], [1 / 4, 1 / 4, 1 / 4, 1 / 4]],
  ["pair", [0, 1 / 3, 2 / 3, 1], [1 / 4, 1 / 4, 1 / 4, 1 / 4]],
])("four nodes: %s", (rule, at, weights) => {
  const found = nodes(rule, 4);

  close(found.at, at);
  close(found.weights, weights);
});

test("three nodes of Gauss and Legendre", () => {
  const { at, weights } = nodes("gauss-legendre", 3);

  close(at, [0.5 - Math.sqrt(0.6) / 2, 0.5, 0.5 + Math.sqrt(0.6) / 2]);
  close(weights, [5 / 18, 8 / 18, 5 / 18]);
});

test.each([2, 7, 50, 401])("%d nodes of Gauss and Legendre integrate polynomials", (n) => {
  const { at, weights } = nodes("gauss-legendre", n);

  for (const power of [0, 1, 2, 3, Math.min(2 * n - 1, 60)]) {
    const integral = at.reduce((sum, x, i) => sum + weights[i] * x ** power, 0);
    expect(integral).toBeCloseTo(1 / (power + 1), 13);
  }
  expect([...at]).toEqual([...at].toSorted((a, b) => a - b));
});
