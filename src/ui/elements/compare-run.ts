/** @file Runs several methods one after the other on one class of one picture. */

import { EngineError } from "../../errors.ts";
import type { LimeOptions } from "../../explainers/lime-options.ts";
import type { Picture } from "../../images/picture.ts";
import type { Compared, ComparedMethod, CompareResult } from "../../saved/compare.ts";
import type { Engine, ModelInfo } from "../../workers/protocol.ts";

export interface CompareOptions {
  readonly methods: readonly ComparedMethod[];
  readonly classIndex: number;
  /** Of LIME and KernelSHAP. Its seed is that of all. */
  readonly lime: LimeOptions;
}

/** All maps are signed, so that they can be looked at side by side. A method that this model cannot be asked with is left out, with a warning. */
export async function* compare(
  engine: Engine,
  model: ModelInfo,
  picture: Picture,
  { methods, classIndex, lime }: CompareOptions,
  signal: AbortSignal,
): AsyncGenerator<CompareResult, void> {
  const started = performance.now();
  const results: Compared[] = [];
  const warnings: string[] = [];
  const labels = [classIndex];
  const { seed = 0 } = lime;
  for (const [i, method] of methods.entries()) {
    try {
      const runs =
        method === "lime" || method === "kernel-shap"
          ? engine.lime(model, picture, { ...lime, method, labels, signal })
          : engine.saliency(model, picture, { method, labels, seed, reduce: "signed", signal });
      let last: Compared | undefined;
      for await (const result of runs) last = result;
      if (last) results.push(last);
    } catch (error) {
      const isOfMethod = error instanceof EngineError && !["cancelled", "device"].includes(error.code);
      if (!isOfMethod || methods.length === 1) throw error;
      warnings.push(`${method}: ${error.message}`);
    }
    if (signal.aborted) return;
    yield {
      ...{ method: "compare", done: i === methods.length - 1, model: model.name, classes: model.classes },
      ...{ classIndex, options: { methods, ...lime }, results: [...results], warnings: [...warnings] },
      stats: { done: i + 1, total: methods.length, milliseconds: performance.now() - started },
    };
  }
}
