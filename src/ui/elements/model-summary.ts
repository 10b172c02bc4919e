import { css, html, nothing } from "lit";
import type { Layer } from "../../models/model.ts";
import type { ModelInfo } from "../../workers/protocol.ts";
import { count } from "../drawing/format.ts";
import { summarySaves } from "../saving/saves.ts";
import { Locale } from "../strings/locale.ts";
import { emit } from "./events.ts";
import { type Asked, Explainer, type Whole } from "./explainer.ts";
import { explainerStyles } from "./explainer-styles.ts";
import { shownName } from "./layers.ts";
import { stageStyles } from "./stage-styles.ts";
import { base, buttons } from "./styles.ts";

export type Opened = ModelInfo & Whole;

/**
 * The layers of a model as Keras prints them: name, type, output shape, parameters; and multiply-adds for one picture. Given
 * `model` it opens that; given `info` it shows it. Arrow keys go from layer to layer.
 *
 * @fires limelight-layer - A layer was chosen.
 */
export class LimelightModelSummary extends Explainer<Opened> {
  static override properties = { info: { attribute: false }, selected: {} };

  static override styles = [
    base,
    buttons,
    stageStyles,
    explainerStyles,
    css`
      .scroll {
        overflow: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th,
      td {
        padding: 4px var(--ll-2);
        border-bottom: 1px solid var(--ll-line);
        text-align: left;
        font-weight: var(--ll-weight);
        white-space: nowrap;
      }
      thead th {
        position: sticky;
        top: 0;
        background: var(--ll-paper);
        border-bottom-color: var(--ll-line-control);
        color: var(--ll-ink-2);
        font-size: var(--ll-text-xs);
        font-weight: var(--ll-weight-strong);
      }
      .type {
        width: 99%; /* what the others leave */
        max-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .number {
        text-align: right;
      }
      tbody tr:hover,
      [aria-selected="true"] {
        background: var(--ll-panel);
      }
      [aria-selected="true"] > :first-child {
        box-shadow: inset 2px 0 var(--ll-ink);
      }
      tfoot > tr > * {
        border-top: 1px solid var(--ll-line-control);
        font-weight: var(--ll-weight-strong);
      }
      tbody button {
        max-width: 14em;
        overflow: hidden;
        text-overflow: ellipsis;
        padding: 0;
        border: 0;
        background: none;
        color: inherit;
        font: inherit;
        text-align: left;
        cursor: pointer;
      }
      @media (forced-colors: active) {
        [aria-selected="true"] {
          outline: 2px solid;
          outline-offset: -2px;
        }
      }
      @media (pointer: coarse) {
        tbody button {
          min-height: 44px;
        }
      }
      @container (max-width: 560px) {
        .type {
          display: none;
        }
        tbody button {
          max-width: 13em;
        }
      }
      @container (max-width: 440px) {
        .work {
          display: none;
        }
        th,
        td {
          padding-inline: var(--ll-1);
        }
        tbody th {
          width: 99%;
          max-width: 0;
        }
        tbody button {
          max-width: 100%;
        }
      }
    `,
  ];

  /** A model that is open already. */
  declare info: ModelInfo | undefined;
  /** Name of the layer that is marked. */
  declare selected: string | undefined;

  protected override readonly kind = "model";
  protected override readonly asksAnew = [];
  readonly #locale = new Locale(this);

  protected override async *ask({ model }: Asked): AsyncGenerator<Opened, void> {
    yield { ...model, done: true };
  }

  protected override render() {
    const { words } = this.#locale;
    const info = this.info ?? this.result;
    if (!info) return this.poster(words);
    const { layers, name, parameters, trainable, multiplyAdds } = info;
    const stop = layers.some((layer) => layer.name === this.selected) ? this.selected : layers[0]?.name;
    return html`
      ${this.poster(words)}
      <div class="scroll">
        <table role="grid" aria-label=${words.modelTable(name)} @keydown=${this.#key}>
          <thead>
            <tr>
              <th scope="col">${words.layer}</th>
              <th scope="col" class="type">${words.layerType}</th>
              <th scope="col">${words.outputShape}</th>
              <th scope="col" class="number">${words.parameterCount}</th>
              <th scope="col" class="number work">${words.multiplyAdds}</th>
            </tr>
          </thead>
          <tbody>
            ${layers.map((layer) => this.#row(layer, layer.name === stop))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">${words.total}</th>
              <td class="type"></td>
              <td></td>
              <td class="number">${count(parameters)}</td>
              <td class="number work">${count(multiplyAdds)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <p class="hint">${words.trainable(count(trainable), count(parameters - trainable))}</p>
      ${this.bare ? nothing : html`<limelight-save menu .saves=${summarySaves(info)}></limelight-save>`}
    `;
  }

  #row({ name, type, outputShape, parameters, multiplyAdds }: Layer, stop: boolean) {
    return html`
      <tr aria-selected=${name === this.selected ? "true" : "false"}>
        <th scope="row">
          <button type="button" data-layer=${name} tabindex=${stop ? "0" : "-1"} title=${name} @click=${() => this.#choose(name)}>${shownName(this.info ?? this.result ?? { layers: [] }, name)}</button>
        </th>
        <td class="quiet type">${type}</td>
        <td>${outputShape.join("×")}</td>
        <td class="number">${parameters ? count(parameters) : none}</td>
        <td class="number work">${multiplyAdds ? count(multiplyAdds) : none}</td>
      </tr>
    `;
  }

  #choose(layer: string): void {
    this.selected = layer;
    emit(this, "limelight-layer", { layer });
  }

  #key(event: KeyboardEvent): void {
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>("[data-layer]")];
    const at = rows.indexOf(event.target as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const row = rows[to];
    if (!row) return;
    row.focus();
    this.#choose(row.dataset.layer!);
  }
}

const none = html`<span class="quiet">–</span>`;
