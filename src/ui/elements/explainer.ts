import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues } from "lit";
import { EngineError } from "../../errors.ts";
import type { Picture } from "../../images/picture.ts";
import type { ModelOptions } from "../../models/model.ts";
import { restore, type Saved, type SavedKind } from "../../saved/read.ts";
import type {
  Abortable,
  Engine,
  EngineOptions,
  ImageSource,
  ModelInfo,
  ModelSource,
} from "../../workers/protocol.ts";
import { EngineLoan } from "../page-engine.ts";
import type { Saves } from "../saving/saves.ts";
import type { Words } from "../strings/strings.ts";
import { given, numberList, wordList } from "./attributes.ts";
import { emit } from "./events.ts";
import { foot } from "./explainer-foot.ts";
import { Run } from "./run.ts";

/** What an element asks its engine with. */
export interface Asked {
  readonly engine: Engine;
  readonly model: ModelInfo;
  readonly signal: AbortSignal;
}

/** A result that may not be the last. */
export interface Whole {
  readonly done: boolean;
}

/**
 * An element that explains by itself, given a model and a picture; or shows a result that it is given. It begins when it is
 * seen, shares one engine and one copy of each model with the others of its page, and ends its work when it is removed.
 *
 * @fires limelight-progress - A better result has come.
 * @fires limelight-result - The last result has come.
 * @fires limelight-error - Something went wrong: `code` and `message` say what, and what helps.
 */
export abstract class Explainer<Result extends Whole> extends LitElement {
  static override properties: PropertyDeclarations = {
    engine: { attribute: false },
    model: {},
    src: {},
    range: { converter: numberList },
    channels: {},
    classNames: { attribute: "class-names", converter: wordList },
    loading: {},
    backend: {},
    precision: {},
    software: { type: Boolean },
    workerUrl: { attribute: "worker-url" },
    result: { attribute: false },
    picture: { attribute: false },
    bare: { type: Boolean },
  };

  /** Default: one that all elements of the page share. */
  declare engine: Engine | undefined;
  /** Address of the model, its files or its bytes. Default: none, and nothing runs. */
  declare model: ModelSource | undefined;
  /** Address of the picture, its file or its pixels. */
  declare src: ImageSource | undefined;
  /** What black and white become. Default: what the model's file says. */
  declare range: readonly [black: number, white: number] | undefined;
  /** Order of the model's channels. Default: what the model's file says. */
  declare channels: ModelOptions["channels"] | undefined;
  /** One for each class. Default: those in the model's file. */
  declare classNames: readonly string[] | undefined;
  /** "lazy": begins when it is seen; "eager": at once. Default: "lazy". */
  declare loading: "lazy" | "eager";
  /** Default: WebGPU on a GPU, else WebAssembly. */
  declare backend: EngineOptions["backend"];
  /** Of weights on the GPU: "f16" takes half the memory. Default: "f32". */
  declare precision: EngineOptions["precision"];
  /** A software adapter will do: it is slow. Default: false. */
  declare software: boolean;
  /** Where the worker's script is, for pages whose policy forbids what is usual. */
  declare workerUrl: string | undefined;
  /** The newest result. One that is given is shown, saved ones as `JSON.parse` reads them, with their picture; nothing runs for it. */
  declare result: Result | undefined;
  /** The part of the picture that is explained, as pixels. Default: that of `src`. */
  declare picture: Picture | undefined;
  /** Without heading and foot: what it stands in has them. Default: false. */
  declare bare: boolean;

  protected readonly run = new Run<Result>(this);
  protected trouble: EngineError | undefined;
  #loan: EngineLoan | undefined;
  /** Its own result, so that one that is given from outside is told apart. */
  #shown: Result | undefined;
  /** What became of `src`; a picture that is given from outside is another. */
  #decoded: Picture | undefined;
  #isSeen = false;
  /** A run that was asked for is about to start, with whatever changed before. */
  #isAsked = false;
  readonly #eye = new IntersectionObserver((seen) => {
    if (seen.some(({ isIntersecting }) => isIntersecting)) this.#begin();
  });

  constructor() {
    super();
    this.loading = "lazy";
    this.software = false;
    this.bare = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.#isSeen) this.#eye.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#eye.disconnect();
    queueMicrotask(() => {
      if (this.isConnected) return; // it was only moved
      this.#isSeen = false;
      void this.#loan?.giveBack();
      this.#loan = undefined;
    });
  }

  /** The results, best last. */
  protected abstract ask(asked: Asked): AsyncIterable<Result>;
  /** Of its saved results. */
  protected abstract readonly kind: SavedKind | undefined;
  /** Names of the properties that another run is needed for. */
  protected abstract readonly asksAnew: readonly string[];

  /** Whether it explains for itself. */
  protected get explains(): boolean {
    return this.model !== undefined && this.model !== "";
  }

  protected override willUpdate(changed: PropertyValues): void {
    const latest = this.run.latest;
    if (latest && latest !== this.#shown) this.result = this.#shown = latest;
    if (changed.has("result") && this.result && this.result !== this.#shown) this.#restore(this.result);
  }

  /** Shows a result that is given. */
  #restore(given: Result): void {
    if (!this.kind) return;
    this.trouble = undefined;
    try {
      const saved = restore(this.kind, given as never);
      this.#shown = this.result = saved.result as unknown as Result;
      if (saved.picture) this.picture = saved.picture;
      this.restored(saved);
    } catch (error) {
      this.result = undefined;
      this.#tell(error);
    }
  }

  /** A result that is given says how it was looked at. */
  protected restored(_saved: Saved): void {}

  protected override updated(changed: PropertyValues): void {
    if (this.loading === "eager" && !this.#isSeen) this.#begin();
    else if (
      this.#isSeen &&
      !this.#isAsked &&
      [...SOURCES, ...this.asksAnew].some((name) => changed.has(name))
    )
      this.#runQuietly();
  }

  #begin(): void {
    if (!this.#isSeen) this.#runQuietly();
  }

  /** Errors are shown and sent as events. */
  #runQuietly(): void {
    this.#isSeen = true;
    if (this.explains) this.explain().catch(() => undefined);
  }

  /** Runs now, in place of what runs, and gives the last result. Throws EngineError, "cancelled" where it was stopped. */
  async explain({ signal }: Abortable = {}): Promise<Result> {
    if (!this.explains)
      throw new EngineError("bad-option", "the element has no model: set its attribute model");
    this.#isSeen = true;
    this.#isAsked = true;
    if (this.isConnected) await this.updateComplete;
    this.#isAsked = false;
    const stop = () => this.run.stop();
    signal?.addEventListener("abort", stop, { once: true });
    this.trouble = undefined;
    let last: Result | undefined;
    try {
      if (signal?.aborted) throw cancelled();
      await this.run.follow((stopped) => this.#results(stopped, (result) => (last = result)));
    } catch (error) {
      throw this.#tell(error);
    } finally {
      signal?.removeEventListener("abort", stop);
    }
    if (!last?.done) throw cancelled();
    await this.updateComplete;
    emit(this, "limelight-result", last);
    return last;
  }

  /** Waits for something else that may go wrong, and says if it does. */
  protected async attempt(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.#tell(error);
    }
  }

  #tell(error: unknown): EngineError {
    const trouble =
      error instanceof EngineError ? error : new EngineError("device", String(error), { cause: error });
    if (trouble.code === "cancelled") return trouble;
    this.trouble = trouble;
    this.requestUpdate();
    emit(this, "limelight-error", { code: trouble.code, message: trouble.message });
    return trouble;
  }

  /** Stops the run. What was found so far stays. */
  cancel(): void {
    this.run.stop();
  }

  async *#results(signal: AbortSignal, come: (result: Result) => void): AsyncGenerator<Result, void> {
    const { engine, model } = await this.opened();
    if (signal.aborted) return;
    if (this.src !== undefined && this.picture === this.#decoded)
      this.picture = this.#decoded = await engine.decode(this.src, model);
    for await (const result of this.ask({ engine, model, signal })) {
      come(result);
      emit(this, "limelight-progress", result);
      yield result;
    }
  }

  /** The engine and the model, once both are there. */
  protected async opened(): Promise<{ readonly engine: Engine; readonly model: ModelInfo }> {
    const { backend, precision, software: allowSoftware, workerUrl } = this;
    const options = given({ allowSoftware, backend, precision, workerUrl: workerUrl || undefined });
    const loan = (this.#loan ??= new EngineLoan(this.engine ?? options));
    return { engine: await loan.engine, model: await loan.open(this.model!, this.#modelOptions()) };
  }

  #modelOptions(): ModelOptions {
    const { range, channels, classNames } = this;
    return given({ range, channels: channels || undefined, classNames });
  }

  /** What went wrong; else what the page has put in place of a result, until there is one. */
  protected poster(words: Words) {
    const { trouble, run } = this;
    if (trouble)
      return html`<div class="error" role="alert">
        <h2>${words.trouble("", trouble.code)}</h2>
        <p lang="en">${trouble.message}</p>
      </div>`;
    if (this.result) return nothing;
    return run.state === "running"
      ? html`<slot name="progress"><p class="quiet">${words.predicting}</p></slot>`
      : html`<slot name="poster"></slot>`;
  }

  /** How far the run is, with the button that stops or starts it; and what there is to save. */
  protected foot(words: Words, name: string, done: number, total: number, saves: Saves | undefined) {
    if (this.bare) return nothing;
    return foot(words, {
      ...{ name, done, total, isRunning: this.run.state === "running", hasResult: this.result !== undefined },
      saves,
      ...(this.explains ? { run: () => this.#runQuietly(), cancel: () => this.cancel() } : {}),
    });
  }
}

const SOURCES = [
  "model",
  "src",
  "range",
  "channels",
  "classNames",
  "backend",
  "precision",
  "software",
  "workerUrl",
];

const cancelled = () => new EngineError("cancelled", "the run was cancelled");
