/** @file How often a classifier is right, and about what: from true and predicted classes, as scikit-learn computes it. */

import { calibrationOf } from "./calibration.ts";
import type { AverageMetrics, ClassMetrics, Metrics } from "./confusion-options.ts";

/** A model's answers, one for each picture. */
export interface Answers {
  /** True classes. */
  readonly labels: ArrayLike<number>;
  readonly predicted: ArrayLike<number>;
  /** Probability of the predicted class. */
  readonly confidences: ArrayLike<number>;
  /** How many classes are more probable than the true one. */
  readonly ranks: ArrayLike<number>;
}

export interface MetricsOptions {
  readonly topK: number;
  readonly bins: number;
}

/** Metrics, and a warning for each class whose precision or recall is 0 / 0. */
export function metricsOf(
  answers: Answers,
  classes: readonly string[],
  { topK, bins }: MetricsOptions,
): Metrics & { readonly warnings: string[] } {
  const { labels, predicted, confidences, ranks } = answers;
  const total = labels.length;
  const matrix = classes.map(() => classes.map(() => 0));
  for (let i = 0; i < total; i++) matrix[labels[i]][predicted[i]]++;

  const supports = matrix.map(sum);
  const takenFor = classes.map((_, c) => sum(matrix.map((row) => row[c])));
  const perClass = classes.map((name, c): ClassMetrics => {
    const right = matrix[c][c];
    return {
      class: name,
      precision: share(right, takenFor[c]),
      recall: share(right, supports[c]),
      f1: share(2 * right, takenFor[c] + supports[c]),
      support: supports[c],
    };
  });
  const occur = perClass.filter((_, c) => supports[c] + takenFor[c] > 0);
  const withRank = Array.from({ length: topK }, () => 0);
  for (let i = 0; i < total; i++) if (ranks[i] < topK) withRank[ranks[i]]++;
  const within = withRank.map((_, k) => [k + 1, share(sum(withRank.slice(0, k + 1)), total)] as const);

  return {
    matrix,
    normalised: matrix.map((row, c) => row.map((count) => share(count, supports[c]))),
    accuracy: share(sum(classes.map((_, c) => matrix[c][c])), total),
    perClass,
    macro: average(occur, () => 1),
    weighted: average(occur, ({ support }) => support),
    topK: Object.fromEntries(within),
    calibration: calibrationOf(
      confidences,
      Array.from({ length: total }, (_, i) => labels[i] === predicted[i]),
      bins,
    ),
    warnings: classes.flatMap((name, c) => [
      ...(supports[c] && !takenFor[c] ? [`nothing is taken for ${name}: its precision is given as 0`] : []),
      ...(takenFor[c] && !supports[c] ? [`no picture is ${name}: its recall is given as 0`] : []),
    ]),
  };
}

function average(metrics: readonly ClassMetrics[], weight: (of: ClassMetrics) => number): AverageMetrics {
  const weights = sum(metrics.map(weight));
  const mean = (key: "precision" | "recall" | "f1") =>
    share(sum(metrics.map((of) => of[key] * weight(of))), weights);
  return {
    ...{ precision: mean("precision"), recall: mean("recall"), f1: mean("f1") },
    support: sum(metrics.map(({ support }) => support)),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const share = (part: number, whole: number): number => (whole ? part / whole : 0);
