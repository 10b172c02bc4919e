import { html, LitElement, nothing } from "lit";
import type { LimeResult } from "../explainers/lime-options.ts";
import type { Picture } from "../images/picture.ts";
import { createEngine } from "../workers/engine-client.ts";
import type { Engine, EngineStatus, ModelInfo, Prediction } from "../workers/protocol.ts";
import { appStyles } from "./app-styles.ts";
import { filesOf, isModelFile } from "./dropped-files.ts";
import { count, signed } from "./format.ts";
import { Locale } from "./locale.ts";
import { lookControls } from "./look-controls.ts";
import { saveJson, savePng } from "./save.ts";
import { settingsPanel } from "./settings-panel.ts";
import { byProbability, limeOptions, type Settings, usualSettings } from "./settings-value.ts";
import type { LimelightSuperpixels } from "./superpixels.ts";
import { type Look, usualLook, weightsOf } from "./tint.ts";

const SAMPLES = ["astronaut-face.png", "astronaut.png", "chelsea.png", "coffee.png"].map(
  (name) => `sample/${name}`,
);

/** The page: opens models and pictures, runs LIME in the engine's worker, and shows what it finds. */
export class LimelightApp extends LitElement {
  static override properties = {
    engine: { attribute: false },
    _status: { state: true },
    _model: { state: true },
    _picture: { state: true },
    _prediction: { state: true },
    _result: { state: true },
    _settings: { state: true },
    _look: { state: true },
    _pointed: { state: true },
    _note: { state: true },
    _error: { state: true },
    _running: { state: true },
  };

  static override styles = appStyles;

  /** Default: one of its own, in a worker. */
  declare engine: Engine | undefined;
  declare private _status: EngineStatus | undefined;
  declare private _model: ModelInfo | undefined;
  declare private _picture: Picture | undefined;
  declare private _prediction: Prediction | undefined;
  declare private _result: LimeResult | undefined;
  declare private _settings: Settings;
  declare private _look: Look;
  declare private _pointed: number | undefined;
  declare private _note: string;
  declare private _error: string;
  declare private _running: boolean;
  readonly #locale = new Locale(this);
  #run: AbortController | undefined;

  constructor() {
    super();
    this._settings = usualSettings;
    this._look = usualLook;
    this._note = "";
    this._error = "";
    this._running = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("paste", this.#paste);
    window.addEventListener("keydown", this.#key);
    if (!this._model) void this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("paste", this.#paste);
    window.removeEventListener("keydown", this.#key);
    this.#run?.abort();
  }

  async #start(): Promise<void> {
    await this.#try(async () => {
      const allowSoftware = new URLSearchParams(location.search).has("software");
      this.engine ??= await createEngine({ allowSoftware });
      this._status = await this.engine.status();
    });
    const query = new URLSearchParams(location.search);
    if (query.has("samples")) this.#set({ samples: Number(query.get("samples")) });
    if (query.get("sample") === "off") return;
    await this.#openModel(new URL("sample/emotion.json", document.baseURI));
    await this.#openImage(new URL(SAMPLES[0], document.baseURI));
  }

  /** Shows an error where it can be read; the page stays usable. */
  async #try(work: () => Promise<void>): Promise<boolean> {
    this._error = "";
    try {
      await work();
      return true;
    } catch (error) {
      const { code, message } = error as Error & { code?: string };
      if (code === "cancelled") this._note = this.#locale.words.cancelled;
      else this._error = message;
      return false;
    }
  }

  async #openModel(source: Parameters<Engine["open"]>[0]): Promise<void> {
    this.#run?.abort();
    const { words } = this.#locale;
    this._note = words.opening;
    await this.#try(async () => {
      const before = this._model;
      this._model = await this.engine!.open(source);
      if (before) await this.engine!.close(before);
      this._settings = { ...this._settings, classIndex: undefined };
      this._result = undefined;
      this._prediction = undefined;
    });
    this._note = "";
  }

  async #openImage(source: Parameters<Engine["decode"]>[0]): Promise<void> {
    this.#run?.abort();
    const good = await this.#try(async () => {
      this._picture = await this.engine!.decode(source, this._model);
      this._result = undefined;
      this._prediction = undefined;
    });
    if (good && this._model) await this.#explain();
  }

  async #explain(): Promise<void> {
    const [engine, model, picture] = [this.engine, this._model, this._picture];
    if (!engine || !model || !picture) return;
    this.#run?.abort();
    const run = (this.#run = new AbortController());
    this._running = true;
    this._note = this.#locale.words.working;
    await this.#try(async () => {
      this._prediction = await engine.predict(model, picture);
      const options = limeOptions(this._settings, this._prediction.probabilities);
      for await (const result of engine.lime(model, picture, { ...options, signal: run.signal })) {
        if (this.#run !== run) return;
        this._result = result;
        this._note = "";
        await new Promise(requestAnimationFrame); // the page paints before it asks for the next
      }
    });
    if (this.#run !== run) return;
    this.#run = undefined;
    this._running = false;
    this._status = await engine.status();
  }

  async #take(files: readonly File[]): Promise<void> {
    const model = files.filter(isModelFile);
    const [image] = files.filter((file) => !isModelFile(file));
    if (model.length) await this.#openModel(model);
    if (image) await this.#openImage(image);
    else if (model.length && this._picture && this._model && !this._error) await this.#explain();
  }

  readonly #paste = (event: ClipboardEvent): void => {
    const files = filesOf(event.clipboardData);
    if (files.length) void this.#take(files);
  };

  readonly #key = (event: KeyboardEvent): void => {
    const typing = event.composedPath()[0] instanceof HTMLInputElement;
    if (event.key === "Escape") this.#run?.abort();
    if (event.key === "r" && !typing && !event.ctrlKey && !event.metaKey && !this._running)
      void this.#explain();
  };

  #drop(event: DragEvent): void {
    event.preventDefault();
    void this.#take(filesOf(event.dataTransfer));
  }

  get #label(): number {
    const asked = this._settings.classIndex;
    if (asked !== undefined) return asked;
    return this._prediction ? byProbability(this._prediction.probabilities)[0] : -1;
  }

  #select(index: number): void {
    this._settings = { ...this._settings, classIndex: index };
    if (this._result && !this._result.explanations[index]) void this.#explain();
  }

  #set(change: Partial<Settings>): void {
    this._settings = { ...this._settings, ...change };
  }

  #save(format: "png" | "json"): void {
    const result = this._result;
    if (!result) return;
    const name = `limelight-lime-${result.classes[this.#label]}`;
    if (format === "json") saveJson(result, name);
    else
      savePng(
        this.renderRoot.querySelector<LimelightSuperpixels>("limelight-superpixels")!.canvas,
        result,
        this.#label,
        name,
      );
  }

  protected override render() {
    const { words } = this.#locale;
    return html`
      <div class="page" @dragover=${(event: DragEvent) => event.preventDefault()} @drop=${this.#drop}>
        ${this.#header()}
        <aside class="sources">${this.#sources()}</aside>
        <main>
          <p class="error" role="alert" ?hidden=${!this._error}>${this._error}</p>
          ${this._model && this._picture ? this.#stage() : html`<h1 class="empty">${this._note || words.drop}</h1>`}
        </main>
        <aside class="settings" aria-label=${words.settings}>${this.#settings()}</aside>
        ${this.#runBar()}
      </div>
    `;
  }

  #header() {
    const { words } = this.#locale;
    const root = document.documentElement;
    const dark = () =>
      (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) ===
      "dark";
    return html`
      <header>
        <strong>Limelight</strong>
        <span class="chip" title=${this._status?.reason ?? ""}>
          ${this._status ? `${this._status.backend} · ${this._status.adapter}` : "…"}
        </span>
        <button type="button" @click=${() => (root.dataset.theme = dark() ? "light" : "dark")}>${words.theme}</button>
        <button type="button" @click=${() => (root.lang = /^zh/.test(root.lang) ? "en" : "zh-Hant")}>${words.language}</button>
      </header>
    `;
  }

  #sources() {
    const { words } = this.#locale;
    const model = this._model;
    return html`
      <h2>${words.model}</h2>
      ${
        model
          ? html`<p class="card">
            <strong>${model.name}</strong><br />${model.inputShape.join(" × ")} → ${model.classes.length}<br />
            ${count(model.parameters)} parameters<br />
            <small>${model.reasons.join("; ")}</small>
          </p>`
          : nothing
      }
      <h2>${words.images}</h2>
      <div class="thumbs">
        ${SAMPLES.map(
          (
            path,
          ) => html`<button type="button" aria-label=${path.replace(/^.*\/|\.png$/g, "")} @click=${() => this.#openImage(new URL(path, document.baseURI))}>
            <img src=${path} alt="" width="60" height="60" />
          </button>`,
        )}
      </div>
      <label class="pick">
        ${words.pick}
        <input type="file" multiple @change=${(event: Event) => this.#take([...((event.target as HTMLInputElement).files ?? [])])} />
      </label>
      <p><small>${words.drop}. ${words.private}.</small></p>
    `;
  }

  #stage() {
    const { words } = this.#locale;
    const result = this._result;
    const label = this.#label;
    const explanation = result?.explanations[label];
    const name = this._model!.classes[label] ?? "";
    const weights = explanation ? weightsOf(explanation) : [];
    const sure = weights.filter((weight) => weight.sure);
    const [top] = sure;
    const verb = top && (top.value > 0 ? words.raises : words.lowers);
    return html`
      <h1>${top ? words.finding(top.segment, verb, name, signed(Math.abs(top.value), 2).slice(1)) : explanation ? words.noSure(name) : this._note}</h1>
      <p class="trust">
        ${explanation ? words.trust(sure.length, result.segments.count, explanation.score.toFixed(result.done ? 2 : 1)) : nothing}
      </p>
      ${result?.warnings.map((warning) => html`<p class="warning">${warning}</p>`)}
      <div class="columns" @limelight-point=${(event: CustomEvent<{ segment?: number }>) => (this._pointed = event.detail.segment)}>
        <div>
          <limelight-superpixels
            .picture=${this._picture}
            .segments=${result?.segments}
            .explanation=${explanation}
            .look=${this._look}
            .pointed=${this._pointed}
            class-name=${name}
          ></limelight-superpixels>
          ${lookControls(words, this._look, (look) => {
            this._look = look;
          })}
        </div>
        <div>
          <limelight-prediction
            .classes=${this._model!.classes}
            .probabilities=${this._prediction?.probabilities ?? []}
            .selected=${label}
            @limelight-select=${(event: CustomEvent<{ classIndex: number }>) => this.#select(event.detail.classIndex)}
          ></limelight-prediction>
          <limelight-weights .explanation=${explanation} .pointed=${this._pointed}></limelight-weights>
        </div>
      </div>
    `;
  }

  #settings() {
    return settingsPanel({
      words: this.#locale.words,
      settings: this._settings,
      range: this._model?.preprocessing.range.join(",") ?? "",
      canSave: this._result !== undefined,
      set: (change) => this.#set(change),
      configure: (range) => void this.#configure(range),
      save: (format) => this.#save(format),
    });
  }

  async #configure(pair: string): Promise<void> {
    const [black, white] = pair.split(",").map(Number);
    const good = await this.#try(async () => {
      this._model = await this.engine!.configure(this._model!, { range: [black, white] });
    });
    if (good) await this.#explain();
  }

  #runBar() {
    const { words } = this.#locale;
    const stats = this._result?.stats;
    const all = Number(this._result?.options.samples ?? this._settings.samples);
    const text = stats ? words.progress(count(stats.samples), count(all), count(stats.samplesPerSecond)) : "";
    return html`
      <footer>
        <progress aria-label=${words.samples} max=${all} .value=${stats?.samples ?? 0} ?hidden=${!this._running}></progress>
        <span role="status">${this._note || text}</span>
        ${
          this._running
            ? html`<button id="cancel" type="button" @click=${() => this.#run?.abort()}>${words.cancel} <kbd>Esc</kbd></button>`
            : html`<button id="run" class="action" type="button" ?disabled=${!this._model || !this._picture} @click=${() => this.#explain()}>${words.run} <kbd>R</kbd></button>`
        }
      </footer>
    `;
  }
}
