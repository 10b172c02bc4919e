/** @file Which superpixels an explanation speaks of (lime/lime_base.py, feature_selection), from the normal equations. */

import type { Gram } from "./gram.ts";
import type { FeatureSelection } from "./lime-options.ts";
import { solve } from "./linear-algebra.ts";

/** Ridge on some of the columns: coefficients in their order. */
export function ridge(
  { features: n, xx, answers }: Gram,
  answer: number,
  columns: readonly number[],
  alpha: number,
): Float64Array {
  const k = columns.length;
  const a = new Float64Array(k * k);
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) a[i * k + j] = xx[columns[i] * n + columns[j]] + (i === j ? alpha : 0);
  return solve(
    a,
    Float64Array.from(columns, (c) => answers[answer].xy[c]),
  );
}

/** Weighted R²; 1 where the answers do not vary and are met, as sklearn's r2_score. */
export function rSquared(
  { features: n, xx, answers }: Gram,
  answer: number,
  columns: readonly number[],
  coefficients: Float64Array,
): number {
  const { xy, yy } = answers[answer];
  let rss = yy;
  for (const [i, c] of columns.entries()) {
    rss -= 2 * coefficients[i] * xy[c];
    for (const [j, d] of columns.entries()) rss += coefficients[i] * coefficients[j] * xx[c * n + d];
  }
  return yy > 0 ? 1 - Math.max(0, rss) / yy : 1;
}

/** Columns, in the order in which they were chosen. */
export function selectFeatures(g: Gram, answer: number, count: number, method: FeatureSelection): number[] {
  const all = Array.from({ length: g.features }, (_, i) => i);
  switch (method) {
    case "none":
      return all;
    case "forward_selection":
      return forward(g, answer, Math.min(count, g.features), all);
    case "highest_weights": {
      const weights = ridge(g, answer, all, 0.01).map(Math.abs);
      return all.sort((a, b) => weights[b] - weights[a]).slice(0, count);
    }
    case "lasso_path":
      return lassoPath(g, answer, count, all);
    default:
      return selectFeatures(g, answer, count, count <= 6 ? "forward_selection" : "highest_weights");
  }
}

/** Each round adds the column that raises R² most. */
function forward(g: Gram, answer: number, rounds: number, all: readonly number[]): number[] {
  const used: number[] = [];
  for (let round = 0; round < rounds; round++) {
    let [best, most] = [-1, -1e8];
    for (const column of all) {
      if (used.includes(column)) continue;
      const tried = [...used, column];
      const score = rSquared(g, answer, tried, ridge(g, answer, tried, 0));
      if (score > most) [best, most] = [column, score];
    }
    used.push(best);
  }
  return used;
}

/** Steps of the path, from the last back to the first, until few enough coefficients are left. */
function lassoPath(g: Gram, answer: number, count: number, all: readonly number[]): number[] {
  const path = larsLasso(g, answer);
  let chosen: number[] = [];
  for (let step = path.length - 1; step > 0; step--) {
    chosen = all.filter((j) => path[step][j] !== 0);
    if (chosen.length <= count) break;
  }
  return chosen;
}

/**
 * Coefficients at each knot of the lasso path, from all zero on: least-angle regression with the lasso's drops (Efron
 * et al., Least angle regression, Annals of Statistics 2004, sections 2 and 3.1).
 */
function larsLasso({ features: n, xx, answers }: Gram, answer: number): Float64Array[] {
  let beta = new Float64Array(n);
  const path = [beta];
  const active: number[] = [];
  const correlation = (b: Float64Array) =>
    Float64Array.from(answers[answer].xy, (v, j) => v - dot(xx, n, j, b));
  let dropped = -1;
  const start = Math.max(...correlation(beta).map(Math.abs));
  for (let step = 0; step < 8 * n; step++) {
    const c = correlation(beta);
    const most = Math.max(...c.map(Math.abs));
    if (most <= start * 1e-12 || most === 0) break;
    if (dropped < 0) {
      const next = c.findIndex((v, j) => !active.includes(j) && Math.abs(v) >= most * (1 - 1e-9));
      if (next >= 0) active.push(next);
    }
    const signs = active.map((j) => Math.sign(c[j]));
    const k = active.length;
    const a = Float64Array.from(
      { length: k * k },
      (_, i) => xx[active[Math.floor(i / k)] * n + active[i % k]],
    );
    const direction = solve(a, Float64Array.from(signs)); // all active correlations fall at the same pace
    let gamma = most;
    for (let j = 0; j < n; j++) {
      if (active.includes(j) || j === dropped) continue;
      let pace = 0;
      for (const [i, m] of active.entries()) pace += xx[j * n + m] * direction[i];
      for (const meets of [(most - c[j]) / (1 - pace), (most + c[j]) / (1 + pace)])
        if (meets > 1e-14 * most && meets < gamma) gamma = meets;
    }
    dropped = -1;
    for (const [i, j] of active.entries()) {
      const crosses = -beta[j] / direction[i];
      if (crosses > 1e-14 * most && crosses < gamma) [gamma, dropped] = [crosses, j];
    }
    beta = beta.slice();
    for (const [i, j] of active.entries()) beta[j] += gamma * direction[i];
    if (dropped >= 0) {
      beta[dropped] = 0;
      active.splice(active.indexOf(dropped), 1);
    }
    path.push(beta);
    if (gamma === most && dropped < 0) break;
  }
  return path;
}

function dot(xx: Float64Array, n: number, row: number, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < n; k++) sum += xx[row * n + k] * b[k];
  return sum;
}
