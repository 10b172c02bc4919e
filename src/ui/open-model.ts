/** @file The model that is open, what the person has said about it, and its plot. */

import type { ReactiveControllerHost } from "lit";
import type { GraphLayout } from "../models/graph-layout.ts";
import type { ModelOptions } from "../models/model.ts";
import type { Engine, ModelInfo, ModelSource, OpenProgress } from "../workers/protocol.ts";

export class OpenModel {
  info: ModelInfo | undefined;
  overrides: ModelOptions = {};
  /** Where it was fetched from, if it was. */
  url: string | undefined;
  /** Where its boxes and arrows stand. Nothing until the plot is looked at. */
  layout: GraphLayout | undefined;
  /** How far the one that is being opened is. Nothing while none is. */
  progress: OpenProgress | undefined;
  readonly #host: ReactiveControllerHost;
  #opening: AbortController | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Opens a model in place of the one in use, which stays if that fails. Throws what the engine throws. */
  async open(engine: Engine, source: ModelSource): Promise<void> {
    this.stop();
    const opening = (this.#opening = new AbortController());
    this.#set({ progress: NONE_YET });
    const url = typeof source === "string" || source instanceof URL ? String(source) : undefined;
    const onProgress = (progress: OpenProgress) => this.#opening === opening && this.#set({ progress });
    try {
      const info = await engine.open(source, { signal: opening.signal, onProgress });
      const before = this.info;
      this.#set({ info, overrides: {}, layout: undefined, url });
      if (before) await engine.close(before);
    } finally {
      if (this.#opening === opening) {
        this.#opening = undefined;
        this.#set({ progress: undefined });
      }
    }
  }

  /** Opens no more: the model in use stays. */
  stop(): void {
    this.#opening?.abort();
  }

  /** Has it read pictures in another way. Throws what the engine throws. */
  async configure(engine: Engine, overrides: ModelOptions): Promise<void> {
    if (this.info) this.#set({ info: await engine.configure(this.info, overrides), overrides });
  }

  /** Finds its plot, unless that was done. Throws what the engine throws. */
  async place(engine: Engine): Promise<void> {
    const { info } = this;
    if (!info || this.layout) return;
    const layout = await engine.layout(info);
    if (this.info === info) this.#set({ layout });
  }

  close(engine: Engine | undefined): void {
    this.stop();
    if (this.info) void engine?.close(this.info);
    this.#set({ info: undefined, overrides: {}, layout: undefined, url: undefined });
  }

  #set(change: Partial<Pick<OpenModel, "info" | "overrides" | "layout" | "url" | "progress">>): void {
    Object.assign(this, change);
    this.#host.requestUpdate();
  }
}

const NONE_YET: OpenProgress = { bytes: 0, files: 0, totalFiles: 1 };
