/** @file The explained scores of given inputs of the model. */

import { GraphBuilder } from "../graph/graph.ts";
import { optimise } from "../passes/optimise.ts";
import type { SaliencySetup } from "./saliency-setup.ts";
import { scoreValue } from "./score.ts";

/** For each input of the model's shape, the explained score of each of `setup.classes`. */
export async function scoresAt(
  { backend, model, classes, score, unlessCancelled }: SaliencySetup,
  inputs: readonly Float32Array<ArrayBuffer>[],
): Promise<number[][]> {
  const g = new GraphBuilder();
  const input = g.input("input", model.inputShape);
  const { value, read } = scoreValue(model.apply(g, input), score);
  const plan = await backend.compile(optimise(g.build([value])), { maxBatch: 1 });
  try {
    const rows: number[][] = [];
    for (const numbers of inputs) {
      plan.write(input, numbers);
      const answer = await unlessCancelled(plan.ask(value, 1));
      rows.push(classes.map((index) => read(answer[index])));
    }
    return rows;
  } finally {
    plan.dispose();
  }
}
