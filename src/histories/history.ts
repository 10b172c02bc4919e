/** @file How a training went: curves over epochs, of one run or several. Plain data. */

export interface Curve {
  /** "loss", "accuracy", or as the file names it; "acc" is "accuracy". */
  readonly metric: string;
  readonly split: "training" | "validation";
  /** One number for each epoch; NaN where the file has none. */
  readonly values: readonly number[];
}

export interface TrainingRun {
  /** From the file's name. */
  readonly name: string;
  /** Length of its longest curve. Epochs are counted from 1. */
  readonly epochs: number;
  readonly curves: readonly Curve[];
  /** Where it was best; nothing if no curve has a finite number. */
  readonly best?: BestEpoch;
}

export interface BestEpoch {
  /** From 1. */
  readonly epoch: number;
  readonly metric: string;
  readonly split: Curve["split"];
  readonly value: number;
}

export interface Histories {
  readonly runs: readonly TrainingRun[];
  readonly warnings: readonly string[];
}

/** What is better when it is lower; of everything else more is better. */
export const isLoss = (metric: string) =>
  /loss|error|mse|mae|mape|msle|entropy|divergence|perplexity/i.test(metric);

/**
 * The epoch of the lowest validation loss; without that curve, of the best of the other validation metrics, or of the training's.
 * Of equal epochs the first.
 */
export function bestEpoch(curves: readonly Curve[]): BestEpoch | undefined {
  const order = (curve: Curve) =>
    (curve.split === "validation" ? 0 : 4) + (curve.metric === "loss" ? 0 : isLoss(curve.metric) ? 2 : 1);
  const judged = curves
    .filter(({ metric, values }) => !/^(lr|learning_rate)$/.test(metric) && values.some(Number.isFinite))
    .sort((a, b) => order(a) - order(b))[0];
  if (!judged) return undefined;
  const { metric, split, values } = judged;
  const sign = isLoss(metric) ? -1 : 1;
  let best = -1;
  for (const [i, value] of values.entries())
    if (Number.isFinite(value) && (best < 0 || sign * value > sign * values[best])) best = i;
  return { epoch: best + 1, metric, split, value: values[best] };
}

/**
 * An exponential moving average, corrected for its start at zero, as TensorBoard smooths (tensorboard/components/vz_line_chart2/
 * vz-line-chart2.ts, `resmoothDataset`). `weight` from 0 (as it is) to below 1. Numbers that are not finite stay, and a constant curve
 * does.
 */
export function smoothCurve(values: readonly number[], weight: number): number[] {
  if (values.every((value) => value === values[0])) return [...values];
  let [last, count] = [0, 0];
  return values.map((value) => {
    if (!Number.isFinite(value)) return value;
    last = last * weight + (1 - weight) * value;
    count++;
    return last / (1 - weight ** count);
  });
}
