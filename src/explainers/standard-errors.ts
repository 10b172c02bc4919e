/**
 * @file How far the weights of a ridge regression would scatter if other rows had been drawn.
 *
 * The sandwich estimator that allows for errors of unequal size, HC0: White, Econometrica 48(4), 1980; MacKinnon and
 * White, Journal of Econometrics 29(3), 1985. With a ridge penalty a, centred rows x, kernel weights k, residuals e
 * and each row drawn m times, the covariance of the weights is
 *
 *   P (sum of m k² e² x x') P,  P = (sum of m k x x' + a I)⁻¹
 *
 * LIME's predictions have no noise: e is what a linear model cannot express, and differs from draw to draw. What the
 * penalty biases is not in it, and with hardly more rows than features it is too small.
 */

import { type Factor, inverse } from "./linear-algebra.ts";
import type { CentredRows } from "./normal-equations.ts";

/**
 * `used`: the features of the model, ascending; `factor`: of their penalised gram; `residuals`: [rows] for each class
 * fitted to them; `counts`: how often each row was drawn. Returns [features] for each class, 0 where not used.
 */
export function standardErrors(
  { hidden: { starts, features: all }, hiddenShare, weights, features }: CentredRows,
  counts: Float64Array,
  used: readonly number[],
  factor: Factor,
  residuals: readonly Float64Array[],
): Float64Array[] {
  const n = used.length;
  const columnOf: (Float64Array | undefined)[] = new Array(features);
  const mean = new Float64Array(n);
  inverse(factor).forEach((column, k) => {
    columnOf[used[k]] = column;
    for (let j = 0; j < n; j++) mean[j] += hiddenShare[used[k]] * column[j];
  });

  const variances = residuals.map(() => new Float64Array(n));
  const pull = new Float64Array(n); // P x of one row, with its sign turned
  for (let row = 0; row < counts.length; row++) {
    if (weights[row] === 0) continue;
    for (let j = 0; j < n; j++) pull[j] = -mean[j];
    for (let at = starts[row]; at < starts[row + 1]; at++) {
      const column = columnOf[all[at]];
      if (column) for (let j = 0; j < n; j++) pull[j] += column[j];
    }
    for (let k = 0; k < residuals.length; k++) {
      const scale = (weights[row] * residuals[k][row]) ** 2 / counts[row];
      const variance = variances[k];
      for (let j = 0; j < n; j++) variance[j] += scale * pull[j] ** 2;
    }
  }
  return variances.map((variance) => {
    const errors = new Float64Array(features);
    used.forEach((feature, j) => {
      errors[feature] = Math.sqrt(variance[j]);
    });
    return errors;
  });
}
