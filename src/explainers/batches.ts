/** @file Many rows through a plan, batch by batch: the next runs while the last is looked at. */

import type { UnlessCancelled } from "./cancellation.ts";

/** A batch of no asked size starts with so many rows. */
const FIRST = 8;
/** A batch that takes longer than this is not made larger. */
const PATIENCE = 200; // milliseconds

/** What came of rows from…to. */
export interface Batch<T> {
  readonly from: number;
  readonly to: number;
  readonly answer: T;
  /** Rows that the next one takes. */
  readonly batch: number;
}

export interface Batched<T> {
  /** Rows there are, from 1. */
  readonly total: number;
  /** Rows of the first batch. Default: 8. */
  readonly first?: number | undefined;
  /** Rows that a batch may grow to. */
  readonly most: number;
  /** Where a batch from here ends at the latest. Default: at `total`. */
  readonly end?: (from: number) => number | Promise<number>;
  readonly unlessCancelled: UnlessCancelled;
  /** Starts rows from…to, and does not wait for them. */
  ask(from: number, to: number): Promise<T>;
}

/** All rows in order; the last batch has `to === total`. Batches grow for as long as they are answered soon. */
export async function* inBatches<T>({
  total,
  first = FIRST,
  most,
  end = () => total,
  unlessCancelled,
  ask,
}: Batched<T>): AsyncGenerator<Batch<T>, void> {
  let batch = Math.min(first, most);
  const start = async (from: number) => {
    const limit = end(from);
    const to = Math.min(from + batch, typeof limit === "number" ? limit : await unlessCancelled(limit));
    const coming = ask(from, to);
    coming.catch(() => undefined); // where the run ends before, nobody waits for it
    return { from, to, coming, asked: performance.now() };
  };
  for (let next = await start(0); ; ) {
    const { from, to, coming, asked } = next;
    if (to < total) next = await start(to);
    const answer = await unlessCancelled(coming);
    if (performance.now() - asked < PATIENCE) batch = Math.min(batch * 2, most);
    yield { from, to, answer, batch };
    if (to === total) return;
  }
}
