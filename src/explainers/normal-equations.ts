/**
 * @file The sums that every weighted linear model of the same rows shares.
 *
 * Columns are centred by their weighted means, as scikit-learn does to fit an intercept, and the sums run over what a
 * row *hides*: z = 1 - x has the covariances of x, LIME's rows of large weight hide little, and where z is 0 there is
 * nothing to add. So sum(w z z') less its means loses no digits, at a quarter of the additions.
 */

import { EngineError } from "../errors.ts";

/** Distinct rows of a data matrix, and how much each counts. */
export interface Rows {
  /** [rows, features]: 1 keeps a superpixel, 0 hides it. */
  readonly bits: Uint8Array;
  readonly features: number;
  /** [rows]: how often each was drawn. Counting a row m times is the same as repeating it m times. */
  readonly counts: Float64Array;
  /** [rows]: kernel weights. */
  readonly weights: Float64Array;
}

/** The features that rows hide: those of row i, ascending, are `features` from `starts[i]` to `starts[i + 1]`. */
export interface Hidden {
  readonly starts: Uint32Array;
  readonly features: Uint32Array;
}

export interface CentredRows {
  readonly features: number;
  /** Rows drawn, repeats included. */
  readonly samples: number;
  /** [rows]: counts times kernel weights. */
  readonly weights: Float64Array;
  readonly hidden: Hidden;
  /** [features]: the weighted share of rows that hide it, 1 - x̄. */
  readonly hiddenShare: Float64Array;
  /** [features, features]: sum of w (x - x̄)(x - x̄)'. */
  readonly gram: Float64Array;
}

/** One class's predictions, centred. */
export interface CentredPredictions {
  /** The weighted mean ȳ. */
  readonly mean: number;
  /** [rows]: y - ȳ. Exactly 0 where all predictions are the same. */
  readonly centred: Float64Array;
  /** [features]: sum of w (x - x̄)(y - ȳ). */
  readonly covariance: Float64Array;
  /** Sum of w (y - ȳ)². */
  readonly spread: number;
}

/** Throws EngineError("shape") for sizes that do not fit, "bad-option" where the kernel leaves no row any weight. */
export function centreRows({ bits, features, counts, weights: kernel }: Rows): CentredRows {
  const rows = counts.length;
  if (bits.length !== rows * features || kernel.length !== rows)
    throw new EngineError(
      "shape",
      `surrogate: ${bits.length} bits, ${rows} counts and ${kernel.length} weights for rows of ${features} features`,
    );
  const weights = counts.map((count, row) => count * kernel[row]);
  const total = sum(weights);
  if (!(total > 0))
    throw new EngineError("bad-option", `all ${rows} rows have weight 0; use a larger kernel width`);

  const hidden = hiddenIn(bits, features);
  const { starts, features: all } = hidden;
  const hiddenShare = new Float64Array(features);
  const gram = new Float64Array(features * features);
  for (let row = 0; row < rows; row++) {
    const w = weights[row];
    for (let at = starts[row]; at < starts[row + 1]; at++) {
      const from = all[at] * features;
      hiddenShare[all[at]] += w / total;
      for (let other = starts[row]; other <= at; other++) gram[from + all[other]] += w;
    }
  }
  for (let i = 0; i < features; i++)
    for (let j = 0; j <= i; j++) {
      gram[i * features + j] -= total * hiddenShare[i] * hiddenShare[j];
      gram[j * features + i] = gram[i * features + j];
    }
  return { features, samples: sum(counts), weights, hidden, hiddenShare, gram };
}

/** `predictions` has one number for each row. Throws EngineError("shape") where it has not. */
export function centrePredictions(rows: CentredRows, predictions: Float64Array): CentredPredictions {
  const { weights, features } = rows;
  const { starts, features: all } = rows.hidden;
  if (predictions.length !== weights.length)
    throw new EngineError("shape", `surrogate: ${predictions.length} predictions for ${weights.length} rows`);
  // from the first one on, so that equal predictions differ from their mean by exactly nothing
  const fromFirst = predictions.map((y) => y - predictions[0]);
  const offset = dot(weights, fromFirst) / sum(weights);
  const centred = fromFirst.map((y) => y - offset);
  const covariance = new Float64Array(features);
  let spread = 0;
  for (let row = 0; row < weights.length; row++) {
    const pull = weights[row] * centred[row];
    spread += pull * centred[row];
    for (let at = starts[row]; at < starts[row + 1]; at++) covariance[all[at]] -= pull;
  }
  return { mean: predictions[0] + offset, centred, covariance, spread };
}

/** All in one array: a hundred thousand small ones would keep the garbage collector busy. */
function hiddenIn(bits: Uint8Array, features: number): Hidden {
  const rows = bits.length / features;
  const starts = new Uint32Array(rows + 1);
  for (let row = 0, i = 0; row < rows; row++) {
    starts[row + 1] = starts[row];
    for (const end = i + features; i < end; i++) if (bits[i] === 0) starts[row + 1]++;
  }
  const all = new Uint32Array(starts[rows]);
  for (let i = 0, found = 0; i < bits.length; i++) if (bits[i] === 0) all[found++] = i % features;
  return { starts, features: all };
}

const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);

export function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i] * b[i];
  return total;
}
