/** @file What was set before, to go back to. */

/** How many steps back are kept. */
const MOST = 100;

export class Undo<State> {
  #past: readonly State[] = [];
  #future: readonly State[] = [];

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  /** Keeps what is about to change. What was undone before cannot be done again after that. */
  keep(before: State): void {
    this.#past = [...this.#past, before].slice(-MOST);
    this.#future = [];
  }

  /** What was before, which takes the place of what is now. Nothing at the beginning. */
  undo(now: State): State | undefined {
    const before = this.#past.at(-1);
    if (before === undefined) return undefined;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, now];
    return before;
  }

  /** What was undone last. Nothing at the end. */
  redo(now: State): State | undefined {
    const after = this.#future.at(-1);
    if (after === undefined) return undefined;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, now];
    return after;
  }
}
