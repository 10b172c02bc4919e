/** @file Small symmetric systems, in float64. */

/**
 * Solves A x = b for symmetric, positive semidefinite A [n, n] by Cholesky; where A is singular, gives the solution of
 * least norm by its eigenvectors (cyclic Jacobi: Golub and Van Loan, Matrix Computations, section 8.5).
 */
export function solve(a: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const l = cholesky(a, n);
  if (!l) return leastNorm(a, b);
  return backward(l, forward(l, b));
}

/** The inverse of a symmetric, positive definite A; its pseudo-inverse where it is singular. */
export function inverse(a: Float64Array, n: number): Float64Array {
  const result = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const unit = new Float64Array(n);
    unit[j] = 1;
    result.set(solve(a, unit), j * n); // symmetric: rows are columns
  }
  return result;
}

/** L with L L' = A, or nothing if A is singular to working precision. */
function cholesky(a: Float64Array, n: number): Float64Array | undefined {
  const l = new Float64Array(n * n);
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, a[i * n + i]);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j];
      for (let k = 0; k < j; k++) sum -= l[i * n + k] * l[j * n + k];
      if (i !== j) l[i * n + j] = sum / l[j * n + j];
      else if (sum > largest * 1e-12) l[i * n + i] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return l;
}

function forward(l: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= l[i * n + k] * x[k];
    x[i] /= l[i * n + i];
  }
  return x;
}

function backward(l: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const x = b.slice();
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= l[k * n + i] * x[k];
    x[i] /= l[i * n + i];
  }
  return x;
}

function leastNorm(a: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const { values, vectors } = eigen(a, n);
  const largest = Math.max(...values.map(Math.abs), 0);
  const x = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    if (Math.abs(values[k]) <= largest * n * 1e-14) continue;
    let dot = 0;
    for (let i = 0; i < n; i++) dot += vectors[i * n + k] * b[i];
    for (let i = 0; i < n; i++) x[i] += (dot / values[k]) * vectors[i * n + k];
  }
  return x;
}

/** Eigenvalues and, in columns, eigenvectors of a symmetric matrix. */
function eigen(a: Float64Array, n: number): { values: Float64Array; vectors: Float64Array } {
  const m = a.slice();
  const v = Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));
  for (let sweep = 0; sweep < 50; sweep++) {
    let off = 0;
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) off += m[i * n + j] ** 2;
    if (off < 1e-30) break;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        if (m[p * n + q] === 0) continue;
        const theta = (m[q * n + q] - m[p * n + p]) / (2 * m[p * n + q]);
        const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        rotate(m, v, n, p, q, c, t * c);
      }
  }
  return { values: Float64Array.from({ length: n }, (_, i) => m[i * n + i]), vectors: v };
}

function rotate(
  m: Float64Array,
  v: Float64Array,
  n: number,
  p: number,
  q: number,
  c: number,
  s: number,
): void {
  for (let k = 0; k < n; k++) {
    const [a, b] = [m[k * n + p], m[k * n + q]];
    m[k * n + p] = c * a - s * b;
    m[k * n + q] = s * a + c * b;
  }
  for (let k = 0; k < n; k++) {
    const [a, b] = [m[p * n + k], m[q * n + k]];
    m[p * n + k] = c * a - s * b;
    m[q * n + k] = s * a + c * b;
    const [d, e] = [v[k * n + p], v[k * n + q]];
    v[k * n + p] = c * d - s * e;
    v[k * n + q] = s * d + c * e;
  }
}
