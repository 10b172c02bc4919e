/** @file Cholesky factors of small symmetric positive definite matrices, made a row at a time. */

/** The lower triangle L of A = L L': row i has i + 1 numbers. */
export type Factor = Float64Array[];

/** The factor of the n x n matrix with these elements; only i >= j is asked for. */
export function cholesky(n: number, element: (i: number, j: number) => number): Factor {
  const factor: Factor = [];
  for (let i = 0; i < n; i++)
    extendFactor(
      factor,
      Float64Array.from({ length: i + 1 }, (_, j) => element(i, j)),
    );
  return factor;
}

/**
 * Appends the factor's next row, given the next row of the matrix up to its diagonal. Returns the new pivot: how far,
 * as a length, the new vector is from the span of those before. Near 0 it depends on them; `factor` should then not be
 * used. Takes the root of the pivot's magnitude, so that rounding cannot make it NaN.
 */
export function extendFactor(factor: Factor, row: Float64Array): number {
  const l = row.slice();
  const last = l.length - 1;
  for (let i = 0; i <= last; i++) {
    const other = i < last ? factor[i] : l;
    let sum = l[i];
    for (let k = 0; k < i; k++) sum -= l[k] * other[k];
    l[i] = i < last ? sum / other[i] : Math.sqrt(Math.abs(sum));
  }
  factor.push(l);
  return l[last];
}

/** The x of L L' x = b. */
export function solve(factor: Factor, b: ArrayLike<number>): Float64Array<ArrayBuffer> {
  const x = Float64Array.from(b);
  for (let i = 0; i < x.length; i++) {
    const l = factor[i];
    let sum = x[i];
    for (let k = 0; k < i; k++) sum -= l[k] * x[k];
    x[i] = sum / l[i];
  }
  for (let i = x.length - 1; i >= 0; i--) {
    const l = factor[i];
    const value = (x[i] /= l[i]);
    for (let k = 0; k < i; k++) x[k] -= l[k] * value;
  }
  return x;
}

/** The rows of (L L')⁻¹. */
export const inverse = (factor: Factor): Float64Array[] =>
  factor.map((_, i) => {
    const unit = new Float64Array(factor.length);
    unit[i] = 1;
    return solve(factor, unit);
  });
