/** @file Follows a run for an element: the newest result, drawn at most once a frame. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { LimeResult } from "../../explainers/lime-options.ts";
import { outlinesOf } from "../drawing/outlines.ts";
import type { RunState } from "./finding.ts";

export class Run<Result extends { readonly done: boolean }> implements ReactiveController {
  /** The best result so far. It stays when the run is stopped. */
  latest: Result | undefined;
  state: RunState = "idle";
  /** What `latest` is: when a run starts again, the earlier result stays, as it was, until there is a new one. */
  latestState: RunState = "idle";
  /** Called once, with what the next run to end has found; not where that is nothing. */
  ended: ((result: Result) => void) | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #keep: Keep<Result>;
  #stop: AbortController | undefined;
  #frame = 0;

  constructor(host: ReactiveControllerHost, keep: Keep<Result> = (result) => result) {
    this.#host = host;
    this.#keep = keep;
    host.addController(this);
  }

  /**
   * Follows these results in place of earlier ones, until they end; those that go on from the latest are the same run. Throws what they
   * throw, unless it was stopped.
   */
  async follow(
    results: (signal: AbortSignal) => AsyncIterable<Result>,
    { goesOn = false } = {},
  ): Promise<void> {
    this.stop();
    const stop = (this.#stop = new AbortController());
    const isCurrent = () => this.#stop === stop;
    if (goesOn) this.latestState = "running";
    this.#set("running");
    try {
      for await (const result of results(stop.signal)) {
        if (!isCurrent()) return;
        this.latest = this.#keep(result, this.latest);
        this.latestState = "running";
        this.#draw();
      }
      if (isCurrent()) this.#end();
    } catch (error) {
      if (!isCurrent()) return;
      this.#end();
      throw error;
    } finally {
      if (isCurrent()) this.#stop = undefined;
    }
  }

  /** Stops the run. What was found so far stays. */
  stop(): void {
    const stop = this.#stop;
    this.#stop = undefined;
    if (!stop) return;
    stop.abort();
    this.#end();
  }

  /** Stops the run and forgets its result: it is about another picture or model. */
  clear(): void {
    this.stop();
    this.latest = undefined;
    this.#end();
  }

  /** Shows an earlier result in place of the latest. */
  show(result: Result): void {
    this.stop();
    this.latest = result;
    this.#end();
  }

  hostDisconnected(): void {
    this.stop();
  }

  #draw(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#host.requestUpdate();
    });
  }

  /** Sets what the run ended as. */
  #end(): void {
    this.latestState = this.latest ? (this.latest.done ? "done" : "stopped") : "idle";
    const { ended, latest } = this;
    this.ended = undefined;
    if (latest) ended?.(latest);
    this.#set(this.latestState);
  }

  #set(state: RunState): void {
    this.state = state;
    this.#host.requestUpdate();
  }
}

/** Gives a result what is the same in the one before it. */
type Keep<Result> = (result: Result, before: Result | undefined) => Result;

/**
 * The label map of the result before, where it is the same: what was drawn of it need not be drawn again. Another one is traced
 * now, so that the frame that draws it first has less to do.
 */
export function withKnownSegments(result: LimeResult, before: LimeResult | undefined): LimeResult {
  const known = before?.segments;
  if (known === result.segments) return result;
  const { width, labels } = result.segments;
  const isSame = known?.width === width && known.labels.length === labels.length;
  if (isSame && known.labels.every((label, i) => label === labels[i])) return { ...result, segments: known };
  outlinesOf(result.segments);
  return result;
}
