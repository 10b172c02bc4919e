import { css, html, LitElement } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { emit } from "./events.ts";
import { percent } from "./format.ts";
import { Locale } from "./locale.ts";
import { byProbability } from "./settings-value.ts";

/**
 * The classes and their probabilities, the most probable first. Choosing one asks for its explanation.
 *
 * @fires limelight-select - A class was chosen.
 */
export class LimelightPrediction extends LitElement {
  static override properties = {
    classes: { attribute: false },
    probabilities: { attribute: false },
    selected: { type: Number },
  };

  static override styles = css`
    :host { display: block; font-size: var(--ll-text-s, 13px); }
    h2 { font-size: inherit; font-weight: 600; margin: 0 0 8px; color: var(--ll-ink-2, inherit); }
    button { all: unset; box-sizing: border-box; width: 100%; min-height: 28px; display: grid; grid-template-columns: 6em 1fr 4.5em; gap: 8px; align-items: center; cursor: pointer; }
    button[aria-pressed="true"] { font-weight: 600; }
    button:focus-visible { outline: 2px solid var(--ll-focus, #5a3fd6); outline-offset: 2px; }
    .track { height: 8px; background: var(--ll-sunken, #eee); }
    .bar { display: block; height: 100%; background: var(--ll-ink, currentColor); forced-color-adjust: none; }
    .value { text-align: right; font-variant-numeric: tabular-nums; }
    .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    @media (pointer: coarse) { button { min-height: 44px; } }
  `;

  declare classes: readonly string[];
  /** 0…1, one for each class. */
  declare probabilities: readonly number[];
  /** Index of the class that is explained. */
  declare selected: number;
  readonly #locale = new Locale(this);

  constructor() {
    super();
    this.classes = [];
    this.probabilities = [];
    this.selected = -1;
  }

  protected override render() {
    return html`
      <h2>${this.#locale.words.prediction}</h2>
      ${byProbability(this.probabilities)
        .slice(0, 10)
        .map(
          (index) => html`
          <button
            type="button"
            aria-pressed=${index === this.selected ? "true" : "false"}
            @click=${() => emit(this, "limelight-select", { classIndex: index })}
          >
            <span class="name">${this.classes[index]}</span>
            <span class="track"><span class="bar" style=${styleMap({ width: `${100 * this.probabilities[index]}%` })}></span></span>
            <span class="value">${percent(this.probabilities[index])}</span>
          </button>
        `,
        )}
    `;
  }
}
