/**
 * @file Plans for one picture after another. What is asked about the next is mostly the same graph: then a plan that is done with
 * is taken again, with its buffers and bindings, and nothing is compiled or allocated.
 */

import { EngineError } from "../errors.ts";
import type { Graph, Value } from "../graph/graph.ts";
import type { Backend, CompileOptions, Plan, PlanStats, Precision } from "./backend.ts";
import { type Likeness, likenessOf, serves, withRoom } from "./likeness.ts";

/** Plans that wait for their next use are at most so many, and hold no more bytes unless there is just one. */
const MOST_KEPT = 8;
const MOST_BYTES = 2 ** 28;
/** A plan whose room along its axes was too little once is made with room for so many times as much. */
const SPARE = 1.125;

interface Kept {
  readonly likeness: Likeness;
  readonly plan: Plan;
}

/** A backend that keeps the plans that are disposed of, until it is itself: the backend it stands on stays open. */
export class KeptPlans implements Backend {
  /** How many plans were compiled, and how often one was taken again. */
  compiled = 0;
  reused = 0;
  readonly #backend: Backend;
  readonly #idlers: Kept[] = [];
  readonly #started = performance.now();
  /** Where no question is pending. */
  #idleSince = this.#started;
  #idle = 0;
  #pending = 0;
  #disposed = false;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  get name(): Backend["name"] {
    return this.#backend.name;
  }
  get adapter(): string {
    return this.#backend.adapter;
  }
  get software(): boolean {
    return this.#backend.software;
  }
  get precision(): Precision {
    return this.#backend.precision;
  }
  get bufferBytes(): number {
    return this.#backend.bufferBytes;
  }

  /**
   * The share of the time so far in which nothing was asked of the device, 0…1: a question is pending until this thread hears the
   * answer.
   */
  get deviceIdle(): number {
    const now = performance.now();
    const idle = this.#idle + (this.#pending > 0 ? 0 : now - this.#idleSince);
    return idle / Math.max(now - this.#started, Number.MIN_VALUE);
  }

  async compile(graph: Graph, options: CompileOptions): Promise<Plan> {
    const likeness = likenessOf(graph, options);
    const fit = this.#take((kept) => serves(kept, likeness));
    if (fit) {
      this.reused++;
      return this.#lend(fit, likeness);
    }
    const kept = this.#take(({ key }) => key === likeness.key);
    kept?.plan.dispose(); // what is compiled now takes its place
    const made = kept ? await this.#compileRoomier(kept.likeness, likeness, graph, options) : undefined;
    const known = made ?? { likeness, plan: await this.#compileHere(graph, options) };
    this.compiled++;
    return this.#lend(known, likeness);
  }

  #take(isWanted: (kept: Likeness) => boolean): Kept | undefined {
    const at = this.#idlers.findLastIndex(({ likeness }) => isWanted(likeness));
    return at < 0 ? undefined : this.#idlers.splice(at, 1)[0];
  }

  /** Pictures that need more than those before are followed by others that do: room for all so far and some more, if there is that much. */
  async #compileRoomier(
    before: Likeness,
    now: Likeness,
    graph: Graph,
    options: CompileOptions,
  ): Promise<Kept | undefined> {
    if (now.axes.length === 0) return undefined;
    const most = now.axes.map((axis, i) => Math.ceil(SPARE * Math.max(axis.most, before.axes[i].most)));
    const roomier = withRoom(graph, options, new Map(now.axes.map((axis, i) => [axis, most[i]])));
    try {
      const plan = await this.#backend.compile(roomier.graph, roomier.options);
      return { likeness: likenessOf(roomier.graph, roomier.options), plan };
    } catch (error) {
      if (isFull(error)) return undefined;
      throw error;
    }
  }

  async #compileHere(graph: Graph, options: CompileOptions): Promise<Plan> {
    try {
      return await this.#backend.compile(graph, options);
    } catch (error) {
      if (!isFull(error) || this.#idlers.length === 0) throw error;
      this.#letGo(0);
      return this.#backend.compile(graph, options);
    }
  }

  /** `values` of the graph that is asked about stand for those of the one that was compiled. */
  #lend(kept: Kept, { values }: Likeness): Plan {
    const { plan } = kept;
    const ours = new Map(values.map((value, i) => [value, kept.likeness.values[i]]));
    const before = plan.stats();
    let pending = 0;
    let [failed, returned] = [false, false];
    const during = async <T>(work: () => Promise<T>): Promise<T> => {
      pending++;
      this.#begin();
      try {
        return await work();
      } catch (error) {
        failed = true;
        throw error;
      } finally {
        pending--;
        this.#end();
      }
    };
    return {
      maxBatch: plan.maxBatch,
      write: (value, data) => plan.write(ours.get(value)!, data),
      ask: (value, batch) => during(() => plan.ask(ours.get(value)!, batch)),
      askAll: (asked, batch, repeat) =>
        during(() =>
          plan.askAll(
            asked.map((value) => ours.get(value)!),
            batch,
            repeat,
          ),
        ),
      stats: () => since(before, plan.stats()),
      print: () => plan.print(),
      dispose: () => {
        if (returned) return;
        returned = true;
        if (this.#disposed || failed || pending > 0) return plan.dispose();
        this.#idlers.push(kept);
        this.#letGo(MOST_KEPT);
      },
    };
  }

  #begin(): void {
    if (this.#pending++ === 0) this.#idle += performance.now() - this.#idleSince;
  }

  #end(): void {
    if (--this.#pending === 0) this.#idleSince = performance.now();
  }

  /** The oldest that wait, until so many are left, and no more than one if they hold more than is kept. */
  #letGo(most: number): void {
    const held = () => this.#idlers.reduce((sum, kept) => sum + ownBytes(kept), 0);
    while (this.#idlers.length > most || (this.#idlers.length > 1 && held() > MOST_BYTES))
      this.#idlers.shift()!.plan.dispose();
  }

  work(graph: Graph, copiesOf: (value: Value) => number): number {
    return this.#backend.work(graph, copiesOf);
  }

  largestBatch(graph: Graph, memoryBudget: number): number {
    return this.#backend.largestBatch(graph, memoryBudget);
  }

  /** Plans that are in use end as ever. */
  dispose(): void {
    this.#disposed = true;
    this.#letGo(0);
  }
}

/** Weights are held by the model's other plans, too. */
const ownBytes = ({ plan, likeness: { weights } }: Kept): number =>
  plan.stats().peakBufferBytes - weights.reduce((sum, { byteLength }) => sum + byteLength, 0);

/** What was done since; what is held is held. */
const since = (before: PlanStats, { peakBufferBytes, ...now }: PlanStats): PlanStats => ({
  multiplyAdds: now.multiplyAdds - before.multiplyAdds,
  dispatches: now.dispatches - before.dispatches,
  submits: now.submits - before.submits,
  readBacks: now.readBacks - before.readBacks,
  bytesRead: now.bytesRead - before.bytesRead,
  bytesWritten: now.bytesWritten - before.bytesWritten,
  peakBufferBytes,
});

const isFull = (error: unknown): boolean => error instanceof EngineError && error.code === "out-of-memory";
