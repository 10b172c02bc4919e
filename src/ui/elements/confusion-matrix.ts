import { html, LitElement, nothing, type PropertyValues } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { reliabilitySvg } from "../../data/confusion-files.ts";
import type { AverageMetrics, ConfusionResult } from "../../data/confusion-options.ts";
import type { EngineError } from "../../errors.ts";
import { restore } from "../../saved/read.ts";
import { count, percent } from "../drawing/format.ts";
import { confusionSaves } from "../saving/saves.ts";
import { Locale } from "../strings/locale.ts";
import { choice } from "./choice.ts";
import { confusionMatrixStyles } from "./confusion-matrix-styles.ts";
import { emit } from "./events.ts";
import { base, buttons, fields } from "./styles.ts";

type Kind = "counts" | "shares";

/**
 * What a model takes each class for: rows are what is true, columns what it said, with accuracy, precision, recall and F1 of each
 * class. A real table: one stop for Tab, arrows move.
 *
 * @fires limelight-cell - A cell was chosen.
 * @fires limelight-error - A saved result is damaged.
 */
export class LimelightConfusionMatrix extends LitElement {
  static override properties = {
    result: { attribute: false },
    cells: {},
    bare: { type: Boolean },
    selected: { attribute: false },
  };

  static override styles = [base, buttons, fields, confusionMatrixStyles];

  /** As the engine gives it, or as `JSON.parse` reads a saved one. */
  declare result: ConfusionResult | undefined;
  /** Pictures, or shares of their row. Default: "counts". */
  declare cells: Kind;
  /** Without the menu that saves: what it stands in has one. Default: false. */
  declare bare: boolean;
  /** The cell that is marked. */
  declare selected: readonly [actual: number, predicted: number] | undefined;

  readonly #locale = new Locale(this);
  #trouble: EngineError | undefined;

  constructor() {
    super();
    this.cells = "counts";
    this.bare = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("result")) return;
    this.#trouble = undefined;
    try {
      this.result = this.result && restore("confusion", this.result).result;
    } catch (error) {
      this.result = undefined;
      this.#trouble = error as EngineError;
      emit(this, "limelight-error", { code: this.#trouble.code, message: this.#trouble.message });
    }
  }

  protected override render() {
    const { result, cells } = this;
    if (this.#trouble) return html`<p class="error" role="alert" lang="en">${this.#trouble.message}</p>`;
    if (!result) return nothing;
    const { words } = this.#locale;
    const { classes, perClass } = result;
    return html`
      <div class="controls">
        ${choice(words.cells, "cells", words.cellKinds, cells, (value) => {
          this.cells = value;
        })}
      </div>
      <div class="scroll">
        <table
          class="matrix"
          role="grid"
          aria-label=${words.matrix}
          style=${styleMap({ "--classes": String(classes.length), "--letters": String(longest(classes)) })}
          @keydown=${this.#key}
        >
          <thead>
            <tr>
              <td></td>
              ${classes.map((name) => html`<th scope="col" title=${name}>${name}</th>`)}
              <th scope="col" class="rate">${words.found}</th>
            </tr>
          </thead>
          <tbody>
            ${classes.map(
              (name, actual) => html`
                <tr>
                  <th scope="row" title=${name}>${name}</th>
                  ${classes.map((_, predicted) => this.#cell(result, actual, predicted))}
                  <td class="rate">${perClass[actual].support > 0 ? percent(perClass[actual].recall) : "–"}</td>
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
      <p class="hint">${words.matrixHint}</p>
      ${this.#numbers(result)} ${this.#calibration(result)}
      ${this.bare ? nothing : html`<limelight-save menu .saves=${confusionSaves(result)}></limelight-save>`}
    `;
  }

  #cell({ matrix, normalised, classes }: ConfusionResult, actual: number, predicted: number) {
    const { words } = this.#locale;
    const [number, share] = [matrix[actual][predicted], normalised[actual][predicted]];
    const [row, column] = this.selected ?? [0, 0];
    const isStop = row === actual && column === predicted;
    const text = this.cells === "counts" ? count(number) : percent(share).replace(" %", "");
    return html`
      <td aria-selected=${this.selected && isStop ? "true" : "false"}>
        <button
          type="button"
          data-cell=${`${actual},${predicted}`}
          ?data-right=${actual === predicted}
          tabindex=${isStop ? "0" : "-1"}
          style=${styleMap({ "--share": String(share) })}
          aria-label=${words.cell(text, classes[actual], classes[predicted])}
          @click=${() => this.#choose(actual, predicted)}
        >
          ${number > 0 ? text : "·"}
        </button>
      </td>
    `;
  }

  #numbers({ accuracy, topK, calibration, perClass, macro, weighted }: ConfusionResult) {
    const { words } = this.#locale;
    const facts = [
      [words.accuracy, percent(accuracy)],
      ...Object.entries(topK)
        .slice(1)
        .map(([k, share]) => [words.topOf(Number(k)), percent(share)]),
      [words.calibrationError, percent(calibration.ece)],
    ];
    const row = (name: string, { precision, recall, f1, support }: AverageMetrics) => html`
      <tr>
        <th scope="row">${name}</th>
        ${[precision, recall, f1].map((share) => html`<td>${percent(share)}</td>`)}
        <td>${count(support)}</td>
      </tr>
    `;
    return html`
      <dl>
        ${facts.map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      <details>
        <summary>${words.perClass}</summary>
        <div class="scroll">
          <table class="numbers">
            <thead>
              <tr>
                <td></td>
                ${[words.precision, words.recall, words.f1, words.support].map((name) => html`<th scope="col">${name}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${perClass.map((one) => row(one.class, one))} ${row(words.macro, macro)} ${row(words.weighted, weighted)}
            </tbody>
          </table>
        </div>
      </details>
    `;
  }

  /** Whether it is as often right as it is sure. */
  #calibration({ calibration }: ConfusionResult) {
    const { words } = this.#locale;
    const bins = calibration.bins
      .filter((bin) => bin.count > 0)
      .map((bin) => words.calibrationBin(count(bin.count), percent(bin.confidence), percent(bin.accuracy)));
    return html`
      <details class="calibration">
        <summary>${words.calibration}</summary>
        <img
          src=${`data:image/svg+xml,${encodeURIComponent(reliabilitySvg({ calibration }))}`}
          alt=${words.calibrationPlot(bins.join(" "))}
        />
        <p class="hint">${words.calibrationHint}</p>
      </details>
    `;
  }

  #choose(actual: number, predicted: number): void {
    this.selected = [actual, predicted];
    emit(this, "limelight-cell", { actual, predicted });
  }

  #key(event: KeyboardEvent): void {
    const at = (event.target as HTMLElement).dataset.cell?.split(",").map(Number);
    const last = (this.result?.classes.length ?? 0) - 1;
    if (!at) return;
    const [row, column] = at;
    const to = {
      ...{ ArrowRight: [row, column + 1], ArrowLeft: [row, column - 1] },
      ...{ ArrowDown: [row + 1, column], ArrowUp: [row - 1, column] },
      ...{ Home: [row, 0], End: [row, last] },
    }[event.key];
    if (!to) return;
    event.preventDefault();
    const cell = this.renderRoot.querySelector<HTMLElement>(`[data-cell="${to.join(",")}"]`);
    if (!cell) return;
    this.selected = [to[0], to[1]];
    cell.focus();
  }
}

/** Letters of the longest name, as many as a column has room for at most. */
const longest = (names: readonly string[]): number =>
  Math.min(16, Math.max(...names.map((name) => name.length)));
