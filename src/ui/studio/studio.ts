import { html, LitElement } from "lit";
import type { Engine } from "../../workers/protocol.ts";
import { usualHeatLook } from "../drawing/heat.ts";
import { usualLook } from "../drawing/tint.ts";
import { emit, type LimelightEvents } from "../elements/events.ts";
import { stageStyles } from "../elements/stage-styles.ts";
import { base, buttons, fields } from "../elements/styles.ts";
import { Locale, preferredLanguage } from "../strings/locale.ts";
import { type Address, readAddress } from "./address.ts";
import { AddressBar } from "./address-bar.ts";
import { addressOf, begin } from "./begin.ts";
import { isBusy, stopWork } from "./busy.ts";
import { addCropped, cropSheet, cropStyles, openCrop } from "./crop-sheet.ts";
import { actionOf, dialogStyles, keysSheet } from "./keys.ts";
import { linkSheet, linkStyles } from "./link-sheet.ts";
import { openFiles } from "./open-files.ts";
import { openLink } from "./open-link.ts";
import { pastStyles } from "./past-list.ts";
import { readQuery } from "./query.ts";
import { Session } from "./session.ts";
import type { Looks } from "./stage.ts";
import { type PageActions, studioPage } from "./studio-page.ts";
import { studioStyles } from "./studio-styles.ts";
import { Theme } from "./theme.ts";
import { viewTabsStyles } from "./view-tabs.ts";
import { openWebcam } from "./webcam.ts";

/**
 * The page: opens models and pictures, runs LIME, attribution methods, gradient ascent and feature maps in the engine's
 * worker, and shows what they find. `R` runs, `Esc` stops, `?` lists all keys. The address may ask for `?view=lime|saliency|filters|maps|model|curves|confusion|means`,
 * `?sample=off`, `?samples=N`, `?backend=webgpu|wasm|cpu`, `?precision=f16`, and by `?software` for a software adapter.
 */
export class LimelightStudio extends LitElement {
  static override properties = {
    engine: { attribute: false },
    sample: {},
    address: { type: Boolean },
    newer: { attribute: false },
    _looks: { state: true },
  };

  static override styles = [
    base,
    buttons,
    studioStyles,
    viewTabsStyles,
    stageStyles,
    dialogStyles,
    fields,
    pastStyles,
    linkStyles,
    cropStyles,
  ];

  /** Default: one of its own, in a worker. */
  declare engine: Engine | undefined;
  /** Folder of the bundled models and pictures, which are opened and explained at the start. Default: none. */
  declare sample: string | undefined;
  /** Keeps what is looked at and set in the fragment of the page's address, and takes it from there. Default: false. */
  declare address: boolean;
  /** Shows a newer version of the page, which has come; then a line offers it. Default: none has. */
  declare newer: (() => void) | undefined;
  declare private _looks: Looks;

  readonly #locale = new Locale(this);
  readonly #theme = new Theme(this);
  readonly #session = new Session(this);
  readonly #bar = new AddressBar(
    this,
    () => addressOf(this.#session, this.lang, this.#theme.choice),
    (address) => this.#go(address),
  );
  readonly #narrow = matchMedia("(max-width: 1100px)");

  constructor() {
    super();
    this.address = false;
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
    const session = this.#session;
    session.engine = this.engine;
    const query = readQuery(location.search);
    const { settings } = session;
    const usual = query.samples === undefined ? settings : { ...settings, samples: query.samples };
    const address = readAddress(this.address ? location.hash : "", usual);
    session.settings = address.settings;
    session.view = address.view === "lime" && query.view ? query.view : address.view;
    this.#look(address);
    const folder =
      this.sample === undefined || !query.sample ? undefined : new URL(this.sample, document.baseURI);
    await session.start(query.engine, () => begin(session, folder, address));
    this.#bar.isKept = this.address;
    this.requestUpdate();
  }

  protected override render() {
    const { words } = this.#locale;
    const session = this.#session;
    return html`
      <limelight-drop
        @limelight-files=${(event: From<"limelight-files">) => openFiles(session, event.detail)}
        @limelight-link=${({ detail: { url } }: From<"limelight-link">) => (url ? openLink(session, url) : this.#show("#link"))}
        @limelight-webcam=${() => openWebcam(session, words.webcam)}
        @limelight-crop=${({ detail: { picture } }: From<"limelight-crop">) => (picture ? addCropped(session, words, picture) : this.#crop())}
        @limelight-forget=${() => session.forgetKept()}
        @limelight-open=${(event: From<"limelight-open">) => this.#open(event.detail.index)}
        @limelight-bundled=${(event: From<"limelight-bundled">) => session.bundle?.open(event.detail.open)}
        @limelight-select=${this.#select}
        @limelight-view=${(event: From<"limelight-view">) => session.look(event.detail.view)}
        @limelight-point=${(event: From<"limelight-point">) => this.#draw({ pointed: event.detail.segment })}
        @limelight-toggle=${(event: From<"limelight-toggle">) => session.toggle(event.detail.segment)}
        @limelight-look=${(event: From<"limelight-look">) => this.#draw({ lime: event.detail.look })}
        @limelight-heat-look=${(event: From<"limelight-heat-look">) => this.#draw({ heat: event.detail.look })}
        @limelight-segments=${(event: From<"limelight-segments">) => this.#explainWith(event.detail.segments)}
        @limelight-layer=${(event: From<"limelight-layer">) => this.#layer(event.detail.layer)}
        @limelight-settings=${(event: From<"limelight-settings">) => session.change(event.detail.settings)}
        @limelight-configure=${(event: From<"limelight-configure">) => session.configure(event.detail.options)}
        @limelight-run=${this.#run}
        @limelight-cancel=${() => stopWork(session)}
      >
        ${studioPage(words, session, this._looks, this.#theme, { ...this.#actions, showNewer: this.newer })}
        ${keysSheet(words)} ${linkSheet(words)} ${cropSheet(words)}
      </limelight-drop>
    `;
  }

  readonly #run = (): void => {
    this.#closeSettings();
    this.#session.troubles.clear();
    void this.#session.explain();
  };

  #crop(): void {
    void openCrop(this.#session, this.renderRoot.querySelector("#crop")!);
  }

  #open(index: number): void {
    this.#session.troubles.clear();
    void this.#session.show(index);
  }

  /** Goes to what an address says; models and pictures are only opened at the start. */
  #go(address: Address): void {
    this.#look(address);
    this.#session.go(address.view, address.settings);
  }

  #look({ language, theme }: Address): void {
    if (language || this.address) this.lang = language ?? preferredLanguage();
    this.#theme.choice = theme ?? "system";
  }

  /** Filters and channels are chosen too, which changes nothing here. */
  #select({ detail }: From<"limelight-select">): void {
    const session = this.#session;
    if ("classIndex" in detail) session.change({ ...session.settings, classIndex: detail.classIndex });
  }

  /** A layer that is chosen in the table or the plot is the one whose filters and maps are shown next. */
  #layer(layer: string): void {
    const { settings } = this.#session;
    this.#session.change({ ...settings, filters: { ...settings.filters, layer, first: 0 }, maps: { layer } });
  }

  #explainWith(segmentation: LimelightEvents["limelight-segments"]["segments"]): void {
    this.#session.change({ ...this.#session.settings, segmentation });
    this.#run();
  }

  #draw(change: Partial<Looks>): void {
    this._looks = { ...this._looks, ...change };
  }

  readonly #actions: Omit<PageActions, "showNewer"> = {
    speak: (language) => {
      this.lang = language;
    },
    showKeys: () => this.#show("#keys"),
  };

  readonly #closeSettings = (): void => {
    const sheet = this.renderRoot.querySelector<HTMLElement>("#settings");
    if (sheet?.matches(":popover-open")) sheet.hidePopover();
  };

  /** The first of the earlier results, if there is one; where the page is narrow, in its sheet. */
  #focusPast(): void {
    const first = this.renderRoot.querySelector<HTMLElement>(".past .again");
    if (first && this.#narrow.matches) this.renderRoot.querySelector<HTMLElement>("#settings")?.showPopover();
    first?.focus();
  }

  readonly #show = (id: string): void => this.renderRoot.querySelector<HTMLDialogElement>(id)?.showModal();

  readonly #key = (event: KeyboardEvent): void => {
    if (this.renderRoot.querySelector("dialog[open]")) return; // which has keys of its own
    const action = actionOf(event);
    const session = this.#session;
    const isSheetOpen = this.renderRoot.querySelector("#settings:popover-open") !== null;
    if (action === undefined || (action === "stop" && isSheetOpen)) return;
    if (action !== "stop") event.preventDefault();
    if (typeof action === "object") void session.look(action.view);
    else if (action === "stop") stopWork(session);
    else if (action === "run") session.run && !isBusy(session) && this.#run();
    else if (action === "keys") this.#show("#keys");
    else if (action === "past") this.#focusPast();
    else if (action === "files")
      emit(this.renderRoot.querySelector("main")!, "limelight-pick", { kind: "any" });
    else if (action === "theme") this.#theme.choice = this.dataset.theme === "dark" ? "light" : "dark";
    else session.back(action);
  };
}

type From<Name extends keyof LimelightEvents> = CustomEvent<LimelightEvents[Name]>;
