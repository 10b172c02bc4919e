/** @file Spearman's rank correlation: whether two lists of numbers put their places in the same order. */

/**
 * −1…1, as `scipy.stats.spearmanr`: Pearson's correlation of the ranks, equal numbers sharing the mean of their ranks. NaN where one
 * list is constant, has a NaN, or has fewer than two numbers. Both are of one length.
 */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new Error("unreachable: lists of two lengths have no rank correlation");
  const [x, y] = [ranksOf(a), ranksOf(b)];
  const mean = (a.length + 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    xy += (x[i] - mean) * (y[i] - mean);
    xx += (x[i] - mean) ** 2;
    yy += (y[i] - mean) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}

/** From 1; of equal numbers the mean. */
function ranksOf(values: ArrayLike<number>): Float64Array {
  const ranks = new Float64Array(values.length);
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort(
    (i, j) => values[i] - values[j],
  );
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    const rank = Number.isNaN(values[order[from]]) ? Number.NaN : (from + 1 + to) / 2;
    for (let i = from; i < to; i++) ranks[order[i]] = rank;
    from = to;
  }
  return ranks;
}
