/** @file Our engine under a network of the benchmark: one plan, as explainers make them. */

import { GraphBuilder } from "../src/graph/graph.ts";
import type { Backend, PlanStats } from "../src/kernels/backend.ts";
import type { NamedBytes } from "../src/models/model.ts";
import { openModel } from "../src/models/open.ts";
import { optimise } from "../src/passes/optimise.ts";
import type { Net } from "./nets/net.ts";
import { tfjsFiles } from "./nets/tfjs-files.ts";

type Numbers = Float32Array<ArrayBuffer>;

export interface Ours {
  /** Class probabilities of the pictures [batch, height, width, channels], read back. */
  predict(pictures: Numbers): Promise<Numbers>;
  stats(): PlanStats;
  dispose(): void;
}

const files = new WeakMap<Net, NamedBytes[]>();

/** The model's files, written once. */
export function filesOf(net: Net): NamedBytes[] {
  let written = files.get(net);
  if (!written) files.set(net, (written = tfjsFiles(net)));
  return written;
}

async function graphOf(net: Net) {
  const g = new GraphBuilder();
  const image = g.input("image", net.inputShape);
  const model = await openModel(filesOf(net), { range: [0, 1] });
  const { scores } = model.apply(g, image);
  return { image, scores, graph: optimise(g.build([scores])) };
}

/** The most pictures at a time that the device's limits and a gigabyte allow. */
export const largestBatch = async (backend: Backend, net: Net): Promise<number> =>
  Math.max(1, backend.largestBatch((await graphOf(net)).graph, 2 ** 30));

/** On a GPU with the fastest kernels, which are looked for first; a software adapter would take minutes to find them. */
export async function openOurs(backend: Backend, net: Net, batch: number): Promise<Ours> {
  const { image, scores, graph } = await graphOf(net);
  let plan = await backend.compile(graph, { maxBatch: batch });
  if (backend.tune && !backend.software) {
    await backend.tune();
    plan.dispose();
    plan = await backend.compile(graph, { maxBatch: batch });
  }
  return {
    predict(pictures) {
      plan.write(image, pictures);
      return plan.ask(scores, batch);
    },
    stats: () => plan.stats(),
    dispose: () => plan.dispose(),
  };
}

/** What a plan did between two looks at it. */
export function between(before: PlanStats, after: PlanStats): PlanStats {
  const since = (name: keyof PlanStats) => after[name] - before[name];
  return {
    multiplyAdds: since("multiplyAdds"),
    dispatches: since("dispatches"),
    submits: since("submits"),
    readBacks: since("readBacks"),
    bytesRead: since("bytesRead"),
    bytesWritten: since("bytesWritten"),
    peakBufferBytes: after.peakBufferBytes,
  };
}
