/**
 * @file What a model says to many versions of one picture, parts of which are hidden: what every method that perturbs
 * stands on. The versions are made on the GPU from little; only the scores of the explained classes come back, and the next
 * batch runs while the last is added up.
 */

import { GraphBuilder, type Value } from "../graph/graph.ts";
import type { Plan, PlanStats } from "../kernels/backend.ts";
import { pick } from "../kernels/ops/gather.ts";
import { optimise } from "../passes/optimise.ts";
import { inBatches } from "./batches.ts";
import { compileWithin } from "./compile.ts";
import type { SaliencySetup } from "./saliency-setup.ts";
import { scoreValue } from "./score.ts";

/** About so many results are worth making along the way. */
const GLIMPSES = 40;

/** The versions of a picture. */
export interface Versions {
  readonly total: number;
  /** Adds those of a batch, of the shape of the model's input, from the picture and what hides it; all share these two. */
  add(g: GraphBuilder, image: Value, hidden: Value): AddedVersions;
}

interface AddedVersions {
  readonly masked: Value;
  /** Sets the inputs that say what versions from…to hide. */
  write(plan: Plan, from: number, to: number): void;
}

/** Of versions from…to. */
export interface MaskedScores {
  readonly from: number;
  readonly to: number;
  /** The explained score of the k-th class for a version. */
  scoreOf(version: number, k: number): number;
  /** Whether enough is new for a result; it is at the end. */
  readonly due: boolean;
  readonly batch: number;
  readonly stats: PlanStats;
}

/** All versions in order, batch by batch. Holds the device's memory until it ends or is stopped. */
export async function* maskedScores(
  { backend, model, input, baseline, classes, score, options, unlessCancelled }: SaliencySetup,
  { total, add }: Versions,
): AsyncGenerator<MaskedScores, void> {
  const g = new GraphBuilder();
  const image = g.input("image", model.inputShape, { batched: false });
  const hidden = g.input("hidden", model.inputShape, { batched: false });
  const { masked, write } = add(g, image, hidden);
  const { value, read } = scoreValue(model.apply(g, masked), score);
  const scores = pick(g, value, classes);
  const plan = await compileWithin(backend, optimise(g.build([scores])), {
    most: Math.min(options.batch ?? 256, total),
    memoryBudget: options.memoryBudget ?? 2 ** 28,
  });
  const batches = inBatches({
    total,
    first: options.batch,
    most: plan.maxBatch,
    unlessCancelled,
    ask(from, to) {
      write(plan, from, to);
      return plan.ask(scores, to - from);
    },
  });

  try {
    plan.write(image, input);
    plan.write(hidden, baseline);
    let shown = 0;
    for await (const { from, to, answer: numbers, batch } of batches) {
      const due = to === total || to - shown >= total / GLIMPSES;
      if (due) shown = to;
      const scoreOf = (version: number, k: number) => read(numbers[(version - from) * classes.length + k]);
      yield { from, to, scoreOf, due, batch, stats: plan.stats() };
    }
  } finally {
    plan.dispose();
  }
}
