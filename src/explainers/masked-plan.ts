/**
 * @file A model that is asked about many versions of one picture, each of which hides some of its segments: made ready for
 * a device. What versions have in common is computed once, where that pays (shared-plan.ts).
 */

import { EngineError } from "../errors.ts";
import { type Graph, GraphBuilder, multiplyAdds, type Node, type Shape, type Value } from "../graph/graph.ts";
import type { Backend, PlanStats } from "../kernels/backend.ts";
import { maskSegments } from "../kernels/ops/mask-segments.ts";
import { optimise } from "../passes/optimise.ts";
import { compileWithin } from "./compile.ts";
import { chooseChunk, SharedPlan } from "./shared-plan.ts";

/** Versions of a picture. */
export interface Versions {
  /** [height, width, channels] */
  readonly shape: Shape;
  readonly image: Float32Array<ArrayBuffer>;
  /** What hides it. */
  readonly hidden: Float32Array<ArrayBuffer>;
  /** [height, width]: the segment of each pixel; from `segments` on: never hidden. */
  readonly labels: Uint32Array<ArrayBuffer>;
  readonly segments: number;
  readonly total: number;
  /** Bits [to − from, ceil(segments / 32)] of what versions from…to keep: bit i % 32 of word i / 32 is segment i. */
  keep(from: number, to: number): Uint32Array<ArrayBuffer>;
}

export interface MaskedPlanOptions {
  /** Most versions in a batch. Default: 256. */
  readonly batch?: number | undefined;
  /** Bytes for activations. */
  readonly memoryBudget: number;
  /** "off": each version on its own. */
  readonly sharing: "auto" | "off";
  /** Multiply-adds that may be shared before the first answer. */
  readonly atOnce?: number | undefined;
}

export interface MaskedStats extends PlanStats {
  /** CPU time for finding out what versions have in common. */
  readonly tableMilliseconds: number;
}

export interface MaskedPlan<S extends PlanStats = PlanStats> {
  readonly maxBatch: number;
  /** Multiply-adds of a version on its own. */
  readonly each: number;
  /** Where a batch that starts here ends at the latest. */
  end(from: number): number | Promise<number>;
  /** What the model says to versions from…to, which follow those asked about before. */
  ask(from: number, to: number): Promise<Float32Array<ArrayBuffer>>;
  stats(): S;
  dispose(): void;
}

/** Versions that have a batch in common, at most. */
const MOST = 256;

/** `apply` adds what is asked for to the masked pictures. Throws EngineError("out-of-memory") if the device has no room for any. */
export async function compileMasked(
  backend: Backend,
  versions: Versions,
  apply: (g: GraphBuilder, masked: Value) => Value,
  options: MaskedPlanOptions,
): Promise<MaskedPlan<MaskedStats>> {
  const { shape, labels, segments, total } = versions;
  const g = new GraphBuilder();
  const image = g.input("image", shape, { batched: false });
  const hidden = g.input("hidden", shape, { batched: false });
  const where = g.input("labels", shape.slice(0, 2), { batched: false });
  const keep = g.input("keep", [Math.ceil(segments / 32)]);
  const answer = apply(g, maskSegments(g, image, hidden, where, keep, segments));
  const graph = optimise(g.build([answer]));
  const each = multiplyAdds(graph.nodes);
  const room = { most: Math.min(options.batch ?? MOST, total), memoryBudget: options.memoryBudget };

  const mayShare = options.sharing !== "off" || hasWinograd(backend, graph);
  const chunk = mayShare ? chooseChunk(backend, graph, versions, room) : undefined;
  const shares = chunk && options.sharing !== "off";
  const shared = shares && (await compileWithin(backend, chunk.shared.graph, room).catch(unlessFull));
  if (shared) return new SharedPlan(shared, answer, versions, chunk, each, options.atOnce);

  const direct = new Set(chunk?.shared.graph.nodes.filter(looksAmongRows).map(({ output }) => output.name));
  const plan = await compileWithin(backend, graph, { ...room, direct });
  plan.write(image, versions.image);
  plan.write(hidden, versions.hidden);
  plan.write(where, labels);
  return {
    maxBatch: plan.maxBatch,
    each,
    end: () => total,
    ask(from, to) {
      plan.write(keep, versions.keep(from, to));
      return plan.ask(answer, to - from);
    },
    stats: () => ({ ...plan.stats(), tableMilliseconds: 0 }),
    dispose: () => plan.dispose(),
  };
}

/** Then it matters without sharing, too, what would be shared: that is computed as written down. */
const hasWinograd = (backend: Backend, graph: Graph): boolean =>
  backend.work(graph, () => 1) !== multiplyAdds(graph.nodes);

/** These are computed as written down; without sharing, too, so that it gives the same to the last bit. */
const looksAmongRows = ({ inputs: [x, taps] }: Node): boolean => Boolean(x.along ?? taps?.batched);

function unlessFull(error: unknown): undefined {
  if (!(error instanceof EngineError && error.code === "out-of-memory")) throw error;
}
