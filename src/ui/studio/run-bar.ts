import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { count, rate, seconds } from "../drawing/format.ts";
import { emit } from "../elements/events.ts";
import type { RunState } from "../elements/finding.ts";
import { base, buttons } from "../elements/styles.ts";
import { Locale } from "../strings/locale.ts";
import type { Words } from "../strings/strings.ts";
import type { Unit } from "../strings/strings-views.ts";

/** What people who listen hear of a run: not more often than this. */
const PAUSE = 5000; // milliseconds

/**
 * How far a run is, how fast, and how long it will take; and the button that starts or stops it.
 *
 * @slot - More buttons, before the main one.
 * @fires limelight-run - Run was pressed.
 * @fires limelight-cancel - Cancel was pressed.
 */
export class LimelightRunBar extends LitElement {
  static override properties = {
    state: {},
    name: {},
    unit: {},
    samples: { type: Number },
    total: { type: Number },
    speed: { type: Number },
    milliseconds: { type: Number },
    disabled: { type: Boolean },
    resumable: { type: Boolean },
  };

  static override styles = [
    base,
    buttons,
    css`
      :host {
        position: relative;
        display: flex;
        gap: var(--ll-4);
        align-items: center;
        padding: 0 var(--ll-4);
        border-top: 1px solid var(--ll-line);
        background: var(--ll-panel);
        color: var(--ll-ink-2);
        white-space: nowrap;
      }
      b {
        color: var(--ll-ink);
        font-weight: var(--ll-weight-strong);
      }
      .line {
        position: absolute;
        inset: -2px 0 auto;
        height: 3px;
        background: var(--ll-sunken);
      }
      .line i {
        display: block;
        height: 100%;
        background: var(--ll-ink);
        forced-color-adjust: none;
      }
      .end {
        display: flex;
        gap: var(--ll-2);
        margin-left: auto;
      }
      @media (max-width: 640px) {
        :host {
          gap: var(--ll-2);
          font-size: var(--ll-text-xs);
          line-height: 1.35;
          white-space: normal;
        }
      }
      @media (max-width: 860px) {
        .wide {
          display: none;
        }
      }
    `,
  ];

  /** Nothing where there is nothing to run: then there is no button for it. */
  declare state: RunState | undefined;
  /** What runs. Default: "LIME". */
  declare name: string;
  /** What the work is counted in. Default: "samples". */
  declare unit: Unit;
  /** Samples, or what else it is counted in, that the result rests on so far. */
  declare samples: number;
  /** Those asked for. */
  declare total: number;
  /** Those a second. */
  declare speed: number;
  /** How long the run took. */
  declare milliseconds: number;
  /** There is nothing to run yet. */
  declare disabled: boolean;
  /** A stopped run would go on where it was. Default: false. */
  declare resumable: boolean;

  readonly #locale = new Locale(this);
  #spoken = "";
  #spokenAt = Number.NEGATIVE_INFINITY;
  #spokenIn: Words | undefined;

  constructor() {
    super();
    this.state = "idle";
    this.name = "LIME";
    this.unit = "samples";
    this.samples = 0;
    this.total = 0;
    this.speed = 0;
    this.milliseconds = 0;
    this.disabled = false;
    this.resumable = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const now = performance.now();
    const { words } = this.#locale;
    const isOther = changed.has("state") || changed.has("name");
    if (!isOther && words === this.#spokenIn && now - this.#spokenAt < PAUSE) return;
    this.#spokenAt = now;
    this.#spokenIn = words;
    this.#spoken = this.state ? `${this.name} ${this.#where()}` : "";
  }

  protected override render() {
    const { words } = this.#locale;
    const isRunning = this.state === "running";
    const isIdle = this.state === "idle";
    const left = ((this.total - this.samples) / this.speed) * 1000;
    return html`
      ${isRunning ? this.#line() : nothing}
      ${this.state ? html`<span>${isIdle ? nothing : html`<b>${this.name}</b> `}${this.#where()}</span>` : nothing}
      ${this.speed > 0 && !isIdle ? html`<span class=${isRunning ? "" : "wide"}>${words.speed[this.unit](rate(this.speed))}</span>` : nothing}
      ${isRunning && this.speed > 0 ? html`<span>${words.left(seconds(left))}</span>` : nothing}
      ${isRunning ? nothing : html`<span class="wide">${words.nothingLeaves}</span>`}
      <span class="visually-hidden" role="status">${this.#spoken}</span>
      <span class="end">
        <slot></slot>
        ${this.state ? this.#button(this.state) : nothing}
      </span>
    `;
  }

  #button(state: RunState) {
    const { words } = this.#locale;
    if (state === "running")
      return html`
        <button type="button" id="cancel" class="button" @click=${() => emit(this, "limelight-cancel")}>
          ${words.cancel} <kbd>Esc</kbd>
        </button>
      `;
    return html`
      <button
        type="button"
        id="run"
        class="button main"
        ?disabled=${this.disabled}
        @click=${() => emit(this, "limelight-run")}
      >
        ${state === "idle" ? words.run : this.resumable ? words.goOn : words.runAgain} <kbd>R</kbd>
      </button>
    `;
  }

  #line() {
    const share = (100 * this.samples) / (this.total || 1);
    return html`
      <div
        class="line"
        role="progressbar"
        aria-label=${this.name}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.floor(share)}
      >
        <i style=${styleMap({ width: `${share}%` })}></i>
      </div>
    `;
  }

  #where(): string {
    const { words } = this.#locale;
    if (this.state === "idle") return words.ready;
    if (this.state === "done")
      return words.finished[this.unit](count(this.samples), seconds(this.milliseconds));
    const total = count(this.total) + (this.unit === "megabytes" ? " MB" : "");
    return words.progress(count(this.samples), total);
  }
}
