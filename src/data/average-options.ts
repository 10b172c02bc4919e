/** @file What can be asked of the mean explanation over a data set, and what it answers. Plain data: it crosses threads and is saved as JSON. */

import type { LimeOptions } from "../explainers/lime-options.ts";
import type { RanOn } from "../explainers/run-info.ts";
import type { SaliencyOptions } from "../explainers/saliency-options.ts";
import type { Preprocessing } from "../models/model.ts";
import type { Selection, Skipped, Throughput } from "./data-set.ts";

export interface AverageOptions extends Selection {
  /** What explains each picture. Default: "saliency". */
  readonly by?: "saliency" | "lime";
  /** Options of that explainer, but for the classes. */
  readonly saliency?: Omit<SaliencyOptions, "labels" | "top">;
  readonly lime?: Omit<LimeOptions, "labels" | "top" | "keepData">;
  /** The explained class of each picture: what the model says (default), what is true, or one class for all. */
  readonly of?: "predicted" | "true" | number;
  /** Only pictures of this cell of the confusion matrix: classes of the model, by number. */
  readonly cell?: { readonly true: number; readonly predicted: number };
  /** "max" (default): each map is divided by its largest magnitude, so that each picture counts the same. */
  readonly normalise?: "max" | "none";
  /** How many pictures the submodular pick chooses. Default: 5. */
  readonly pick?: number;
  /** Cells along each side of the grid that the pick sees. Default: 8, or as many as the model's input has pixels. */
  readonly grid?: number;
  /** Strongest cells of each map that the pick sees. Default: 10. */
  readonly features?: number;
  /** An unfinished result to go on from: of the same model, data and options. */
  readonly resume?: AverageState;
}

/** Means over some pictures. Both are [height, width] of the model's input. */
export interface Mean {
  /** Pictures. */
  readonly count: number;
  /** Of their explanations. */
  readonly map: ArrayLike<number>;
  /** Of the pictures themselves in gray, from 0, black, to 1, white. */
  readonly image: ArrayLike<number>;
}

/** Of the pictures of one cell of the confusion matrix. */
export interface CellMap extends Mean {
  readonly true: number;
  readonly predicted: number;
}

/** Of all pictures that are of one class. */
export interface ClassMap extends Mean {
  readonly class: number;
}

/** What a run needs to go on. */
export interface AverageState {
  /** How many of the selected pictures are done with. */
  readonly position: number;
  /** What must be the same. */
  readonly key: string;
  readonly cells: readonly CellMap[];
  /** Numbers of the explained pictures, and for each the grid's cells, [explained, grid²]. */
  readonly explained: ArrayLike<number>;
  readonly rows: ArrayLike<number>;
  readonly skipped: Skipped;
  /** How long it took so far, without the time between it was stopped and went on. */
  readonly milliseconds: number;
}

/** A picture that stands for others. */
export interface PickedSample {
  readonly sample: number;
  /** Share of what is important anywhere that it and those before it show. */
  readonly coverage: number;
}

export interface AverageResult extends AverageState, Throughput, RanOn {
  /** False while better ones follow. */
  readonly done: boolean;
  readonly model: string;
  readonly data: string;
  readonly preprocessing: Preprocessing;
  readonly classes: readonly string[];
  /** [height, width] of the maps. */
  readonly size: readonly [height: number, width: number];
  /** Whether numbers below zero speak against the class. */
  readonly signed: boolean;
  readonly selected: number;
  readonly perClass: readonly ClassMap[];
  readonly picks: readonly PickedSample[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
}
