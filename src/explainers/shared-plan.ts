/**
 * @file Versions of a picture that share what they have in common (passes/share.ts), as many together as the memory budget
 * allows: a chunk. The first batch of a chunk brings its tables, and all that is shared runs in the same submit; while the
 * device works on that, the tables of the next chunk are made.
 */

import { type Graph, type Node, sizeOf, type Value } from "../graph/graph.ts";
import type { Backend, Plan } from "../kernels/backend.ts";
import type { Sets } from "../passes/samples.ts";
import { type Shared, sharing, type Tables } from "../passes/share.ts";
import type { MaskedPlan, MaskedStats, Versions } from "./masked-plan.ts";

/** A chunk leaves room for batches of so many, and is not smaller than so many. */
const FEWEST = 16;
/**
 * Shared is what takes at most so much of the rows. Samples on their own may have their 3x3 convolutions after Winograd, at a third of
 * the multiply-adds, which rows have not: then it is better to stop early.
 */
const WAYS = [0.8, 0.35];
/** Sharing has to save so much of the multiply-adds. */
const WORTH = 0.1;
/** Later chunks need other numbers of rows than the first, but hardly more than so many times as many. */
const SPARE = 1.1;
/** Multiply-adds of all that a chunk shares, without a GPU: seconds, in which there is no answer and no way to stop. */
const MOST_AT_ONCE = 2 ** 34;
/** The first chunk that is tried has about so many pixels. */
const FIRST = 2 ** 22;

/** A graph made for versions that share, so many at a time. */
export interface Chunk {
  readonly shared: Shared;
  readonly size: number;
  /** CPU time for finding it. */
  readonly milliseconds: number;
}

/** The largest chunk, by powers of two, that leaves room for batches and, without a GPU, for answers in between; nothing where sharing saves little. */
export function chooseChunk(
  backend: Backend,
  graph: Graph,
  versions: Versions,
  { most, memoryBudget }: { readonly most: number; readonly memoryBudget: number },
): Chunk | undefined {
  const started = performance.now();
  const { labels, segments, total } = versions;
  const ways = (backend.name === "webgpu" ? WAYS : WAYS.slice(0, 1)).map((worth) =>
    sharing(graph, labels, segments, worth),
  );
  const executed = ({ graph, copiesOf }: Shared) => backend.multiplyAdds(graph, copiesOf);
  const tried = (size: number) => {
    const masks = masksOf(versions, 0, size);
    const all = ways.flatMap((share) => share?.(masks, size < total ? SPARE : 1) ?? []);
    if (all.length === 0) return undefined;
    const shared = all.reduce((best, next) => (executed(next) < executed(best) ? next : best));
    if (backend.name !== "webgpu" && shared.graph.nodes.some(isSlowInRows)) return undefined;
    if (backend.software && size > FEWEST && shared.fixedMultiplyAdds > MOST_AT_ONCE) return undefined;
    const batch = backend.largestBatch(shared.graph, memoryBudget);
    return batch >= Math.min(FEWEST, size, most) ? { shared, size } : undefined;
  };
  const first = Math.min(total, Math.max(FEWEST, 2 ** Math.round(Math.log2(FIRST / labels.length))));
  let best = tried(first);
  for (let size = first; !best && size > FEWEST; ) best = tried((size = Math.ceil(size / 2)));
  for (let larger = best?.size === first ? best : undefined; larger && larger.size < total; ) {
    larger = tried(Math.min(total, 2 * larger.size));
    best = larger ?? best;
  }
  const alone = best && backend.multiplyAdds(graph, ({ batched }) => (batched ? best.size : 1));
  if (!best || executed(best.shared) > (1 - WORTH) * alone!) return undefined;
  return { ...best, milliseconds: performance.now() - started };
}

/** TensorFlow.js has no fast way to take rows for a depthwise convolution: there it takes longer than each version on its own. */
const isSlowInRows = ({ op, output }: Node): boolean =>
  op.name === "depthwiseConv2d" && Boolean(output.along);

const masksOf = ({ segments, keep }: Versions, from: number, to: number): Sets => ({
  words: Math.ceil(segments / 32),
  bits: keep(from, to),
});

/** Versions from…to, and what is to be written for them. */
interface Part {
  readonly from: number;
  readonly to: number;
  readonly tables: Tables;
}

export class SharedPlan implements MaskedPlan<MaskedStats> {
  readonly each: number;
  readonly #plan: Plan;
  readonly #answer: Value;
  readonly #versions: Versions;
  readonly #shared: Shared;
  readonly #size: number;
  #part: Part;
  #next: Part | undefined;
  #milliseconds: number;

  constructor(
    plan: Plan,
    answer: Value,
    versions: Versions,
    { shared, size, milliseconds }: Chunk,
    each: number,
  ) {
    this.#plan = plan;
    this.#answer = answer;
    this.#versions = versions;
    this.#shared = shared;
    this.#size = Math.ceil(versions.total / Math.ceil(versions.total / size)); // all chunks alike
    this.each = each;
    this.#milliseconds = milliseconds;
    const pixels = new Float32Array(2 * versions.image.length);
    pixels.set(versions.image);
    pixels.set(versions.hidden, versions.image.length);
    plan.write(shared.pixels, pixels);
    this.#part = { from: 0, to: 0, tables: { fixed: new Map(), batched: new Map() } };
    this.#next = this.#prepare(0);
  }

  get maxBatch(): number {
    return this.#plan.maxBatch;
  }

  end(from: number): number {
    return (from < this.#part.to ? this.#part : this.#next!).to;
  }

  ask(from: number, to: number): Promise<Float32Array<ArrayBuffer>> {
    if (from === this.#part.to) this.#part = this.#next!;
    const { from: start, to: end, tables } = this.#part;
    if (from === start) for (const [input, table] of tables.fixed) this.#plan.write(input, table);
    for (const [input, table] of tables.batched) {
      const each = sizeOf(input.shape);
      this.#plan.write(input, table.subarray((from - start) * each, (to - start) * each));
    }
    const numbers = this.#plan.ask(this.#answer, to - from);
    if (from === start && end < this.#versions.total) this.#next = this.#prepare(end);
    return numbers;
  }

  /** The chunk from here on; a smaller one where so many versions have too little in common for the plan. */
  #prepare(from: number): Part {
    const started = performance.now();
    for (let to = Math.min(from + this.#size, this.#versions.total); ; to = Math.ceil((from + to) / 2)) {
      const tables = this.#shared.tables(masksOf(this.#versions, from, to));
      if (!tables) continue;
      this.#milliseconds += performance.now() - started;
      return { from, to, tables };
    }
  }

  stats(): MaskedStats {
    return { ...this.#plan.stats(), tableMilliseconds: this.#milliseconds };
  }

  dispose(): void {
    this.#plan.dispose();
  }
}
