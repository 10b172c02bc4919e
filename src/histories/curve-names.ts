/** @file What names of curves say: metric, split and run. */

import type { Curve } from "./history.ts";

const SPLITS: Readonly<Record<string, Curve["split"]>> = {
  ...{ val: "validation", valid: "validation", validation: "validation", test: "validation" },
  ...{ tra: "training", train: "training", training: "training", tr: "training" },
};
const METRICS: Readonly<Record<string, string>> = {
  ...{ loss: "loss", acc: "accuracy", accuracy: "accuracy", lr: "lr" },
};

export interface CurveName extends Pick<Curve, "metric" | "split"> {
  /** What is left of the name; empty where nothing is. */
  readonly run: string;
}

/** "both_tra_loss" is the training loss of the run "both"; a name that says no metric is a metric itself. */
export function curveName(name: string): CurveName {
  const words = name.split(/[_\-\s.]+/).filter(Boolean);
  const splitWord = words.find((word) => Object.hasOwn(SPLITS, word.toLowerCase()));
  const metricWord = words.findLast((word) => Object.hasOwn(METRICS, word.toLowerCase()));
  const rest = words.filter((word) => word !== splitWord && word !== metricWord).join("_");
  const split = splitWord ? SPLITS[splitWord.toLowerCase()] : "training";
  return metricWord
    ? { split, metric: METRICS[metricWord.toLowerCase()], run: rest }
    : { split, metric: rest || name, run: "" };
}

/** A key of Keras's `History.history`: "val_acc" is the validation accuracy, "top_k_accuracy" a metric of that name. */
export function keyName(key: string): Pick<Curve, "metric" | "split"> {
  const [, prefix, rest] = /^(val_|train_|training_)?(.*)$/.exec(key)!;
  return {
    split: prefix === "val_" ? "validation" : "training",
    metric: Object.hasOwn(METRICS, rest) ? METRICS[rest] : rest,
  };
}
