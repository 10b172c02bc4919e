/** @file The centred normal equations of a weighted least-squares fit, for several answers at once. */

/** Distinct rows, each with how often it was drawn and how much it counts. */
export interface Rows {
  /** [rows, features], 0 or 1. */
  readonly bits: Uint8Array;
  readonly features: number;
  readonly counts: Float64Array;
  /** Weights of the kernel. */
  readonly weights: Float64Array;
}

/** Everything a ridge on any subset of the columns needs. Weighted means are removed first, as sklearn does. */
export interface Gram {
  readonly features: number;
  /** Weighted means of the columns. */
  readonly meanX: Float64Array;
  /** [features, features]: sum of w (x - mean)(x - mean)' */
  readonly xx: Float64Array;
  /** For each answer: its weighted mean, sum of w (x - mean)(y - mean), sum of w (y - mean)². */
  readonly answers: readonly { readonly mean: number; readonly xy: Float64Array; readonly yy: number }[];
}

export function gram({ bits, features: n, counts, weights }: Rows, ys: readonly Float64Array[]): Gram {
  const rows = counts.length;
  const w = counts.map((count, i) => count * weights[i]);
  const total = w.reduce((a, b) => a + b, 0);
  const meanX = new Float64Array(n);
  for (let i = 0; i < rows; i++) for (let j = 0; j < n; j++) if (bits[i * n + j]) meanX[j] += w[i];
  for (let j = 0; j < n; j++) meanX[j] /= total;
  const means = ys.map((y) => y.reduce((sum, value, i) => sum + w[i] * value, 0) / total);

  const xx = new Float64Array(n * n);
  const answers = ys.map((_, k) => ({ mean: means[k], xy: new Float64Array(n), yy: 0 }));
  const row = new Float64Array(n);
  for (let i = 0; i < rows; i++) {
    if (w[i] === 0) continue;
    for (let j = 0; j < n; j++) row[j] = bits[i * n + j] - meanX[j];
    for (let j = 0; j < n; j++) {
      const scaled = w[i] * row[j];
      for (let k = 0; k <= j; k++) xx[j * n + k] += scaled * row[k];
    }
    for (const [k, answer] of answers.entries()) {
      const y = ys[k][i] - means[k];
      answer.yy += w[i] * y * y;
      const scaled = w[i] * y;
      for (let j = 0; j < n; j++) answer.xy[j] += scaled * row[j];
    }
  }
  for (let j = 0; j < n; j++) for (let k = 0; k < j; k++) xx[k * n + j] = xx[j * n + k];
  return { features: n, meanX, xx, answers };
}
