import { html, LitElement, nothing, type PropertyValues } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { styleMap } from "lit/directives/style-map.js";
import type { ClassExplanation } from "../../explainers/lime-options.ts";
import { rangeOf, type Weight, weightsOf } from "../../explainers/tint.ts";
import { count, digitsFor, signed } from "../drawing/format.ts";
import { Locale } from "../strings/locale.ts";
import { emit } from "./events.ts";
import { base, buttons } from "./styles.ts";
import { weightsStyles } from "./weights-styles.ts";

/** Rows before the person asks for all. */
const FEW = 8;

/**
 * The superpixels of an explanation by magnitude, each with its weight and standard error. A row and its superpixel
 * in the picture are the same choice. A list box: one stop for Tab, arrows move.
 *
 * @fires limelight-point - A row is pointed at or focused, or none any more.
 * @fires limelight-toggle - A row's superpixel should be hidden, or shown again: by click, Enter or Space.
 */
export class LimelightWeights extends LitElement {
  static override properties = {
    explanation: { attribute: false },
    target: {},
    pointed: { attribute: false },
    hiddenSegments: { attribute: false },
    _all: { state: true },
  };

  static override styles = [base, buttons, weightsStyles];

  /** The class whose weights are listed, explained. */
  declare explanation: ClassExplanation | undefined;
  /** Name of the class that is explained. */
  declare target: string;
  /** The superpixel that is marked. */
  declare pointed: number | undefined;
  /** The superpixels that are hidden: their rows are unticked. */
  declare hiddenSegments: ReadonlySet<number> | undefined;
  declare private _all: boolean;

  readonly #locale = new Locale(this);
  #weights: readonly Weight[] = [];

  constructor() {
    super();
    this.target = "";
    this._all = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("explanation")) this.#weights = this.explanation ? weightsOf(this.explanation) : [];
  }

  protected override render() {
    if (this.#weights.length === 0) return nothing;
    const { words } = this.#locale;
    const shown = this._all ? this.#weights : this.#weights.slice(0, FEW);
    const stop = shown.find(({ segment }) => segment === this.pointed)?.segment ?? shown[0].segment;
    // with the errors, so that no whisker leaves its column
    const range = Math.max(
      rangeOf(this.#weights),
      ...this.#weights.map(({ value, error }) => Math.abs(value) + error),
    );
    const digits = digitsFor(Math.max(...this.#weights.map(({ error }) => error)));
    return html`
      <div class="label"><h2 id="title">${words.byWeight}</h2><span>${words.untickToHide}</span></div>
      <div role="listbox" aria-labelledby="title" @keydown=${this.#key} @click=${this.#toggle} @pointerleave=${() => this.#pointAt(undefined)}>
        ${repeat(
          shown,
          ({ segment }) => segment,
          (weight) => this.#row(weight, range, digits, weight.segment === stop),
        )}
      </div>
      ${
        this.#weights.length > FEW
          ? html`<button type="button" class="link" @click=${() => (this._all = !this._all)}>
            ${this._all ? words.showFewer : words.showAll(count(this.#weights.length))}
          </button>`
          : nothing
      }
    `;
  }

  #row({ segment, value, error, sure }: Weight, range: number, digits: number, stop: boolean) {
    const { words } = this.#locale;
    const says = !sure ? words.superpixelUnsure : value > 0 ? words.superpixelRaises : words.superpixelLowers;
    const half = 48; // percent of the track: the rest is for the longest whisker's end
    const [length, spread] = [(half * Math.abs(value)) / range, (half * error) / range];
    const bar = value > 0 ? { left: "50%", width: `${length}%` } : { right: "50%", width: `${length}%` };
    const whisker = { left: `${50 + (half * value) / range - spread}%`, width: `${2 * spread}%` };
    return html`
      <div
        role="option"
        data-segment=${segment}
        tabindex=${stop ? "0" : "-1"}
        aria-selected=${segment === this.pointed ? "true" : "false"}
        aria-checked=${this.hiddenSegments?.has(segment) ? "false" : "true"}
        @pointerenter=${() => this.#pointAt(segment)}
        @focus=${() => this.#pointAt(segment)}
        @blur=${() => this.#pointAt(undefined)}
      >
        <span class="visually-hidden">${says(segment, this.target)}</span>
        <span class="tick" aria-hidden="true"></span>
        <span class="id" aria-hidden="true">${segment}</span>
        <span class="track" ?data-unsure=${!sure}>
          <i class=${value > 0 ? "raises" : "lowers"} style=${styleMap(bar)}></i>
          <u style=${styleMap(whisker)}></u>
        </span>
        <span class="value">${signed(value, digits)} <span class="quiet">± ${error.toFixed(digits)}</span></span>
      </div>
    `;
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.#toggle(event);
      return;
    }
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>("[role=option]")];
    const at = rows.indexOf(event.target as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    rows[to]?.focus();
  }

  #toggle(event: Event): void {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-segment]");
    if (row) emit(this, "limelight-toggle", { segment: Number(row.dataset.segment) });
  }

  #pointAt(segment: number | undefined): void {
    if (segment !== this.pointed) emit(this, "limelight-point", { segment });
  }
}
