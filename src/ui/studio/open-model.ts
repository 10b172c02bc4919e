/** @file The model that is open, what the person has said about it, and its plot. */

import type { ReactiveControllerHost } from "lit";
import type { GraphLayout } from "../../models/graph-layout.ts";
import type { ModelOptions } from "../../models/model.ts";
import type { CacheUse, Engine, ModelInfo, ModelSource, OpenProgress } from "../../workers/protocol.ts";

export class OpenModel {
  info: ModelInfo | undefined;
  overrides: ModelOptions = {};
  /** Where it was fetched from, if it was. */
  url: string | undefined;
  /** Where its boxes and arrows stand. Nothing until the plot is looked at. */
  layout: GraphLayout | undefined;
  /** What the browser keeps of downloads. Nothing until that was counted. */
  kept: CacheUse | undefined;
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

  /** Counts what the browser keeps of downloads. Throws what the engine throws. */
  async countKept(engine: Engine): Promise<void> {
    this.#set({ kept: await engine.cacheUse() });
  }

  /** Deletes it. Throws what the engine throws. */
  async forgetKept(engine: Engine): Promise<void> {
    await engine.clearCache();
    await this.countKept(engine);
  }

  close(engine: Engine | undefined): void {
    this.stop();
    if (this.info) void engine?.close(this.info);
    this.#set({ info: undefined, overrides: {}, layout: undefined, url: undefined });
  }

  #set(
    change: Partial<Pick<OpenModel, "info" | "overrides" | "layout" | "url" | "kept" | "progress">>,
  ): void {
    Object.assign(this, change);
    this.#host.requestUpdate();
  }
}

const NONE_YET: OpenProgress = { bytes: 0, files: 0, totalFiles: 1 };
