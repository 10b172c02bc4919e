import { html, LitElement, nothing, type PropertyValues } from "lit";
import type { ActivationsResult } from "../explainers/activations-options.ts";
import { choice } from "./choice.ts";
import { colourLegend, colourLegendStyles } from "./colour-legend.ts";
import { emit } from "./events.ts";
import { compact, count, percent } from "./format.ts";
import { Gallery, gallery, galleryWithOne } from "./gallery.ts";
import { galleryStyles } from "./gallery-styles.ts";
import { Locale } from "./locale.ts";
import { base, buttons, fields } from "./styles.ts";
import { mapTile, rangeOfMap } from "./tiles.ts";

/** Tiles before the person asks for more, and how many more then. */
const SOME = 64;

/**
 * What the filters of a layer answer to a picture: a gallery of feature maps in gray, and the chosen one large with its
 * numbers. They are painted a few at a time, so that many do not hold up the page.
 *
 * @fires limelight-select - A channel was chosen.
 */
export class LimelightFeatureMaps extends LitElement {
  static override properties = {
    result: { attribute: false },
    order: {},
    scale: {},
    _channel: { state: true },
    _most: { state: true },
  };

  static override styles = [base, buttons, fields, galleryStyles, colourLegendStyles];

  declare result: ActivationsResult | undefined;
  /** By channel, or by falling mean. Default: "index". */
  declare order: "index" | "rank";
  /** Each map from its own least to its own largest value, or all from the same. Default: "each"; of single numbers "all". */
  declare scale: "each" | "all" | undefined;
  declare private _channel: number;
  declare private _most: number;

  readonly #locale = new Locale(this);
  readonly #gallery = new Gallery(this);

  constructor() {
    super();
    this.order = "index";
    this._channel = 0;
    this._most = SOME;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("result");
    if (!before || before.layer === this.result?.layer) return;
    this._channel = 0;
    this._most = SOME;
  }

  protected override render() {
    const { result, order, _channel, _most } = this;
    if (!result) return nothing;
    const { words } = this.#locale;
    const [height, width] = result.shape;
    const all = result.channels.length;
    const channels = order === "rank" ? result.ranked : [...result.channels.keys()];
    const tiles = channels.slice(0, _most).map((place) => {
      const mean = compact(result.channels[place].mean);
      return { place, label: words.channelMean(place, mean), left: String(place), right: mean };
    });
    const more = Math.min(SOME, all - tiles.length);
    return html`
      <div class="controls">
        ${choice(words.order, "order", words.orders, order, (value) => {
          this.order = value;
        })}
        ${choice(words.scale, "scale", words.scales, this.#scale(result), (value) => {
          this.scale = value;
        })}
        <span class="hint">${words.of(count(tiles.length), count(all))}</span>
      </div>
      ${galleryWithOne(
        { height, width },
        html`
          ${gallery(words.views.maps, tiles, _channel, (channel) => this.#choose(channel))}
          ${
            more > 0
              ? html`<button type="button" class="button more" @click=${() => (this._most += SOME)}>
                ${words.showMore(count(more))}
              </button>`
              : nothing
          }
        `,
        words.channel(_channel),
        this.#one(result, _channel),
      )}
    `;
  }

  protected override updated(): void {
    const { result } = this;
    if (!result) return;
    const scale = this.#scale(result);
    this.#gallery.paint(this._channel, (channel) =>
      mapTile(result, channel, rangeOfMap(result, channel, scale)),
    );
  }

  #scale({ shape: [height, width] }: ActivationsResult): "each" | "all" {
    return this.scale ?? (height * width === 1 ? "all" : "each");
  }

  /** The chosen one. */
  #one(result: ActivationsResult, channel: number) {
    const { words } = this.#locale;
    const { mean, min, max, zeros } = result.channels[channel];
    const range = rangeOfMap(result, channel, this.#scale(result));
    const numbers = [
      [words.mean, compact(mean)],
      [words.least, compact(min)],
      [words.largest, compact(max)],
      [words.zeros, percent(zeros)],
    ];
    return html`
        <div>
          <canvas width="1" height="1" aria-hidden="true"></canvas>
          ${colourLegend(words, { range, signed: false }, "gray")}
        </div>
        <dl>
          ${numbers.map(
            ([name, value]) => html`
              <dt>${name}</dt>
              <dd>${value}</dd>
            `,
          )}
        </dl>
    `;
  }

  #choose(channel: number): void {
    if (channel === this._channel) return;
    this._channel = channel;
    emit(this, "limelight-select", { channel });
  }
}
