/** @file What would the model say if some superpixels were hidden? */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import { html } from "lit";
import { percent } from "../drawing/format.ts";
import type { Words } from "../strings/strings.ts";
import { withName } from "./apart.ts";
import { emit } from "./events.ts";

/** Asks for the class probabilities of the picture with these superpixels hidden. */
export type AskWithout = (hidden: readonly number[]) => Promise<readonly number[]>;

export class WhatIf implements ReactiveController {
  hidden: ReadonlySet<number> = new Set();
  /** Class probabilities with them hidden. Nothing while none is, or while they are not known yet. */
  probabilities: readonly number[] | undefined;
  readonly #host: ReactiveControllerHost;
  #turn = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.clear();
  }

  /** Hides a superpixel, or shows it again; asks only for the latest. Throws what `ask` throws. */
  async toggle(segment: number, ask: AskWithout): Promise<void> {
    const hidden = new Set(this.hidden);
    if (!hidden.delete(segment)) hidden.add(segment);
    this.hidden = hidden;
    const turn = ++this.#turn;
    if (hidden.size === 0) return this.clear();
    this.#host.requestUpdate();
    try {
      const probabilities = await ask([...hidden]);
      if (turn === this.#turn) this.probabilities = probabilities;
    } finally {
      this.#host.requestUpdate();
    }
  }

  /** Shows all superpixels again. */
  clear(): void {
    this.#turn++;
    this.probabilities = undefined;
    if (this.hidden.size > 0) this.hidden = new Set();
    this.#host.requestUpdate();
  }
}

/** One sentence that says the change, and the way back. */
export function whatIfSentence(
  words: Words,
  { hidden, probabilities }: Pick<WhatIf, "hidden" | "probabilities">,
  classIndex: number,
  name: string,
  before: readonly number[],
) {
  const [from, to] = [before[classIndex], probabilities?.[classIndex] ?? Number.NaN];
  const change = Math.abs(to - from) < 0.0005 ? "stays" : to < from ? "falls" : "rises";
  const said = probabilities
    ? withName(
        (at) => words.without([...hidden].map(String), at, change, percent(from), percent(to)),
        html`<strong>${name}</strong>`,
      )
    : words.predicting;
  return html`
    <p class="what-if" role="status">
      <span>${said}</span>
      <button type="button" class="button" @click=${(event: Event) => emit(event.target!, "limelight-toggle", { segment: undefined })}>
        ${words.putBack(hidden.size)}
      </button>
    </p>
  `;
}
