/** @file The order of a plan without a queue of its own: runs take it in turn, and each sees what was written before it was asked for. */

import type { Value, Weight } from "../graph/graph.ts";

export class RunQueue {
  /** Since the last run was asked for. */
  #written = new Map<Value, Weight>();
  #last: Promise<unknown> = Promise.resolve();

  /** The caller may go on with the array. */
  write(value: Value, data: Weight): void {
    this.#written.set(value, data.slice() as Weight);
  }

  run<T>(work: (written: ReadonlyMap<Value, Weight>) => Promise<T>): Promise<T> {
    const written = this.#written;
    this.#written = new Map();
    const run = this.#last.then(() => work(written));
    this.#last = run.catch(() => undefined); // it is for who asked
    return run;
  }
}
