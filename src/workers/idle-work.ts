/** @file Work for when nobody waits: it begins a while after the last request, and stops with the next. */

/** Between two clicks is no time for it. */
const PAUSE = 1000; // milliseconds

export class IdleWork {
  readonly #work: (signal: AbortSignal) => Promise<unknown>;
  readonly #pause: number;
  #requests = 0;
  #wanted = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #controller: AbortController | undefined;
  #running: Promise<unknown> = Promise.resolve();

  /** `work` stops soon when its signal aborts; it is asked again then. */
  constructor(work: (signal: AbortSignal) => Promise<unknown>, pause = PAUSE) {
    this.#work = work;
    this.#pause = pause;
  }

  /** There is something to do. */
  want(): void {
    this.#wanted = true;
    this.#plan();
  }

  /** Answers a request; nothing else is done meanwhile. */
  async during<T>(request: () => Promise<T>): Promise<T> {
    this.#requests++;
    this.#halt();
    try {
      return await request();
    } finally {
      this.#requests--;
      this.#plan();
    }
  }

  /** Stops for good, and returns when nothing runs. */
  async dispose(): Promise<void> {
    this.#wanted = false;
    this.#halt();
    await this.#running;
  }

  #halt(): void {
    clearTimeout(this.#timer);
    this.#controller?.abort();
  }

  #plan(): void {
    if (!this.#wanted || this.#requests > 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void (this.#running = this.#run()), this.#pause);
    if (typeof this.#timer === "object") this.#timer.unref(); // a process in Node need not wait for it
  }

  async #run(): Promise<void> {
    await this.#running;
    if (!this.#wanted || this.#requests > 0) return;
    const { signal } = (this.#controller = new AbortController());
    await this.#work(signal).catch(() => undefined); // nothing depends on it
    if (!signal.aborted) this.#wanted = false;
  }
}
