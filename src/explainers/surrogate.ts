/** @file LIME's surrogate: a weighted ridge regression of the model's answers on what was kept (lime/lime_base.py). */

import { ridge, rSquared, selectFeatures } from "./feature-selection.ts";
import { type Gram, gram, type Rows } from "./gram.ts";
import type { ClassExplanation, FeatureSelection } from "./lime-options.ts";
import { inverse } from "./linear-algebra.ts";

export interface SurrogateOptions {
  readonly numFeatures: number;
  readonly featureSelection: FeatureSelection;
  /** Every row that there is was asked: there is no sampling error. */
  readonly exact: boolean;
}

/** Penalty of the final fit. */
const ALPHA = 1;

/** One surrogate for each of `ys`, the answers to the rows. */
export function fitSurrogates(
  rows: Rows,
  ys: readonly Float64Array[],
  options: SurrogateOptions,
): ClassExplanation[] {
  const g = gram(rows, ys);
  return ys.map((y, answer) => {
    const columns = selectFeatures(g, answer, options.numFeatures, options.featureSelection);
    const coefficients = ridge(g, answer, columns, ALPHA);
    const intercept = columns.reduce(
      (sum, c, i) => sum - g.meanX[c] * coefficients[i],
      g.answers[answer].mean,
    );
    const errors = options.exact
      ? new Float64Array(columns.length)
      : standardErrors(rows, g, y, columns, coefficients, intercept);
    const order = columns
      .map((_, i) => i)
      .sort((a, b) => Math.abs(coefficients[b]) - Math.abs(coefficients[a]));
    return {
      intercept,
      score: rSquared(g, answer, columns, coefficients),
      localPrediction: coefficients.reduce((a, b) => a + b, intercept),
      weights: order.map((i) => [columns[i], coefficients[i]] as const),
      standardErrors: order.map((i) => errors[i]),
    };
  });
}

/**
 * Heteroskedasticity-consistent standard errors (HC0: White 1980; MacKinnon and White 1985) for a ridge:
 * B M B with B = (X'WX + alpha I)⁻¹ and M the sum of w² e² (x - mean)(x - mean)' over the draws.
 */
function standardErrors(
  { bits, features: n, counts, weights }: Rows,
  g: Gram,
  y: Float64Array,
  columns: readonly number[],
  coefficients: Float64Array,
  intercept: number,
): Float64Array {
  const k = columns.length;
  const a = Float64Array.from({ length: k * k }, (_, i) => {
    const [row, column] = [Math.floor(i / k), i % k];
    return g.xx[columns[row] * n + columns[column]] + (row === column ? ALPHA : 0);
  });
  const b = inverse(a, k);
  const variance = new Float64Array(k);
  const x = new Float64Array(k);
  for (let i = 0; i < counts.length; i++) {
    let residual = y[i] - intercept;
    for (let j = 0; j < k; j++) {
      const bit = bits[i * n + columns[j]];
      if (bit) residual -= coefficients[j];
      x[j] = bit - g.meanX[columns[j]];
    }
    const scale = counts[i] * (weights[i] * residual) ** 2;
    if (scale === 0) continue;
    for (let j = 0; j < k; j++) {
      let sum = 0;
      for (let m = 0; m < k; m++) sum += b[j * k + m] * x[m];
      variance[j] += scale * sum * sum;
    }
  }
  return variance.map(Math.sqrt);
}
