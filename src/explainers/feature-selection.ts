/** @file Which superpixels a surrogate may use, as `lime` chooses them (lime/lime_base.py, `feature_selection`). */

import { lassoPath } from "./lasso-path.ts";
import type { FeatureSelection } from "./lime-options.ts";
import { cholesky, solve } from "./linear-algebra.ts";
import type { CentredPredictions, CentredRows } from "./normal-equations.ts";

/** Up to this many features, "auto" is forward selection. */
const FEW = 6;
/** Ridge penalty of the model whose weights "highest_weights" compares. */
const SLIGHT_PENALTY = 0.01;
/** A column whose variance is down to this share is a combination of those in use. */
const DEPENDENT = 1e-12;
/** Gains closer than this are equal: rounding decides no choice. */
const SAME = 1 + 1e-9;

/** Chooses at most `count` features for a class's predictions, in the order of their choice. */
export type Selector = (predictions: CentredPredictions) => number[];

/** What does not depend on the class is done once. */
export function featureSelector(rows: CentredRows, method: FeatureSelection, count: number): Selector {
  switch (method) {
    case "none":
      return () => Array.from({ length: rows.features }, (_, i) => i);
    case "forward_selection":
      return (predictions) => forwardSelection(rows, predictions, count);
    case "highest_weights":
      return highestWeights(rows, count);
    case "lasso_path":
      return (predictions) => lassoSelection(rows, predictions, count);
    case "auto":
      return featureSelector(rows, count <= FEW ? "forward_selection" : "highest_weights", count);
  }
}

/**
 * One after another the feature that raises the weighted R² of least squares the most; the first of equals. The gain
 * of j is r_j² / v_j, where v is what the chosen ones leave of each column's variance and r of its covariance with the
 * predictions: a Cholesky factorisation that picks its own pivots. A column that depends on those chosen gains
 * nothing, as with the minimum-norm solution.
 */
function forwardSelection(rows: CentredRows, { covariance }: CentredPredictions, count: number): number[] {
  const { gram, features: n } = rows;
  const chosen: number[] = [];
  const columns: Float64Array[] = []; // of the factor
  const variance = Float64Array.from({ length: n }, (_, j) => gram[j * n + j]);
  const remaining = covariance.slice();
  const gain = (j: number) =>
    variance[j] > DEPENDENT * gram[j * n + j] ? remaining[j] ** 2 / variance[j] : 0;

  while (chosen.length < Math.min(count, n)) {
    let best = -1;
    for (let j = 0; j < n; j++)
      if (!chosen.includes(j) && (best < 0 || gain(j) > gain(best) * SAME)) best = j;
    const independent = variance[best] > DEPENDENT * gram[best * n + best];
    chosen.push(best);
    if (!independent) continue;

    const pivot = Math.sqrt(variance[best]);
    const column = gram.slice(best * n, (best + 1) * n);
    for (const other of columns) for (let j = 0; j < n; j++) column[j] -= other[best] * other[j];
    const explained = remaining[best] / pivot;
    for (let j = 0; j < n; j++) {
      column[j] /= pivot;
      variance[j] -= column[j] ** 2;
      remaining[j] -= column[j] * explained;
    }
    columns.push(column);
  }
  return chosen;
}

/** The largest weights, by magnitude, of a hardly penalised ridge regression on all features. */
function highestWeights({ gram, features: n }: CentredRows, count: number): Selector {
  const factor = cholesky(n, (i, j) => gram[i * n + j] + (i === j ? SLIGHT_PENALTY : 0));
  return ({ covariance }) => {
    const weights = solve(factor, covariance);
    return byMagnitude([...weights.entries()])
      .slice(0, count)
      .map(([feature]) => feature);
  };
}

/**
 * The features of the lasso at the least penalty that leaves at most `count`. As in lime the first step is the last to be
 * looked at, however many it has, and predictions that do not vary keep every feature.
 */
function lassoSelection(rows: CentredRows, predictions: CentredPredictions, count: number): number[] {
  const path = lassoPath(rows, predictions);
  return (
    path.findLast((used) => used.length <= count) ??
    path[0] ??
    Array.from({ length: rows.features }, (_, i) => i)
  );
}

/** [feature, weight] by falling magnitude; equals stay in their order. */
export const byMagnitude = (weights: readonly (readonly [number, number])[]) =>
  weights.toSorted(([, a], [, b]) => Math.abs(b) - Math.abs(a));
