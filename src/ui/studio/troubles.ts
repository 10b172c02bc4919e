/** @file What could not be done. */

import type { ReactiveControllerHost } from "lit";
import { EngineError, type ErrorCode } from "../../errors.ts";

export interface Trouble {
  /** Of the file, or empty. */
  readonly name: string;
  readonly code: ErrorCode | "unknown";
  /** The engine's words: what was wrong, and what helps. */
  readonly message: string;
}

export class Troubles {
  list: readonly Trouble[] = [];
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Does the work; keeps what went wrong, under this name. Whether all went well. What was cancelled is no trouble. */
  async keep(name: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      const code = error instanceof EngineError ? error.code : "unknown";
      const message = error instanceof Error ? error.message : String(error);
      if (code !== "cancelled") this.#set([...this.list, { name, code, message }]);
      return false;
    }
  }

  clear(): void {
    this.#set([]);
  }

  #set(list: readonly Trouble[]): void {
    this.list = list;
    this.#host.requestUpdate();
  }
}
