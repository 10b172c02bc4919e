/**
 * @file The lasso for every penalty at once, from none of the features to all of them.
 *
 * Least angle regression with the lasso modification: Efron, Hastie, Johnstone and Tibshirani, "Least angle
 * regression", Annals of Statistics 32(2), 2004, sections 2 and 3.1; it stops where `lars_path(method="lasso")` of
 * scikit-learn 1.2 does. It works on sums alone, without the rows.
 */

import { cholesky, extendFactor, type Factor, solve } from "./linear-algebra.ts";
import type { CentredPredictions, CentredRows } from "./normal-equations.ts";

const MOST_STEPS = 500;
/** A correlation per sample up to this is none: the epsilon of 32-bit numbers. */
const NO_CORRELATION = 2 ** -23;
/** A feature nearer than this to the span of those in use cannot join them. */
const DEPENDENT = 1e-7;

/**
 * The features with a coefficient, ascending, after each step; before the first there are none. Empty where the
 * predictions do not vary.
 *
 * A feature that depends on those in use never joins; scikit-learn would go on as if it had no correlation.
 */
export function lassoPath(rows: CentredRows, { covariance }: CentredPredictions): number[][] {
  const { gram, features, samples } = rows;
  const between = (a: number, b: number) => gram[a * features + b];
  const correlation = covariance.slice(); // of each feature with what is not yet explained
  const coefficient = new Float64Array(features);
  const sign = new Int8Array(features);
  const waiting = new Set(correlation.keys());
  let active: number[] = [];
  let factor: Factor = []; // of the active features' gram
  let dropped: readonly number[] = [];
  const path: number[][] = [];

  for (let lastLevel = Infinity; path.length < MOST_STEPS; ) {
    const next = strongest(waiting, correlation);
    const level = next === undefined ? 0 : Math.abs(correlation[next]);
    if (next === undefined || level / samples <= NO_CORRELATION || level > lastLevel) break;

    if (dropped.length === 0) {
      waiting.delete(next);
      const row = Float64Array.from([...active, next], (other) => between(next, other));
      if (extendFactor(factor, row) < DEPENDENT) {
        factor.pop();
        continue;
      }
      active.push(next);
      sign[next] = Math.sign(correlation[next]);
    }
    lastLevel = level;

    // along this direction the correlations of all active features fall alike, by `scale` a unit
    const direction = solve(
      factor,
      active.map((a) => sign[a]),
    );
    const scale = 1 / Math.sqrt(direction.reduce((sum, d, k) => sum + d * sign[active[k]], 0));
    direction.forEach((d, k) => {
      direction[k] = d * scale;
    });
    const fall = new Float64Array(features);
    active.forEach((a, k) => {
      for (let j = 0; j < features; j++) fall[j] += between(a, j) * direction[k];
    });

    const crossings = active.map((a, k) => -coefficient[a] / direction[k]); // where its sign would change
    const crossing = Math.min(...crossings.filter((c) => c > 0));
    const meeting = nextMeeting(waiting, dropped, correlation, fall, level, scale);
    const step = Math.min(meeting, crossing);
    active.forEach((a, k) => {
      coefficient[a] += step * direction[k];
    });
    for (let j = 0; j < features; j++) correlation[j] -= step * fall[j];

    dropped = crossing < meeting ? active.filter((_, k) => crossings[k] === crossing) : [];
    for (const feature of dropped) {
      coefficient[feature] = 0;
      waiting.add(feature);
    }
    if (dropped.length > 0) {
      active = active.filter((a) => !dropped.includes(a));
      factor = cholesky(active.length, (i, j) => between(active[i], active[j]));
    }
    path.push(active.toSorted((a, b) => a - b));
  }
  return path;
}

function strongest(waiting: Iterable<number>, correlation: Float64Array): number | undefined {
  let best: number | undefined;
  for (const j of waiting)
    if (best === undefined || Math.abs(correlation[j]) > Math.abs(correlation[best])) best = j;
  return best;
}

/** The step at which a waiting feature is as correlated, either way, as the active ones; or at which nothing is left. */
function nextMeeting(
  waiting: Iterable<number>,
  dropped: readonly number[],
  correlation: Float64Array,
  fall: Float64Array,
  level: number,
  scale: number,
): number {
  let step = level / scale;
  for (const j of waiting) {
    const up = (level - correlation[j]) / (scale - fall[j]);
    const down = (level + correlation[j]) / (scale + fall[j]);
    // one that was just dropped stands where it left, but for rounding
    const left = dropped.includes(j) ? Math.sign(correlation[j]) : 0;
    if (up > 0 && up < step && left <= 0) step = up;
    if (down > 0 && down < step && left >= 0) step = down;
  }
  return step;
}
