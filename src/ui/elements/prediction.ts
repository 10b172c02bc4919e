import { css, html, nothing, type PropertyValues } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { styleMap } from "lit/directives/style-map.js";
import type { Prediction } from "../../workers/protocol.ts";
import { percent } from "../drawing/format.ts";
import { predictionSaves } from "../saving/saves.ts";
import { Locale } from "../strings/locale.ts";
import { emit } from "./events.ts";
import { type Asked, Explainer, type Whole } from "./explainer.ts";
import { explainerStyles } from "./explainer-styles.ts";
import { byProbability } from "./settings-value.ts";
import { stageStyles } from "./stage-styles.ts";
import { base } from "./styles.ts";

/** As many as are read at a glance. The chosen one is always among them. */
const MOST = 10;

export type Predicted = Prediction & Whole;

/**
 * The classes and their probabilities, the most probable first. Choosing one asks for its explanation. Given `model` and `src` it
 * asks the model by itself.
 *
 * @slot poster - Shown until there is something to see.
 * @fires limelight-select - A class was chosen.
 */
export class LimelightPrediction extends Explainer<Predicted> {
  static override properties = {
    classes: { attribute: false },
    probabilities: { attribute: false },
    earlier: { attribute: false },
    selected: { attribute: false },
  };

  static override styles = [
    base,
    stageStyles,
    explainerStyles,
    css`
      button {
        display: grid;
        grid-template-columns: minmax(76px, 30%) 1fr 60px;
        gap: var(--ll-2);
        align-items: center;
        width: 100%;
        min-height: 26px;
        padding: 0;
        border: 0;
        background: none;
        color: var(--ll-ink-2);
        font: inherit;
        text-align: left;
        cursor: pointer;
      }
      button:hover {
        color: var(--ll-ink);
      }
      button[aria-pressed="true"] {
        color: var(--ll-ink);
        font-weight: var(--ll-weight-strong);
      }
      .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .track {
        position: relative;
        height: 9px;
        background: var(--ll-sunken);
      }
      .track i {
        display: block;
        height: 100%;
        background: var(--ll-ink-3);
        forced-color-adjust: none;
      }
      .track u {
        position: absolute;
        inset-block: -3px;
        width: 2px;
        background: var(--ll-ink);
      }
      [aria-pressed="true"] .track i {
        background: var(--ll-ink);
      }
      .value {
        text-align: right;
        white-space: nowrap;
      }
      @media (pointer: coarse), (max-width: 640px) {
        button {
          min-height: 44px;
        }
      }
    `,
  ];

  /** Names of the classes, in the order of the probabilities. */
  declare classes: readonly string[];
  /** 0…1, one for each class. */
  declare probabilities: readonly number[];
  /** What they were before something changed: a tick at each bar. Default: nothing changed. */
  declare earlier: readonly number[] | undefined;
  /** Index of the class that is explained. */
  declare selected: number | undefined;

  protected override readonly kind = "prediction";
  protected override readonly asksAnew = [];
  readonly #locale = new Locale(this);

  constructor() {
    super();
    this.classes = [];
    this.probabilities = [];
  }

  protected override async *ask({ engine, model }: Asked): AsyncGenerator<Predicted, void> {
    yield { ...(await engine.predict(model, this.picture!)), done: true };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has("result") || !this.result) return;
    this.classes = this.result.classes;
    this.probabilities = this.result.probabilities;
  }

  protected override render() {
    const { explains, result, bare } = this;
    return html`
      ${explains ? this.poster(this.#locale.words) : nothing}
      <h2 class="label">${this.#locale.words.prediction}</h2>
      <ol>
        ${repeat(
          this.#shown(),
          (index) => index,
          (index) => this.#row(index),
        )}
      </ol>
      ${result && !bare ? html`<limelight-save menu .saves=${predictionSaves(result)}></limelight-save>` : nothing}
    `;
  }

  #shown(): number[] {
    const ranked = byProbability(this.earlier ?? this.probabilities); // rows keep their places
    const shown = ranked.slice(0, MOST);
    const { selected } = this;
    return selected === undefined || shown.includes(selected) ? shown : [...shown.slice(0, -1), selected];
  }

  #row(index: number) {
    const probability = this.probabilities[index];
    const name = this.classes[index];
    const was = this.earlier?.[index];
    return html`
      <li>
        <button
          type="button"
          aria-pressed=${index === this.selected ? "true" : "false"}
          @click=${() => emit(this, "limelight-select", { classIndex: index })}
        >
          <span class="name" title=${name}>${name}</span>
          <span class="track"><i style=${styleMap({ width: `${100 * probability}%` })}></i>
            ${was === undefined ? nothing : html`<u style=${styleMap({ left: `${100 * was}%` })}></u>`}</span>
          <span class="value">${percent(probability)}</span>
        </button>
      </li>
    `;
  }
}
