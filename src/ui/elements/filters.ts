import { html, nothing, type PropertyValues } from "lit";
import type { AscentOptions, AscentResult, FilterPicture } from "../../explainers/ascent-options.ts";
import { compact, count } from "../drawing/format.ts";
import { filterTile } from "../drawing/tiles.ts";
import { filterSaves } from "../saving/saves.ts";
import { Locale } from "../strings/locale.ts";
import type { Words } from "../strings/strings.ts";
import { withName } from "./apart.ts";
import { given, indexList } from "./attributes.ts";
import { choice } from "./choice.ts";
import { emit } from "./events.ts";
import { type Asked, Explainer } from "./explainer.ts";
import { explainerStyles } from "./explainer-styles.ts";
import { Gallery, gallery, galleryWithOne } from "./gallery.ts";
import { galleryStyles } from "./gallery-styles.ts";
import { head } from "./head.ts";
import { lossCurve, lossCurveStyles } from "./loss-curve.ts";
import { stageStyles } from "./stage-styles.ts";
import { base, buttons, fields } from "./styles.ts";

/** The terminal's options that another run is needed for. */
const OPTIONS = ["layer", "filters", "preset", "steps", "rate", "seed"] as const;

/**
 * What each filter of a layer would most like to see: a gallery of the pictures of gradient ascent, which change as
 * results arrive, and the chosen one large with its activation over the steps. Given `model` it climbs by itself.
 *
 * @slot poster - Shown until there is something to see.
 * @slot progress - Shown while the first result is awaited.
 * @fires limelight-select - A filter was chosen.
 */
export class LimelightFilters extends Explainer<AscentResult> {
  static override properties = {
    layer: {},
    filters: { converter: indexList },
    preset: {},
    steps: { type: Number },
    rate: { type: Number },
    seed: { type: Number },
    order: {},
    _place: { state: true },
  };

  static override styles = [
    ...[base, buttons, fields, stageStyles, explainerStyles, galleryStyles, lossCurveStyles],
  ];

  /** By name; "logits": the classes. Default: the last convolution. */
  declare layer: string | undefined;
  /** Channels of the layer: "0-31". Default: the first 32. */
  declare filters: readonly number[] | undefined;
  /** Default: "report". */
  declare preset: AscentOptions["preset"];
  /** Default: the preset's. */
  declare steps: number | undefined;
  /** Size of a step. Default: the preset's. */
  declare rate: number | undefined;
  /** Default: 0. */
  declare seed: number | undefined;
  /** As asked for, or by activation. Default: "index". */
  declare order: "index" | "rank";
  /** Of the chosen one among the pictures. */
  declare private _place: number;

  protected override readonly kind = "filters";
  protected override readonly asksAnew = OPTIONS;
  readonly #locale = new Locale(this);
  readonly #gallery = new Gallery(this);

  constructor() {
    super();
    this.order = "index";
    this._place = 0;
  }

  protected override ask({ engine, model, signal }: Asked): AsyncIterable<AscentResult> {
    const options = given(Object.fromEntries(OPTIONS.map((name) => [name, this[name]])) as AscentOptions);
    const start = options.preset ? {} : { preset: "report" as const };
    return engine.ascent(model, { ...start, ...options, signal });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this._place >= (this.result?.pictures.length ?? 0)) this._place = 0;
  }

  protected override render() {
    const { result, order, _place } = this;
    const hasFrame = this.explains || !this.bare;
    const { words } = this.#locale;
    if (!result || result.pictures.length === 0) return hasFrame ? this.poster(words) : nothing;
    const dead = result.pictures.filter((picture) => picture.dead).length;
    const places = [...result.pictures.keys()];
    if (order === "rank") places.sort((a, b) => result.pictures[a].rank - result.pictures[b].rank);
    const tiles = places.map((place) => {
      const { filter, activation, dead } = result.pictures[place];
      const value = compact(activation);
      const label = dead ? words.deadFilter(filter) : words.activationOf(filter, value);
      return { place, label, left: String(filter), right: dead ? words.dead : value };
    });
    return html`
      ${hasFrame ? this.poster(words) : nothing}
      ${hasFrame ? this.#head(words, result) : nothing}
      <div class="controls">
        ${choice(words.order, "order", words.orders, order, (value) => {
          this.order = value;
        })}
        ${dead > 0 ? html`<span class="hint">${words.filtersDead(dead)}</span>` : nothing}
      </div>
      ${galleryWithOne(
        result,
        gallery(words.filters, tiles, _place, (place) => this.#choose(place)),
        words.filter(result.pictures[_place].filter),
        this.#one(result.pictures[_place], result),
      )}
      ${hasFrame ? this.foot(words, words.filters, result.stats.done, result.stats.total, filterSaves(result)) : nothing}
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { result } = this;
    if (result) this.#gallery.paint(this._place, (place) => filterTile(result.pictures[place], result));
  }

  #head(words: Words, { layer, stats }: AscentResult) {
    const [done, total] = [count(stats.done), count(stats.total)];
    const trust = this.run.state === "running" ? words.filtersRunning(done, total) : words.filtersTrust(done);
    return head(withName(words.filtersTitle, html`<code>${layer}</code>`), trust);
  }

  /** The chosen one. */
  #one({ activation, losses, dead, trouble }: FilterPicture, { options, stats }: AscentResult) {
    const { words } = this.#locale;
    const steps = typeof options.steps === "number" ? options.steps : stats.total;
    return html`
      <canvas width="1" height="1" aria-hidden="true"></canvas>
      <div>
        <dl>
          <dt>${words.activation}</dt>
          <dd>${dead ? words.dead : compact(activation)}</dd>
        </dl>
        ${lossCurve(words, losses, steps)}
      </div>
      ${trouble ? html`<p class="warning" lang="en">${trouble}</p>` : nothing}
    `;
  }

  #choose(place: number): void {
    if (place === this._place || !this.result) return;
    this._place = place;
    emit(this, "limelight-select", { filter: this.result.pictures[place].filter });
  }
}
