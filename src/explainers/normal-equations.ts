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

export interface CentredRows {
  readonly features: number;
  /** Rows drawn, repeats included. */
  readonly samples: number;
  /** [rows]: counts times kernel weights. */
  readonly weights: Float64Array;
  /** For each row, the features it hides, ascending. */
  readonly hidden: readonly Uint32Array[];
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

  const hidden = Array.from(counts, (_, row) =>
    hiddenIn(bits.subarray(row * features, (row + 1) * features)),
  );
  const hiddenShare = new Float64Array(features);
  const gram = new Float64Array(features * features);
  hidden.forEach((indices, row) => {
    const w = weights[row];
    for (let i = 0; i < indices.length; i++) {
      const from = indices[i] * features;
      hiddenShare[indices[i]] += w / total;
      for (let j = 0; j <= i; j++) gram[from + indices[j]] += w;
    }
  });
  for (let i = 0; i < features; i++)
    for (let j = 0; j <= i; j++) {
      gram[i * features + j] -= total * hiddenShare[i] * hiddenShare[j];
      gram[j * features + i] = gram[i * features + j];
    }
  return { features, samples: sum(counts), weights, hidden, hiddenShare, gram };
}

/** `predictions` has one number for each row. Throws EngineError("shape") where it has not. */
export function centrePredictions(rows: CentredRows, predictions: Float64Array): CentredPredictions {
  const { weights, hidden, features } = rows;
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
    for (const i of hidden[row]) covariance[i] -= pull;
  }
  return { mean: predictions[0] + offset, centred, covariance, spread };
}

function hiddenIn(row: Uint8Array): Uint32Array {
  const indices = new Uint32Array(row.length);
  let found = 0;
  for (let i = 0; i < row.length; i++) if (row[i] === 0) indices[found++] = i;
  return indices.slice(0, found);
}

const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);

export function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i] * b[i];
  return total;
}
