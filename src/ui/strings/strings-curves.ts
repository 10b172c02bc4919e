/** @file The words of training curves. */

export interface CurvesWords {
  readonly curvesEmpty: string;
  readonly curvesHow: string;
  readonly bestAt: (metric: string, epoch: number, value: string) => string;
  readonly curvesTrust: string;
  readonly curvesAs: Readonly<Record<"charts" | "table", string>>;
  readonly curvesView: string;
  readonly smoothing: string;
  readonly logarithmic: string;
  readonly epoch: string;
  readonly atEpoch: (epoch: number, values: string) => string;
  readonly epochIs: (epoch: number, value: string) => string;
  readonly lowerIsBetter: string;
  readonly higherIsBetter: string;
  readonly splits: Readonly<Record<"training" | "validation", string>>;
  readonly curvesOf: (metric: string) => string;
}
