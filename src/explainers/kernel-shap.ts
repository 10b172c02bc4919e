/**
 * @file KernelSHAP: what each superpixel adds to the score, on average over all orders in which they could be shown. Lundberg and
 * Lee, 2017, https://arxiv.org/abs/1705.07874: Shapley values are the weights of a linear model of the answers, fitted with the
 * Shapley kernel, that is right for the whole picture and for nothing of it. So they always add up to the difference of
 * these two. With all coalitions they are exact; with some, least squares as of Covert and Lee, 2021,
 * https://arxiv.org/abs/2012.01536, on pairs of coalitions that complete each other.
 *
 * With M superpixels, D the difference, and z a coalition, a pair says t = (f(z) − f(none) + f(all) − f(rest)) / 2 of the sum of the
 * weights over z. Of the weights D/M + v, v adds up to nothing: it is the least-squares solution of
 *
 *   v · (z − |z|/M) = t − |z| D/M
 */

import { byMagnitude } from "./feature-selection.ts";
import type { ClassExplanation } from "./lime-options.ts";
import { cholesky, type Factor, inverse, solve } from "./linear-algebra.ts";
import type { Rows } from "./normal-equations.ts";

/** Share of the mean diagonal that is added to it, so that too few coalitions leave weights near their mean. */
const SLIGHT = 1e-10;
/** Of a pair that alone says something, the residual says nothing. */
const LEAST = 1e-6;

/**
 * Fits each class's predictions, [rows] for each, to pairs of rows of which the first keeps everything, and nothing. The
 * intercept is the score of nothing, the local prediction that of the whole picture. Standard errors are of the
 * drawing of pairs; 0 where `exact`.
 */
export function fitShapley(
  rows: Rows,
  predictions: readonly Float64Array[],
  exact: boolean,
): ClassExplanation[] {
  const pairs = pairsOf(rows);
  const factor = factorOf(pairs, rows.features);
  const fits = predictions.map((y) => fitClass(pairs, y, rows.features, factor));
  const errors = exact
    ? fits.map(() => new Float64Array(rows.features))
    : standardErrors(
        pairs,
        rows.features,
        factor,
        fits.map(({ residuals }) => residuals),
      );
  return fits.map(({ values, intercept, localPrediction, score }, k) => {
    const weights = byMagnitude([...values.entries()]);
    const standardErrors = weights.map(([i]) => errors[k][i]);
    return { intercept, score, localPrediction, weights, standardErrors };
  });
}

/** A coalition, and how often and how much it and its complement count. The first pair is not among them. */
interface Pair {
  readonly row: number;
  readonly kept: readonly number[];
  readonly count: number;
  readonly weight: number;
}

const pairsOf = ({ bits, features, counts, weights }: Rows): Pair[] =>
  Array.from({ length: Math.max(0, Math.floor(counts.length / 2) - 1) }, (_, pair) => {
    const row = 2 * (pair + 1);
    const kept: number[] = [];
    for (let i = 0; i < features; i++) if (bits[row * features + i] === 1) kept.push(i);
    return { row, kept, count: counts[row], weight: weights[row] };
  });

/**
 * Of the sum of w (z − |z|/M)(z − |z|/M)', and of something along (1, …, 1), where it says nothing: so what is solved
 * with it adds up to nothing.
 */
function factorOf(pairs: readonly Pair[], features: number): Factor {
  const gram = new Float64Array(features * features);
  for (const { kept, count, weight } of pairs)
    for (let i = 0; i < kept.length; i++)
      for (let j = 0; j <= i; j++) gram[kept[i] * features + kept[j]] += count * weight;
  const mean = new Float64Array(features);
  let trace = 0;
  for (let i = 0; i < features; i++) {
    trace += gram[i * features + i];
    for (let j = 0; j <= i; j++) {
      mean[i] += gram[i * features + j] / features;
      if (j < i) mean[j] += gram[i * features + j] / features;
    }
  }
  const all = mean.reduce((a, b) => a + b, 0) / features;
  const scale = trace / features || 1;
  return cholesky(
    features,
    (i, j) =>
      gram[i * features + j] - mean[i] - mean[j] + all + scale / features + (i === j ? SLIGHT * scale : 0),
  );
}

function fitClass(pairs: readonly Pair[], y: Float64Array, features: number, factor: Factor) {
  const [whole, none] = y;
  const each = (whole - none) / features;
  const told = pairs.map(({ row }) => (y[row] - none + whole - y[row + 1]) / 2);
  const right = new Float64Array(features);
  pairs.forEach(({ kept, count, weight }, n) => {
    const pull = count * weight * (told[n] - kept.length * each);
    const shared = (pull * kept.length) / features;
    for (const i of kept) right[i] += pull;
    for (let i = 0; i < features; i++) right[i] -= shared;
  });
  const apart = solve(factor, right);
  const values = apart.map((v) => each + v);
  const residuals = pairs.map(({ kept }, n) => told[n] - kept.reduce((sum, i) => sum + values[i], 0));
  return { values, residuals, intercept: none, localPrediction: whole, score: rSquared(pairs, y, residuals) };
}

/** Weighted R² over all rows but the first pair, which is met exactly; 1 where the answers do not vary. */
function rSquared(pairs: readonly Pair[], y: Float64Array, residuals: readonly number[]): number {
  let [total, sum] = [0, 0];
  for (const { row, count, weight } of pairs) {
    total += 2 * count * weight;
    sum += count * weight * (y[row] + y[row + 1] - 2 * y[0]);
  }
  const mean = y[0] + sum / total; // from the first on, so that equal answers differ from it by exactly nothing
  let [spread, unexplained] = [0, 0];
  pairs.forEach(({ row, count, weight }, n) => {
    const w = count * weight;
    spread += w * ((y[row] - mean) ** 2 + (y[row + 1] - mean) ** 2);
    const apart = (y[row] + y[row + 1] - y[0] - y[1]) / 2; // half of how far the two are from telling the same
    unexplained += 2 * w * (residuals[n] ** 2 + apart ** 2);
  });
  return spread > 0 ? 1 - unexplained / spread : 1;
}

/**
 * How far the values would scatter if other pairs had been drawn: the sandwich of standard-errors.ts, of pairs, and with each
 * residual as it would be had its pair not been fitted to, e / (1 − leverage), for there is no penalty here that keeps a fit to
 * few pairs from following them. Of few pairs it says rather too much than too little. (HC3: MacKinnon and White, Journal of
 * Econometrics 29(3), 1985.)
 */
function standardErrors(
  pairs: readonly Pair[],
  features: number,
  factor: Factor,
  residuals: readonly (readonly number[])[],
): Float64Array[] {
  const columns = inverse(factor);
  const mean = columns.map((column) => column.reduce((a, b) => a + b, 0) / features);
  const variances = residuals.map(() => new Float64Array(features));
  const pull = new Float64Array(features);
  pairs.forEach(({ kept, count, weight }, n) => {
    for (let i = 0; i < features; i++) pull[i] = -kept.length * mean[i];
    for (const j of kept) for (let i = 0; i < features; i++) pull[i] += columns[j][i];
    const leverage = weight * kept.reduce((sum, i) => sum + pull[i], 0);
    const apart = weight / Math.max(1 - leverage, LEAST);
    for (const [k, variance] of variances.entries()) {
      const scale = count * (apart * residuals[k][n]) ** 2;
      for (let i = 0; i < features; i++) variance[i] += scale * pull[i] ** 2;
    }
  });
  return variances.map((variance) => variance.map((v) => Math.sqrt(v)));
}
