/**
 * @file Whether a classifier that says 80 % is right in 80 % of such cases (Guo et al., "On Calibration of Modern Neural Networks",
 * 2017, https://arxiv.org/abs/1706.04599).
 */

import type { Calibration, CalibrationBin } from "./confusion-options.ts";

/** Bins of equal width, each without its lower end, as in scikit-learn's `calibration_curve`; the first has 0. */
export function calibrationOf(
  confidences: ArrayLike<number>,
  right: readonly boolean[],
  bins: number,
): Calibration {
  const sums = Array.from({ length: bins }, () => ({ count: 0, confidence: 0, right: 0 }));
  for (let i = 0; i < right.length; i++) {
    const bin = sums[binOf(confidences[i], bins)];
    bin.count++;
    bin.confidence += confidences[i];
    bin.right += Number(right[i]);
  }
  const means = sums.map(
    ({ count, confidence, right: hits }, i): CalibrationBin => ({
      ...{ from: i / bins, to: (i + 1) / bins, count },
      ...{ confidence: count ? confidence / count : 0, accuracy: count ? hits / count : 0 },
    }),
  );
  const gaps = means.map(({ confidence, accuracy }) => Math.abs(confidence - accuracy));
  const total = Math.max(1, right.length);
  return {
    ece: means.reduce((sum, { count }, i) => sum + (count / total) * gaps[i], 0),
    mce: Math.max(...gaps),
    bins: means,
  };
}

/** The bin (i / bins, (i + 1) / bins]. A probability that rounding has put over 1 is in the last. */
function binOf(confidence: number, bins: number): number {
  let i = Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1));
  if (i > 0 && confidence <= i / bins) i--; // as the ends themselves are rounded
  return i;
}
