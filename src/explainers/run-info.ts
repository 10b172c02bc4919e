/** @file What every result says of the run it came from, so that it can be repeated. */

import type { Backend, PlanStats, Precision } from "../kernels/backend.ts";
import type { Preprocessing } from "../models/model.ts";

/** What computed it. */
export interface RanOn {
  readonly backend: "webgpu" | "wasm" | "cpu";
  /** The device in words. */
  readonly adapter: string;
  /** Of the weights of convolutions and dense layers. */
  readonly precision: Precision;
}

export const ranOn = ({ name, adapter, precision }: Backend): RanOn => ({
  backend: name,
  adapter,
  precision,
});

export interface RunInfo extends RanOn {
  /** False while better ones follow. */
  readonly done: boolean;
  /** Name of the model. */
  readonly model: string;
  readonly preprocessing: Preprocessing;
  readonly classes: readonly string[];
  /** Every option, as used. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
}

/** What a run did so far. */
export interface RunStats extends PlanStats {
  /** Steps of work done, out of those there are: pictures, or ascent steps. */
  readonly done: number;
  readonly total: number;
  readonly batch: number;
  readonly milliseconds: number;
}
