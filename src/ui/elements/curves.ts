import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { EngineError } from "../../errors.ts";
import { metricsOf } from "../../histories/curves-files.ts";
import type { Histories } from "../../histories/history.ts";
import { restore } from "../../saved/read.ts";
import { compact, ofMetric } from "../drawing/format.ts";
import { curveSaves } from "../saving/saves.ts";
import { Locale } from "../strings/locale.ts";
import { choice } from "./choice.ts";
import { curveChart } from "./curve-chart.ts";
import { curveChartStyles } from "./curve-chart-styles.ts";
import { emit } from "./events.ts";
import { base, buttons, fields } from "./styles.ts";

/**
 * How a training went: a chart for each metric with a line for each run, validation full and training dashed, the best epoch
 * ringed, in the colours of the page; the same as a table. Move over a chart, or press the arrow keys, to read the values of an epoch. Given `src`, it reads those
 * files.
 *
 * @fires limelight-error - A file could not be read.
 */
export class LimelightCurves extends LitElement {
  static override properties = {
    histories: { attribute: false },
    src: {},
    smoothing: { type: Number },
    log: { type: Boolean },
    as: {},
    bare: { type: Boolean },
    _epoch: { state: true },
    _trouble: { state: true },
  };

  static override styles = [
    base,
    buttons,
    fields,
    curveChartStyles,
    css`
      :host {
        container-type: inline-size;
      }
      .controls {
        display: flex;
        flex-wrap: wrap;
        gap: var(--ll-3) var(--ll-6);
        align-items: end;
        margin-bottom: var(--ll-4);
      }
      .charts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr));
        gap: var(--ll-8);
      }
      .scroll {
        max-height: 480px;
        overflow: auto;
      }
      table {
        border-collapse: collapse;
      }
      th,
      td {
        padding: 4px var(--ll-3);
        border-bottom: 1px solid var(--ll-line);
        text-align: right;
        font-weight: var(--ll-weight);
        white-space: nowrap;
      }
      .error {
        color: var(--ll-error-ink);
      }
    `,
  ];

  /** As `readHistories` gives it, or as `JSON.parse` reads a saved one. */
  declare histories: Histories | undefined;
  /** Addresses of the files, with commas between. */
  declare src: string | undefined;
  /** 0…0.99, as in TensorBoard. Default: 0. */
  declare smoothing: number;
  /** Logarithmic values, of curves above zero. Default: false. */
  declare log: boolean;
  /** Default: "charts". */
  declare as: "charts" | "table";
  /** Without the menu that saves: what it stands in has one. Default: false. */
  declare bare: boolean;
  /** That is read off, from 1. */
  declare private _epoch: number | undefined;
  declare private _trouble: string | undefined;

  readonly #locale = new Locale(this);

  constructor() {
    super();
    this.smoothing = 0;
    this.log = false;
    this.as = "charts";
    this.bare = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("histories") || !this.histories) return;
    try {
      this.histories = restore("curves", this.histories).result;
    } catch (error) {
      this.histories = undefined;
      this.#tell(error);
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("src") && this.src) void this.#read(this.src);
  }

  async #read(src: string): Promise<void> {
    this._trouble = undefined;
    try {
      const { readHistories } = await import("../../histories/read-histories.ts");
      const files = await Promise.all(src.split(",").map((address) => fetched(address.trim())));
      this.histories = await readHistories(files);
    } catch (error) {
      this.#tell(error);
    }
  }

  #tell(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this._trouble = message;
    emit(this, "limelight-error", {
      code: error instanceof EngineError ? error.code : "bad-data",
      message,
    });
  }

  protected override render() {
    const { words } = this.#locale;
    if (this._trouble) return html`<p class="error" role="alert" lang="en">${this._trouble}</p>`;
    const { histories } = this;
    if (!histories || histories.runs.length === 0) return nothing;
    return html`
      <div class="controls">
        ${choice(words.curvesView, "as", words.curvesAs, this.as, (value) => {
          this.as = value;
        })}
        <label class="field">
          <span>${words.smoothing}<b>${this.smoothing.toFixed(2)}</b></span>
          <input type="range" name="smoothing" min="0" max="0.99" step="0.01" .value=${String(this.smoothing)} @input=${this.#smooth} />
        </label>
        <label><input type="checkbox" name="log" .checked=${this.log} @change=${this.#scale} /> ${words.logarithmic}</label>
      </div>
      ${this.as === "charts" ? this.#charts(histories) : this.#table(histories)}
      ${this.bare ? nothing : html`<limelight-save menu .saves=${curveSaves(histories)}></limelight-save>`}
    `;
  }

  #charts(histories: Histories) {
    const { words } = this.#locale;
    const { _epoch: epoch, smoothing, log } = this;
    return html`
      <div class="charts" @keydown=${this.#key}>
        ${metricsOf(histories).map(
          (metric) => html`
            <div class="chart" tabindex="0" role="group" aria-label=${words.curvesOf(metric)} @pointermove=${this.#point} @pointerleave=${this.#leave}>
              ${curveChart(words, histories, metric, { smoothing, log, epoch })}
            </div>
          `,
        )}
      </div>
      <p class="quiet" role="status">${epoch ? words.atEpoch(epoch, this.#valuesAt(histories, epoch)) : nothing}</p>
    `;
  }

  #valuesAt({ runs }: Histories, epoch: number): string {
    const { words } = this.#locale;
    return runs
      .flatMap(({ name, curves }) =>
        curves
          .filter(({ values }) => Number.isFinite(values[epoch - 1]))
          .map(({ metric, split, values }) => {
            const run = runs.length > 1 ? `${name} ` : "";
            return `${run}${metric} (${words.splits[split]}) ${ofMetric(metric, values[epoch - 1])}`;
          }),
      )
      .join(", ");
  }

  #table({ runs }: Histories) {
    const { words } = this.#locale;
    const columns = runs.flatMap(({ name, curves }) => curves.map((curve) => ({ name, ...curve })));
    const epochs = Math.max(...runs.map((run) => run.epochs));
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label=${words.curvesAs.table}>
        <table>
          <thead>
            <tr>
              <th scope="col">${words.epoch}</th>
              ${columns.map(({ name, metric, split }) => html`<th scope="col">${name} ${metric}, ${words.splits[split]}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${Array.from(
              { length: epochs },
              (_, i) => html`
                <tr>
                  <th scope="row">${i + 1}</th>
                  ${columns.map(({ values }) => html`<td>${Number.isFinite(values[i]) ? compact(values[i]) : "–"}</td>`)}
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  get #epochs(): number {
    return Math.max(1, ...(this.histories?.runs ?? []).map((run) => run.epochs));
  }

  #point(event: PointerEvent): void {
    const plot = (event.currentTarget as Element).querySelector(".plot")!;
    const { left, width } = plot.getBoundingClientRect();
    const epoch = Math.round(1 + ((event.clientX - left) / width) * (this.#epochs - 1));
    this._epoch = Math.min(this.#epochs, Math.max(1, epoch));
  }

  #leave(): void {
    this._epoch = undefined;
  }

  #key(event: KeyboardEvent): void {
    const now = this._epoch ?? 0;
    const to = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 1, End: this.#epochs }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this._epoch = Math.min(this.#epochs, Math.max(1, to));
  }

  #smooth(event: Event): void {
    this.smoothing = Number((event.target as HTMLInputElement).value);
  }

  #scale(event: Event): void {
    this.log = (event.target as HTMLInputElement).checked;
  }
}

async function fetched(address: string): Promise<File> {
  const url = new URL(address, document.baseURI);
  const response = await fetch(url);
  if (!response.ok) throw new EngineError("bad-data", `${url.href}: the server answers ${response.status}`);
  return new File([await response.arrayBuffer()], url.pathname.split("/").at(-1) ?? "");
}
