/** @file The curves of trainings that are shown. */

import type { ReactiveControllerHost } from "lit";
import type { Histories } from "../../histories/history.ts";
import type { Troubles } from "./troubles.ts";

export class OpenHistories {
  latest: Histories | undefined;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Reads files as `read` does, and keeps what goes wrong. */
  async take(files: readonly File[], troubles: Troubles): Promise<void> {
    await troubles.keep(files[0]?.name ?? "", () => this.read(files));
  }

  /** Reads files in place of those shown, which stay if that fails. Throws EngineError("bad-data") for what is no history. */
  async read(files: readonly File[]): Promise<void> {
    const { readHistories } = await import("../../histories/read-histories.ts");
    this.latest = await readHistories(files);
    this.#host.requestUpdate();
  }
}
