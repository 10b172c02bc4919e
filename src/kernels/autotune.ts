/**
 * @file Which of several kernels is fastest here? Asked once per layer and machine, after the work that needed an
 * answer: that starts with the best guess.
 */

import type { Variant } from "../graph/graph.ts";

/** What outlives the device: a Map, `localStorage`, a file. Throwing is no harm: then nothing is remembered. */
export interface TuningMemory {
  get(key: string): string | null | undefined;
  set(key: string, value: string): unknown;
}

/** Measures the kernels of one layer. */
export interface Trial {
  /** Milliseconds of one run; Infinity if its answer is not that of the others, or it does not compile. */
  time(variant: Variant): Promise<number>;
  dispose(): void;
}

export interface Choice {
  readonly name: string;
  /** The best guess, and how many times as long it takes. */
  readonly guess: string;
  readonly gain: number;
}

interface Question {
  readonly variants: readonly Variant[];
  readonly open: () => Promise<Trial>;
}

/** Raise it when kernels change: what was measured before is then measured again. */
const KERNEL_SET = 1;
/** A later one must be faster by so much: guesses are good, clocks are not. */
const CLEARLY = 0.95;

export class Autotuner {
  readonly #machine: string;
  readonly #memory: TuningMemory;
  readonly #open = new Map<string, Question>();

  constructor(machine: string, memory: TuningMemory) {
    this.#machine = machine;
    this.#memory = memory;
  }

  /** What was measured for a layer, batches of about this size; nothing if it was not yet. */
  known(layer: string, batch: number): Choice | undefined {
    try {
      return JSON.parse(this.#memory.get(this.#key(layer, batch)) ?? "null") ?? undefined;
    } catch {
      return undefined;
    }
  }

  /** Notes that a layer is to be measured, unless it was. */
  ask(layer: string, batch: number, variants: readonly Variant[], open: () => Promise<Trial>): void {
    if (variants.length > 1 && !this.known(layer, batch))
      this.#open.set(this.#key(layer, batch), { variants, open });
  }

  /** Measures what was asked, layer by layer, until there is nothing left or `signal` says stop. */
  async tune(signal?: AbortSignal): Promise<void> {
    for (const [key, { variants, open }] of this.#open) {
      if (signal?.aborted) return;
      let trial: Trial | undefined;
      try {
        trial = await open();
        const choice = await fastest(variants, trial, signal);
        if (!choice) return;
        this.#open.delete(key);
        this.#memory.set(key, JSON.stringify(choice));
      } catch {
        this.#open.delete(key); // the guess stays: nothing depends on its being the best
      } finally {
        trial?.dispose();
      }
    }
  }

  #key(layer: string, batch: number): string {
    return [this.#machine, `kernels ${KERNEL_SET}`, layer, 2 ** Math.round(Math.log2(batch))].join(" ");
  }
}

/** Nothing if it was told to stop in between. */
async function fastest(
  variants: readonly Variant[],
  trial: Trial,
  signal: AbortSignal | undefined,
): Promise<Choice | undefined> {
  const times = [];
  for (const variant of variants) {
    if (signal?.aborted) return undefined;
    times.push(await trial.time(variant));
  }
  let best = 0;
  for (const [i, ms] of times.entries()) if (ms < times[best] * CLEARLY) best = i;
  const gain = Number.isFinite(times[0]) ? times[0] / times[best] : 1;
  return { name: variants[best].name, guess: variants[0].name, gain };
}
