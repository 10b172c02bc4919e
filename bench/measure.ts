/** @file Times of several contenders, taken in turn, round after round: a noisy neighbour is felt by all alike. */

export interface Contender {
  readonly name: string;
  /** One measured run. What it gives is not looked at. */
  run(): Promise<unknown>;
}

export interface Times {
  readonly name: string;
  /** Milliseconds of each round. */
  readonly rounds: number[];
}

export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export interface Turns {
  readonly rounds: number;
  /** Seconds; no round begins after them, but the first. */
  readonly patience: number;
  /** Before each round: what else belongs to the same minute, such as the adapter's peak. */
  before?(): Promise<unknown>;
}

/** Each has run before, for its answer to be compared. Every other round goes backwards. */
export async function inTurn(
  contenders: readonly Contender[],
  { rounds, patience, before }: Turns,
): Promise<Times[]> {
  const times = contenders.map(({ name }): Times => ({ name, rounds: [] }));
  const started = performance.now();
  for (let round = 0; round < rounds; round++) {
    if (round > 0 && performance.now() - started > 1000 * patience) break;
    await before?.();
    const order = [...contenders.keys()];
    if (round % 2) order.reverse();
    for (const i of order) {
      const begun = performance.now();
      await contenders[i].run();
      times[i].rounds.push(performance.now() - begun);
    }
  }
  return times;
}

export function spread(numbers: readonly number[]): Spread {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, least: sorted[0], most: sorted.at(-1)! };
}

/** Of each round's pair: how many times longer the other took than ours. */
export const ratios = (other: readonly number[], ours: readonly number[]): number[] =>
  ours.map((milliseconds, round) => other[round] / milliseconds);

/** The largest difference between two answers, as a share of the largest number of the second. */
export function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length)
    throw new Error(`answers of ${a.length} and ${b.length} numbers cannot be compared`);
  let [worst, largest] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const apart = Math.abs(a[i] - b[i]);
    worst = Number.isNaN(apart) ? Infinity : Math.max(worst, apart);
    largest = Math.max(largest, Math.abs(b[i]));
  }
  return worst / (largest || 1);
}
