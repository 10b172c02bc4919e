/** @file What `limelight curves` can be asked. */

import type { OptionSpec } from "../options.ts";

export const CURVES_OPTIONS: readonly OptionSpec[] = [
  { name: "smoothing", takes: "W", help: "exponential, as in TensorBoard, 0 to below 1; default 0" },
  { name: "log", help: "logarithmic axes" },
  { name: "out", takes: "SVG", help: "charts of all metrics in one picture" },
  { name: "csv", takes: "OUT", help: "a row for each number: run, metric, split, epoch, value" },
];
