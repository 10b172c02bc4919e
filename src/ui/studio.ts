import { html, LitElement } from "lit";
import type { Engine } from "../workers/protocol.ts";
import type { LimelightEvents } from "./events.ts";
import { usualHeatLook } from "./heat.ts";
import { Locale } from "./locale.ts";
import { progressOf } from "./progress.ts";
import { savesOf } from "./save-view.ts";
import { Session } from "./session.ts";
import type { Settings } from "./settings-value.ts";
import { type Looks, stage, troubles } from "./stage.ts";
import { stageStyles } from "./stage-styles.ts";
import type { Language } from "./strings.ts";
import { fallbackNote, studioHeader } from "./studio-header.ts";
import { studioStyles } from "./studio-styles.ts";
import { base, buttons } from "./styles.ts";
import { Theme } from "./theme.ts";
import { usualLook } from "./tint.ts";
import { viewTabs, viewTabsStyles } from "./view-tabs.ts";
import { VIEWS } from "./views.ts";

/** The pictures that come with the page, by the names they have in the catalogue of words. */
const SAMPLES = {
  face: "astronaut-face.png",
  astronaut: "astronaut.png",
  cat: "chelsea.png",
  coffee: "coffee.png",
};

/**
 * The page: opens models and pictures, runs LIME, attribution methods, gradient ascent and feature maps in the engine's
 * worker, and shows what they find. `R` runs, `Esc` stops. The address may ask for `?view=lime|saliency|filters|maps|model|curves|confusion`,
 * `?sample=off`, `?samples=N`, `?backend=webgpu|wasm|cpu`, and by `?software` for a software adapter.
 */
export class LimelightStudio extends LitElement {
  static override properties = {
    engine: { attribute: false },
    sample: {},
    _looks: { state: true },
  };

  static override styles = [base, buttons, studioStyles, viewTabsStyles, stageStyles];

  /** Default: one of its own, in a worker. */
  declare engine: Engine | undefined;
  /** Folder of the bundled model and pictures, which are opened and explained at the start. Default: none. */
  declare sample: string | undefined;
  declare private _looks: Looks;

  readonly #locale = new Locale(this);
  readonly #theme = new Theme(this);
  readonly #session = new Session(this);
  readonly #narrow = matchMedia("(max-width: 1100px)");

  constructor() {
    super();
    this._looks = { lime: usualLook, heat: usualHeatLook, pointed: undefined };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && !this.#session.engine) void this.#start(); // it had left the page
    document.addEventListener("keydown", this.#key);
    this.#narrow.addEventListener("change", this.#closeSettings);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.#key);
    this.#narrow.removeEventListener("change", this.#closeSettings);
  }

  protected override firstUpdated(): void {
    void this.#start();
  }

  async #start(): Promise<void> {
    await this.updateComplete;
    const query = new URLSearchParams(location.search);
    const backend = (["webgpu", "wasm", "cpu"] as const).find((name) => name === query.get("backend"));
    const session = this.#session;
    session.engine = this.engine;
    const samples = Number(query.get("samples"));
    if (samples > 0) session.set({ ...session.settings, samples });
    session.view = VIEWS.find((view) => view === query.get("view")) ?? session.view;
    const started = await session.start({
      ...(backend ? { backend } : {}),
      allowSoftware: query.has("software"),
    });
    if (!started || this.sample === undefined || query.get("sample") === "off") return;
    const folder = new URL(this.sample, document.baseURI);
    for (const [name, file] of Object.entries(SAMPLES)) {
      const { href } = new URL(file, folder);
      session.addImage({ name, source: href, thumbnail: href });
    }
    await session.openModel(new URL("emotion.json", folder), "emotion");
    if (session.current < 0) await session.show(0);
  }

  protected override render() {
    const { words } = this.#locale;
    const session = this.#session;
    const { model, picture, run, settings, view } = session;
    const progress = progressOf(words, session);
    return html`
      <limelight-drop
        @limelight-files=${(event: From<"limelight-files">) => session.take(event.detail)}
        @limelight-open=${(event: From<"limelight-open">) => this.#open(event.detail.index)}
        @limelight-select=${this.#select}
        @limelight-view=${(event: From<"limelight-view">) => session.look(event.detail.view)}
        @limelight-point=${(event: From<"limelight-point">) => this.#look({ pointed: event.detail.segment })}
        @limelight-toggle=${(event: From<"limelight-toggle">) => session.toggle(event.detail.segment)}
        @limelight-look=${(event: From<"limelight-look">) => this.#look({ lime: event.detail.look })}
        @limelight-heat-look=${(event: From<"limelight-heat-look">) => this.#look({ heat: event.detail.look })}
        @limelight-layer=${(event: From<"limelight-layer">) => this.#layer(event.detail.layer)}
        @limelight-settings=${(event: From<"limelight-settings">) => this.#set(event.detail.settings)}
        @limelight-configure=${(event: From<"limelight-configure">) => session.configure(event.detail.options)}
        @limelight-run=${this.#run}
        @limelight-cancel=${() => run?.stop()}
      >
        <div class="page">
          ${studioHeader(words, session.status, this.#theme, words.language === "語言" ? "en" : "zh-Hant", this.#speak)}
          ${fallbackNote(words, session.status)}
          ${viewTabs(words, view)}
          <limelight-sources role="complementary" aria-label=${words.images} .model=${model} .images=${session.images} .current=${session.current}></limelight-sources>
          <main>
            <div class="stage">
              ${troubles(words, session)}
              <div id="view" role="tabpanel" aria-labelledby=${`tab-${view}`}>${stage(words, session, this._looks)}</div>
            </div>
          </main>
          <aside id="settings" popover aria-label=${words.settings}>
            <div class="sheet-head">
              <h2>${words.settings}</h2>
              <button type="button" class="button plain narrow" popovertarget="settings" popovertargetaction="hide">
                ${words.close}
              </button>
            </div>
            <limelight-settings
              .settings=${settings}
              .view=${view}
              .model=${model}
              .overrides=${session.opened.overrides}
              .probabilities=${session.prediction?.probabilities ?? NONE}
              .images=${session.images}
              .black=${picture?.range[0] ?? 0}
              .white=${picture?.range[1] ?? 255}
            ></limelight-settings>
            <section class="save">
              <h2 class="label">${words.save}</h2>
              <limelight-save .saves=${savesOf(words, session, this._looks)}></limelight-save>
            </section>
          </aside>
          <limelight-run-bar
            role="contentinfo"
            .state=${run?.state}
            .name=${progress?.name ?? ""}
            .unit=${progress?.unit ?? "samples"}
            .samples=${progress?.done ?? 0}
            .total=${progress?.total ?? 0}
            .speed=${progress?.speed ?? 0}
            .milliseconds=${progress?.milliseconds ?? 0}
            .disabled=${!session.canExplain}
          >
            <button type="button" class="button narrow" popovertarget="settings">${words.settings}</button>
          </limelight-run-bar>
        </div>
      </limelight-drop>
    `;
  }

  readonly #run = (): void => {
    this.#closeSettings();
    this.#session.troubles.clear();
    void this.#session.explain();
  };

  #open(index: number): void {
    this.#session.troubles.clear();
    void this.#session.show(index);
  }

  /** Only a class that the result has no explanation of needs another run at once; all else waits for Run. */
  #set(settings: Settings): void {
    const session = this.#session;
    const isNew = settings.classIndex !== session.settings.classIndex;
    session.set(settings);
    if (isNew && session.isBehind) void session.explain();
  }

  /** Filters and channels are chosen too, which changes nothing here. */
  #select({ detail }: From<"limelight-select">): void {
    if ("classIndex" in detail) this.#set({ ...this.#session.settings, classIndex: detail.classIndex });
  }

  /** A layer that is chosen in the table or the plot is the one whose filters and maps are shown next. */
  #layer(layer: string): void {
    const { settings } = this.#session;
    const filters = { ...settings.filters, layer, first: 0 };
    this.#session.set({ ...settings, filters, maps: { layer } });
  }

  #look(change: Partial<Looks>): void {
    this._looks = { ...this._looks, ...change };
  }

  readonly #speak = (language: Language): void => {
    this.lang = language;
  };

  readonly #closeSettings = (): void => {
    const sheet = this.renderRoot.querySelector<HTMLElement>("#settings");
    if (sheet?.matches(":popover-open")) sheet.hidePopover();
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = event.composedPath().some((at) => at instanceof Element && at.matches(TYPED_IN));
    const isSheetOpen = this.renderRoot.querySelector("#settings:popover-open") !== null;
    const { run } = this.#session;
    if (event.key === "Escape" && !isSheetOpen) run?.stop();
    if (event.key.toLowerCase() === "r" && !isTyping && run && run.state !== "running") this.#run();
  };
}

/** The same each time: settings that are drawn anew lose what is half typed. */
const NONE: readonly number[] = [];

const TYPED_IN = "input:not([type=range]):not([type=radio]), textarea, select, [contenteditable]";

type From<Name extends keyof LimelightEvents> = CustomEvent<LimelightEvents[Name]>;
