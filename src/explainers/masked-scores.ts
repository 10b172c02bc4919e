/**
 * @file What a model says to many versions of one picture, parts of which are hidden: what every method that perturbs
 * stands on. The versions are made on the GPU from little; only the scores of the explained classes come back, and the next
 * batch runs while the last is added up.
 */

import { GraphBuilder, multiplyAdds, type Value } from "../graph/graph.ts";
import type { Plan, PlanStats } from "../kernels/backend.ts";
import { pick } from "../kernels/ops/gather.ts";
import { optimise } from "../passes/optimise.ts";
import { inBatches } from "./batches.ts";
import { compileWithin } from "./compile.ts";
import { compileMasked, type MaskedPlan, type Versions as SegmentedVersions } from "./masked-plan.ts";
import type { SaliencySetup } from "./saliency-setup.ts";
import { scoreValue } from "./score.ts";

/** About so many results are worth making along the way. */
const GLIMPSES = 40;

/** Versions of a picture that are made from little. */
interface MadeVersions {
  readonly total: number;
  /** Adds those of a batch, of the shape of the model's input, from the picture and what hides it; all share these two. */
  add(g: GraphBuilder, image: Value, hidden: Value): AddedVersions;
}

interface AddedVersions {
  readonly masked: Value;
  /** Sets the inputs that say what versions from…to hide. */
  write(plan: Plan, from: number, to: number): void;
}

/** Versions of a picture, those that hide segments of it or others. */
export type Versions = Pick<SegmentedVersions, "labels" | "segments" | "total" | "keep"> | MadeVersions;

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
  setup: SaliencySetup,
  versions: Versions,
): AsyncGenerator<MaskedScores, void> {
  const { classes, options, unlessCancelled } = setup;
  const { total } = versions;
  const { plan, read } = await compile(setup, versions);
  const batches = inBatches({
    total,
    first: options.batch,
    most: plan.maxBatch,
    end: (from) => plan.end(from),
    unlessCancelled,
    ask: (from, to) => plan.ask(from, to),
  });

  try {
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

/** What stands behind all versions: the scores of the explained classes. */
async function compile(setup: SaliencySetup, versions: Versions) {
  const { backend, model, input, baseline, classes, score, options } = setup;
  const { batch, memoryBudget = 2 ** 28, sharing = "auto" } = options;
  let read = (number: number) => number;
  const answer = (g: GraphBuilder, masked: Value) => {
    const explained = scoreValue(model.apply(g, masked), score);
    ({ read } = explained);
    return pick(g, explained.value, classes);
  };
  const plan = await ("add" in versions
    ? compileMade(setup, versions, answer, { batch, memoryBudget })
    : compileMasked(
        backend,
        { ...versions, shape: model.inputShape, image: input, hidden: baseline },
        answer,
        {
          ...{ batch, memoryBudget, sharing },
        },
      ));
  return { plan, read };
}

async function compileMade(
  { backend, model, input, baseline }: SaliencySetup,
  { total, add }: MadeVersions,
  answer: (g: GraphBuilder, masked: Value) => Value,
  { batch = 256, memoryBudget }: { readonly batch: number | undefined; readonly memoryBudget: number },
): Promise<MaskedPlan> {
  const g = new GraphBuilder();
  const image = g.input("image", model.inputShape, { batched: false });
  const hidden = g.input("hidden", model.inputShape, { batched: false });
  const { masked, write } = add(g, image, hidden);
  const scores = answer(g, masked);
  const most = Math.min(batch, total);
  const graph = optimise(g.build([scores]));
  const plan = await compileWithin(backend, graph, { most, memoryBudget });
  plan.write(image, input);
  plan.write(hidden, baseline);
  return {
    maxBatch: plan.maxBatch,
    each: multiplyAdds(graph.nodes),
    end: () => total,
    ask(from, to) {
      write(plan, from, to);
      return plan.ask(scores, to - from);
    },
    stats: () => plan.stats(),
    dispose: () => plan.dispose(),
  };
}
