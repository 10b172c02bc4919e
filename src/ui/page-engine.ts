/**
 * @file The engine that the elements of a page share. It starts with the first that needs it and ends with the last; a model
 * that several show is opened once.
 */

import type { ModelOptions } from "../models/model.ts";
import { createEngine } from "../workers/engine-client.ts";
import type { Engine, EngineOptions, ModelInfo, ModelSource } from "../workers/protocol.ts";

interface Shared {
  readonly engine: Promise<Engine>;
  readonly models: Map<string, SharedModel>;
  borrowers: number;
}

interface SharedModel {
  readonly info: Promise<ModelInfo>;
  borrowers: number;
}

/** By the options it was started with; or by the engine, where a page brings its own. */
const started = new Map<string | Engine, Shared>();

/** An element's part in an engine and in its models, until it is given back. */
export class EngineLoan {
  readonly #key: string | Engine;
  readonly #shared: Shared;
  readonly #models = new Map<string, SharedModel>();

  /** Of an engine of the page's own; or of one that is started with these options, unless it runs. `start` is for tests. */
  constructor(
    from: Engine | EngineOptions,
    start: (options: EngineOptions) => Promise<Engine> = createEngine,
  ) {
    this.#key = isEngine(from)
      ? from
      : JSON.stringify([from.backend, from.precision, from.allowSoftware, from.workerUrl]);
    const known = started.get(this.#key);
    const engine = known?.engine ?? (isEngine(from) ? Promise.resolve(from) : start(from));
    this.#shared = known ?? { engine, models: new Map(), borrowers: 0 };
    started.set(this.#key, this.#shared);
    this.#shared.borrowers++;
    engine.catch(() => this.#forget()); // the next one tries again
  }

  /** Throws EngineError("device"). */
  get engine(): Promise<Engine> {
    return this.#shared.engine;
  }

  /** Opens a model, or shares the one that is open from the same source with the same options. Throws as Engine.open does. */
  async open(source: ModelSource, options: ModelOptions): Promise<ModelInfo> {
    const engine = await this.engine;
    const { models } = this.#shared;
    const key = JSON.stringify([sourceKey(source), options]);
    const model = models.get(key) ?? { info: engine.open(source, options), borrowers: 0 };
    models.set(key, model);
    if (this.#models.get(key) !== model) model.borrowers++;
    this.#models.set(key, model);
    try {
      return await model.info;
    } catch (error) {
      if (models.get(key) === model) models.delete(key);
      this.#models.delete(key);
      throw error;
    }
  }

  /** Closes what nobody else uses. */
  async giveBack(): Promise<void> {
    const shared = this.#shared;
    const engine = await shared.engine.catch(() => undefined);
    for (const [key, model] of this.#models) {
      if (--model.borrowers > 0) continue;
      shared.models.delete(key);
      const info = await model.info.catch(() => undefined);
      if (info) await engine?.close(info);
    }
    this.#models.clear();
    if (--shared.borrowers > 0) return;
    this.#forget();
    if (engine !== this.#key) await engine?.dispose();
  }

  #forget(): void {
    if (started.get(this.#key) === this.#shared) started.delete(this.#key);
  }
}

const isEngine = (from: Engine | EngineOptions): from is Engine => "predict" in from;

const numbers = new WeakMap<object, number>();
let last = 0;

/** An address as the page sees it; for anything else, which object it is. */
function sourceKey(source: ModelSource): string | number {
  if (typeof source === "string" || source instanceof URL) return new URL(source, document.baseURI).href;
  const known = numbers.get(source) ?? ++last;
  numbers.set(source, known);
  return known;
}
