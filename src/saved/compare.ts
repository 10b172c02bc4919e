/** @file Several methods' explanations of one class of one picture. */

import type { LimeResult } from "../explainers/lime-options.ts";
import type { SaliencyMethod, SaliencyResult } from "../explainers/saliency-options.ts";

export type ComparedMethod = "lime" | "kernel-shap" | SaliencyMethod;

export type Compared = LimeResult | SaliencyResult;

export interface CompareResult {
  readonly method: "compare";
  /** False while more follow. */
  readonly done: boolean;
  readonly model: string;
  readonly classes: readonly string[];
  /** The class that is explained. */
  readonly classIndex: number;
  readonly options: Readonly<Record<string, unknown>>;
  /** In the order they were asked for, each about the class. */
  readonly results: readonly Compared[];
  /** What each is called. Default: by its method. */
  readonly names?: readonly string[] | undefined;
  /** `done` and `total` count methods. */
  readonly stats: { readonly done: number; readonly total: number; readonly milliseconds: number };
  /** Also which methods could not be run, and why. */
  readonly warnings: readonly string[];
}

export const isSaliency = (result: Compared): result is SaliencyResult => "attributions" in result;
