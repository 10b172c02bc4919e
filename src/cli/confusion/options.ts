/** @file What `limelight confusion` can be asked. */

import type { ConfusionOptions } from "../../index.node.ts";
import { DATA, selectionOf } from "../data-options.ts";
import type { Given, OptionSpec } from "../options.ts";
import { defined, numberOf } from "../values.ts";

export const CONFUSION_OPTIONS: readonly OptionSpec[] = [
  ...DATA,
  { name: "top-k", takes: "K", help: "top-k accuracy for 1 to K; default 5" },
  { name: "bins", takes: "N", help: "bins of the calibration; default 10" },
  { name: "batch", takes: "N", help: "most pictures for each GPU batch; default 64" },
  {
    name: "out",
    takes: "DIR",
    help: "confusion.csv, .svg and .json, metrics.csv, reliability.svg",
  },
];

/** The engine checks ranges. */
export const confusionOptions = (given: Given): ConfusionOptions =>
  defined({
    ...selectionOf(given),
    topK: numberOf(given, "top-k"),
    bins: numberOf(given, "bins"),
    batch: numberOf(given, "batch"),
  });
