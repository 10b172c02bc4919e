/**
 * @file Integrated Gradients: the gradient averaged along the straight line from a baseline to the picture, times the
 * way. Sundararajan, Taly and Yan, 2017, https://arxiv.org/abs/1703.01365. What all pixels get adds up to the difference of
 * the two scores, but for what the sum over nodes misses of the integral.
 */

import type { PlanStats } from "../kernels/backend.ts";
import { add, multiply } from "../kernels/ops/binary.ts";
import { completenessOf } from "./completeness.ts";
import { gradientSums, type Walk } from "./gradient-sums.ts";
import { type Nodes, nodes } from "./quadrature.ts";
import type { Method, SaliencySetup } from "./saliency-setup.ts";
import { scoresAt } from "./scores-at.ts";

/** Steps are doubled no further. */
const MOST = 3200;

export const integratedGradients: Method = async function* (setup) {
  const { input, baseline, classes, model, options } = setup;
  const { rule = "gauss-legendre", completeness } = options;
  const way = input.map((value, i) => value - baseline[i]);
  const [scores, baselineScores] = await scoresAt(setup, [input, baseline]);
  const isIncomplete = (values: Float32Array, k: number) =>
    completenessOf(values, scores[k], baselineScores[k]).gap > completeness!;

  let spent = { points: 0, stats: undefined as PlanStats | undefined };
  for (let steps = options.steps ?? 50; ; ) {
    const chosen = nodes(rule, steps);
    const all = chosen.weights.reduce((a, b) => a + b, 0);
    let more = 0;
    for await (const { sums, weights, ...found } of gradientSums(setup, line(setup, way, chosen))) {
      // weights of the nodes so far stand for all of them
      const values = sums[0].map((sum, k) => sum.map((value, i) => value * (all / weights[k]) * way[i]));
      if (
        found.done === found.total &&
        completeness !== undefined &&
        steps < MOST &&
        values.some(isIncomplete)
      )
        more = Math.min(2 * steps, MOST);
      const stats = spent.stats ? sumOf(spent.stats, found.stats) : found.stats;
      const done = spent.points + found.done;
      const total = spent.points + found.total + more * classes.length;
      yield {
        ...{ shape: model.inputShape, values, scores, baselineScores },
        ...{ done, total, batch: found.batch, stats },
      };
      if (more) spent = { points: done, stats };
    }
    if (!more) return;
    steps = more;
  }
};

/** From the baseline to the picture, first far apart and then ever closer: what is known so far is of the whole line. */
function line({ baseline, classes, model }: SaliencySetup, way: Float32Array<ArrayBuffer>, on: Nodes): Walk {
  const order = [...on.at.keys()].sort((a, b) => reversed(a) - reversed(b));
  return {
    at: [1],
    points: order.flatMap((i) => {
      const at = Float32Array.of(on.at[i]);
      return classes.map((_, k) => ({ at, k, weight: on.weights[i] }));
    }),
    place(g, at, given) {
      const moved = multiply(g, given("way", model.inputShape, way), at);
      return add(g, moved, given("baseline", model.inputShape, baseline));
    },
  };
}

/** The bits of a whole number below 2^16 from the other end. */
function reversed(i: number): number {
  let bits = 0;
  for (let bit = 0; bit < 16; bit++) bits = bits * 2 + ((i >> bit) & 1);
  return bits;
}

const sumOf = (a: PlanStats, b: PlanStats): PlanStats => ({
  multiplyAdds: a.multiplyAdds + b.multiplyAdds,
  dispatches: a.dispatches + b.dispatches,
  submits: a.submits + b.submits,
  readBacks: a.readBacks + b.readBacks,
  bytesRead: a.bytesRead + b.bytesRead,
  bytesWritten: a.bytesWritten + b.bytesWritten,
  peakBufferBytes: Math.max(a.peakBufferBytes, b.peakBufferBytes),
});
