/**
 * @file LIME's surrogates: weighted linear models of a classifier's answers, one for each class (lime/lime_base.py).
 *
 * The classes share their rows, so that all sums but one are made once; see normal-equations.ts.
 */

import { byMagnitude, featureSelector } from "./feature-selection.ts";
import type { ClassExplanation, FeatureSelection } from "./lime-options.ts";
import { cholesky, type Factor, solve } from "./linear-algebra.ts";
import {
  type CentredPredictions,
  type CentredRows,
  centrePredictions,
  centreRows,
  dot,
  type Rows,
} from "./normal-equations.ts";
import { standardErrors } from "./standard-errors.ts";

/** Ridge penalty of the surrogate. */
const PENALTY = 1;

export interface SurrogateOptions {
  /** Most features in a surrogate. Default: all. */
  readonly numFeatures?: number;
  /** Default: "auto". */
  readonly featureSelection?: FeatureSelection;
  /** The rows are all there are, so nothing was left to chance: standard errors of 0. Default: false. */
  readonly exact?: boolean;
}

/**
 * Fits each class's predictions, [rows] for each, with ridge regression (penalty 1, free intercept) on the features
 * selected for it. `score` is the weighted R²; 1 where predictions do not vary, since then nothing is left to explain.
 * Throws EngineError("shape") for sizes that do not fit, "bad-option" where no row has any weight.
 */
export function fitSurrogates(
  rows: Rows,
  predictions: readonly Float64Array[],
  { numFeatures = Infinity, featureSelection = "auto", exact = false }: SurrogateOptions = {},
): ClassExplanation[] {
  const centred = centreRows(rows);
  const select = featureSelector(centred, featureSelection, numFeatures);
  const fits = predictions.map((y) => {
    const answers = centrePredictions(centred, y);
    return { answers, selected: select(answers) };
  });

  const explanations: ClassExplanation[] = new Array(fits.length);
  for (const [used, members] of groupByFeatures(fits.map((fit) => fit.selected))) {
    const factor = penalisedFactor(centred, used);
    const models = members.map((k) => fitRidge(centred, fits[k].answers, used, factor));
    const errors = exact
      ? models.map(() => new Float64Array(rows.features))
      : standardErrors(
          centred,
          rows.counts,
          used,
          factor,
          models.map((model) => model.residuals),
        );
    members.forEach((k, i) => {
      const weights = byMagnitude(fits[k].selected.map((j) => [j, models[i].coefficients[j]] as const));
      const { intercept, score, localPrediction } = models[i];
      const inOrder = weights.map(([j]) => errors[i][j]);
      explanations[k] = { intercept, score, localPrediction, weights, standardErrors: inOrder };
    });
  }
  return explanations;
}

/** Sets of features, ascending, each with the places in `selections` where it stands: often all of them. */
function groupByFeatures(selections: readonly (readonly number[])[]) {
  const groups = new Map<string, [used: number[], members: number[]]>();
  selections.forEach((selected, k) => {
    const used = selected.toSorted((a, b) => a - b);
    const group = groups.get(used.join());
    if (group) group[1].push(k);
    else groups.set(used.join(), [used, [k]]);
  });
  return groups.values();
}

const penalisedFactor = ({ gram, features }: CentredRows, used: readonly number[]): Factor =>
  cholesky(used.length, (i, j) => gram[used[i] * features + used[j]] + (i === j ? PENALTY : 0));

/** Coefficients are [features], 0 where a feature is not used. */
function fitRidge(
  { hidden: { starts, features: all }, hiddenShare, weights, features }: CentredRows,
  { mean, centred, covariance, spread }: CentredPredictions,
  used: readonly number[],
  factor: Factor,
) {
  const coefficients = new Float64Array(features);
  solve(
    factor,
    used.map((j) => covariance[j]),
  ).forEach((c, i) => {
    coefficients[used[i]] = c;
  });
  const lostOnAverage = dot(coefficients, hiddenShare); // for what an average row hides
  const residuals = centred.map((y, row) => {
    let lost = 0;
    for (let at = starts[row]; at < starts[row + 1]; at++) lost += coefficients[all[at]];
    return y - lostOnAverage + lost;
  });
  const localPrediction = mean + lostOnAverage;
  const unexplained = residuals.reduce((sum, e, row) => sum + weights[row] * e * e, 0);
  return {
    coefficients,
    residuals,
    localPrediction,
    intercept: localPrediction - coefficients.reduce((sum, c) => sum + c, 0),
    score: spread > 0 ? 1 - unexplained / spread : 1,
  };
}
