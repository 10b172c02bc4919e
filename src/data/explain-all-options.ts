/** @file What can be asked of the explanations of many pictures, and what is answered for each. Plain data: it crosses threads. */

import type { LimeOptions, LimeResult } from "../explainers/lime-options.ts";
import type { SaliencyOptions, SaliencyResult } from "../explainers/saliency-options.ts";
import type { Selection, SkippedRow, Throughput } from "./data-set.ts";

export interface ExplainAllOptions extends Selection {
  /** What explains each picture. Default: "lime". */
  readonly by?: "lime" | "saliency";
  /** Options of that explainer. */
  readonly lime?: LimeOptions;
  readonly saliency?: SaliencyOptions;
}

/** One picture's explanation: `lime` or `saliency`, or why the picture was `skipped`. */
export interface ExplainedPicture extends Throughput {
  /** Whether it is the last. */
  readonly done: boolean;
  /** Its number in the data set, and its path where it has one. */
  readonly sample: number;
  readonly path?: string;
  readonly lime?: LimeResult;
  readonly saliency?: SaliencyResult;
  readonly skipped?: SkippedRow;
  /** How many of the selected pictures are done with. */
  readonly position: number;
  readonly selected: number;
  /** Of the run so far. */
  readonly milliseconds: number;
}
