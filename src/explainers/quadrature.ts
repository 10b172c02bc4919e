/** @file Rules for the integral of a function over 0…1, as a weighted sum of its values at some nodes. */

import type { IntegrationRule } from "./saliency-options.ts";

export interface Nodes {
  /** 0…1 */
  readonly at: Float64Array<ArrayBuffer>;
  readonly weights: Float64Array<ArrayBuffer>;
}

/**
 * `n` nodes, at least 2. All but "pair" are those of captum/attr/_utils/approximation_methods.py, whose trapezoid gives each node 1/n, and
 * its ends half of that, though there are only n − 1 steps between them: its weights add up to 1 − 1/n. "pair": both
 * ends and the plain mean (saliency/core/integrated_gradients.py of PAIR).
 */
export function nodes(rule: IntegrationRule, n: number): Nodes {
  if (rule === "gauss-legendre") return gaussLegendre(n);
  const [first, last] = {
    trapezoid: [0, 1],
    pair: [0, 1],
    left: [0, 1 - 1 / n],
    right: [1 / n, 1],
    middle: [1 / (2 * n), 1 - 1 / (2 * n)],
  }[rule];
  const at = Float64Array.from({ length: n }, (_, i) => first + ((last - first) * i) / (n - 1));
  const weights = new Float64Array(n).fill(1 / n);
  if (rule === "trapezoid") weights[0] = weights[n - 1] = 1 / (2 * n);
  return { at, weights };
}

/** Exact for polynomials of degree 2n − 1: zeros of the Legendre polynomial by Newton's method (Abramowitz and Stegun, 25.4.29). */
function gaussLegendre(n: number): Nodes {
  const [at, weights] = [new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < n; i++) {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 0;
    for (let step = 0; step < 6; step++) {
      const [value, before] = legendre(n, x);
      slope = (n * (x * value - before)) / (x * x - 1);
      x -= value / slope;
    }
    at[i] = (1 + x) / 2;
    weights[i] = 1 / ((1 - x * x) * slope * slope); // half of that over −1…1
  }
  return { at, weights };
}

/** P_n and P_(n−1) at x. */
function legendre(n: number, x: number): [value: number, before: number] {
  let [before, value] = [1, x];
  for (let k = 2; k <= n; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
  return [value, before];
}
