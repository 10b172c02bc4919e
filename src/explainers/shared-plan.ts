/**
 * @file Versions of a picture that share what they have in common (passes/share.ts), as many together as the memory budget
 * allows: a chunk. The first batch of a chunk brings its tables, and all that is shared runs in the same submit; while the
 * device works on that, the tables of the next chunk are made. Where that is much work the first chunk is small, and says
 * how fast the device is.
 */

import type { Graph, Node, Value } from "../graph/graph.ts";
import type { Backend, Plan } from "../kernels/backend.ts";
import type { Sets } from "../passes/samples.ts";
import { type Shared, type SharingOptions, sharing } from "../passes/share.ts";
import type { Tables } from "../passes/share-tables.ts";
import type { MaskedPlan, MaskedStats, Versions } from "./masked-plan.ts";

/** A chunk leaves room for batches of so many, and is not smaller than so many. */
const FEWEST = 16;
/**
 * Ways to share. Samples on their own may have their 3x3 convolutions after Winograd, at a third of the multiply-adds, which rows
 * have not: then it is better to stop early, and to leave the rows with a copy. TensorFlow.js, too, has a faster way to ordinary images.
 */
const WAYS: readonly SharingOptions[] = [
  { worth: 0.8 },
  { worth: 0.35 },
  { worth: 0.35, copies: true },
  { worth: 0.2, copies: true },
];
const WAYS_IN_TFJS: readonly SharingOptions[] = [
  { worth: 0.8, copies: true },
  { worth: 0.35, copies: true },
];
/** Sharing has to save so much of the time. */
const WORTH = 0.1;
/** Later chunks need other numbers of rows than the first, but hardly more than so many times as many. */
const SPARE = 1.1;
/** Multiply-adds that may be shared before the first answer: half a second where there is no GPU. */
const AT_ONCE = 2 ** 30;
/** Versions of the first chunk where it is more. */
const AT_FIRST = 8;
/** Then nobody waits longer for the next answer than this, or than so far. */
const PATIENCE = 3000; // milliseconds
/** Of the memory budget, what may be noted of a chunk's versions outside of the device. */
const NOTED = 1 / 8;
/** The first chunk that is tried has about so many pixels. */
const FIRST = 2 ** 22;

/** A graph made for versions that share, so many at a time. */
export interface Chunk {
  readonly shared: Shared;
  readonly size: number;
  /** Of the first `size` versions. */
  readonly masks: Sets;
  /** CPU time for finding it. */
  readonly milliseconds: number;
}

/** The largest chunk, by powers of two, that leaves room for batches; nothing where sharing saves little. */
export function chooseChunk(
  backend: Backend,
  graph: Graph,
  versions: Versions,
  { most, memoryBudget }: { readonly most: number; readonly memoryBudget: number },
): Chunk | undefined {
  const started = performance.now();
  const { labels, segments, total } = versions;
  const share = sharing(graph, labels, segments);
  if (!share) return undefined;
  const work = ({ graph, copiesOf }: Shared) => backend.work(graph, copiesOf);
  const isSlow = ({ op, output }: Node) => output.along && op.slowInRows?.includes(backend.name);
  const known = new Map<number, Sets>();
  const first = Math.min(total, Math.max(FEWEST, 2 ** Math.round(Math.log2(FIRST / labels.length))));
  const tried = (way: SharingOptions, size: number) => {
    const masks = known.get(size) ?? masksOf(versions, 0, size);
    known.set(size, masks);
    const shared = share(masks, { ...way, spare: size < total ? SPARE : 1 });
    if (shared.graph.nodes.some(isSlow)) return undefined;
    const batch = backend.largestBatch(shared.graph, memoryBudget);
    const isLong = size > first && shared.notedBytes > NOTED * memoryBudget;
    return batch >= Math.min(FEWEST, size, most) && !isLong ? { shared, size, masks } : undefined;
  };
  const largest = (way: SharingOptions) => {
    let best = tried(way, first);
    for (let size = first; !best && size > FEWEST; ) best = tried(way, (size = Math.ceil(size / 2)));
    for (let larger = best?.size === first ? best : undefined; larger && larger.size < total; ) {
      larger = tried(way, Math.min(total, 2 * larger.size));
      best = larger ?? best;
    }
    return best;
  };
  const cost = ({ shared, size }: { readonly shared: Shared; readonly size: number }) => work(shared) / size;
  const best = (backend.name === "webgpu" ? WAYS : WAYS_IN_TFJS)
    .flatMap((way) => largest(way) ?? [])
    .reduce<Omit<Chunk, "milliseconds"> | undefined>(
      (least, next) => (least && cost(least) <= cost(next) ? least : next),
      undefined,
    );
  const alone = best && backend.work(graph, ({ batched }) => (batched ? best.size : 1));
  if (!best || work(best.shared) > (1 - WORTH) * alone!) return undefined;
  return { ...best, milliseconds: performance.now() - started };
}

/**
 * How many of `rest` versions the next chunk takes, when `largest` share `fixed` multiply-adds and `patience` milliseconds are
 * at `rate` multiply-adds each. What is shared grows about as the square root of the versions. All of them where that takes
 * at most twice as long, since parts of them would take longer; else chunks of equal size if all may be as large as that.
 */
export function nextChunk({
  rest,
  largest,
  fixed,
  rate,
  patience,
}: Record<"rest" | "largest" | "fixed" | "rate" | "patience", number>): number {
  const within = (time: number) => Math.floor(largest * Math.min(1, (rate * time) / fixed) ** 2);
  if (rest <= within(2 * patience)) return rest;
  const most = Math.max(AT_FIRST, within(patience));
  return Math.ceil(rest / Math.ceil(rest / most));
}

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
  readonly #masks: Sets;
  readonly #atOnce: number;
  readonly #started = performance.now();
  /** Of the first batch, where its chunk is small. */
  #first: Promise<unknown> | undefined;
  /** Multiply-adds a millisecond; 0 as long as nothing was answered. */
  #rate = 0;
  #part: Part;
  #next: Part | undefined;
  #milliseconds: number;

  /** `atOnce`: multiply-adds that may be shared before the first answer. */
  constructor(
    plan: Plan,
    answer: Value,
    versions: Versions,
    { shared, size, masks, milliseconds }: Chunk,
    each: number,
    atOnce = AT_ONCE,
  ) {
    this.#plan = plan;
    this.#answer = answer;
    this.#versions = versions;
    this.#shared = shared;
    this.#size = size;
    this.#masks = masks;
    this.#atOnce = atOnce;
    this.each = each;
    this.#milliseconds = milliseconds;
    const pixels = new Float32Array(2 * versions.image.length);
    pixels.set(versions.image);
    pixels.set(versions.hidden, versions.image.length);
    plan.write(shared.pixels, pixels);
    this.#part = { from: 0, to: 0, tables: { fixed: new Map(), batched: () => new Map() } };
    this.#next = this.#prepare(0);
  }

  get maxBatch(): number {
    return this.#plan.maxBatch;
  }

  async end(from: number): Promise<number> {
    if (from < this.#part.to) return this.#part.to;
    await this.#first;
    this.#next ??= this.#prepare(from);
    return this.#next.to;
  }

  ask(from: number, to: number): Promise<Float32Array<ArrayBuffer>> {
    if (from === this.#part.to) {
      this.#part = this.#next!;
      this.#next = undefined;
    }
    const { from: start, to: end, tables } = this.#part;
    if (from === start) for (const [input, table] of tables.fixed) this.#plan.write(input, table);
    const own = this.#timed(() => tables.batched(from - start, to - start));
    for (const [input, table] of own) this.#plan.write(input, table);
    const numbers = this.#watch(this.#plan.ask(this.#answer, to - from));
    if (from === 0 && this.#shared.fixedMultiplyAdds > this.#atOnce) this.#first = numbers;
    else if (from === start && end < this.#versions.total) this.#next = this.#prepare(end);
    return numbers;
  }

  /** Notes how fast it was. */
  async #watch(numbers: Promise<Float32Array<ArrayBuffer>>): Promise<Float32Array<ArrayBuffer>> {
    const { multiplyAdds } = this.#plan.stats();
    const answer = await numbers;
    this.#rate = multiplyAdds / (performance.now() - this.#started);
    return answer;
  }

  #sizeFrom(from: number): number {
    const { fixedMultiplyAdds: fixed } = this.#shared;
    const rest = this.#versions.total - from;
    if (from === 0 && fixed > this.#atOnce) return Math.min(rest, AT_FIRST);
    const patience = fixed > this.#atOnce ? Math.max(PATIENCE, performance.now() - this.#started) : Infinity;
    return nextChunk({ rest, largest: this.#size, fixed, rate: this.#rate || 1, patience });
  }

  /** The chunk from here on; a smaller one where so many versions have too little in common for the plan. */
  #prepare(from: number): Part {
    return this.#timed(() => {
      for (let to = from + this.#sizeFrom(from); ; to = Math.ceil((from + to) / 2)) {
        const tables =
          to <= this.#size
            ? this.#shared.tables(this.#masks, from, to)
            : this.#shared.tables(masksOf(this.#versions, from, to));
        if (tables) return { from, to, tables };
      }
    });
  }

  /** Adds to the time for tables. */
  #timed<T>(work: () => T): T {
    const started = performance.now();
    const result = work();
    this.#milliseconds += performance.now() - started;
    return result;
  }

  stats(): MaskedStats {
    return { ...this.#plan.stats(), tableMilliseconds: this.#milliseconds };
  }

  dispose(): void {
    this.#plan.dispose();
  }
}
