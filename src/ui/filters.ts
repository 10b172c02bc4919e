import { html, LitElement, nothing } from "lit";
import type { AscentResult, FilterPicture } from "../explainers/ascent-options.ts";
import { choice } from "./choice.ts";
import { emit } from "./events.ts";
import { compact } from "./format.ts";
import { Gallery, gallery, galleryWithOne } from "./gallery.ts";
import { galleryStyles } from "./gallery-styles.ts";
import { Locale } from "./locale.ts";
import { lossCurve, lossCurveStyles } from "./loss-curve.ts";
import { base, fields } from "./styles.ts";
import { filterTile } from "./tiles.ts";

/**
 * What each filter of a layer would most like to see: a gallery of the pictures of gradient ascent, which change as
 * results arrive, and the chosen one large with its activation over the steps.
 *
 * @fires limelight-select - A filter was chosen.
 */
export class LimelightFilters extends LitElement {
  static override properties = {
    result: { attribute: false },
    order: {},
    _place: { state: true },
  };

  static override styles = [base, fields, galleryStyles, lossCurveStyles];

  declare result: AscentResult | undefined;
  /** As asked for, or by activation. Default: "index". */
  declare order: "index" | "rank";
  /** Of the chosen one among the pictures. */
  declare private _place: number;

  readonly #locale = new Locale(this);
  readonly #gallery = new Gallery(this);

  constructor() {
    super();
    this.order = "index";
    this._place = 0;
  }

  protected override willUpdate(): void {
    if (this._place >= (this.result?.pictures.length ?? 0)) this._place = 0;
  }

  protected override render() {
    const { result, order, _place } = this;
    if (!result || result.pictures.length === 0) return nothing;
    const { words } = this.#locale;
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
    `;
  }

  protected override updated(): void {
    const { result } = this;
    if (result) this.#gallery.paint(this._place, (place) => filterTile(result.pictures[place], result));
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
