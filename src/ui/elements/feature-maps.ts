import { html, nothing, type PropertyValues } from "lit";
import type { ActivationsResult } from "../../explainers/activations-options.ts";
import { colourLegend, colourLegendStyles } from "../drawing/colour-legend.ts";
import { compact, count, percent } from "../drawing/format.ts";
import { mapTile, rangeOfMap } from "../drawing/tiles.ts";
import { mapSaves } from "../saving/saves.ts";
import { Locale } from "../strings/locale.ts";
import type { Words } from "../strings/strings.ts";
import { withName } from "./apart.ts";
import { given } from "./attributes.ts";
import { choice } from "./choice.ts";
import { emit } from "./events.ts";
import { type Asked, Explainer } from "./explainer.ts";
import { explainerStyles } from "./explainer-styles.ts";
import { Gallery, gallery, galleryWithOne } from "./gallery.ts";
import { galleryStyles } from "./gallery-styles.ts";
import { head } from "./head.ts";
import { stageStyles } from "./stage-styles.ts";
import { base, buttons, fields } from "./styles.ts";

/** Tiles before the person asks for more, and how many more then. */
const SOME = 64;

/**
 * What the filters of a layer answer to a picture: a gallery of feature maps in gray, and the chosen one large with its
 * numbers. They are painted a few at a time, so that many do not hold up the page. Given `model` and `src` it computes them by
 * itself.
 *
 * @slot poster - Shown until there is something to see.
 * @slot progress - Shown while they are awaited.
 * @fires limelight-select - A channel was chosen.
 */
export class LimelightFeatureMaps extends Explainer<ActivationsResult> {
  static override properties = {
    layer: {},
    order: {},
    scale: {},
    _channel: { state: true },
    _most: { state: true },
  };

  static override styles = [
    ...[base, buttons, fields, stageStyles, explainerStyles, galleryStyles, colourLegendStyles],
  ];

  /** By name. Default: the last convolution. */
  declare layer: string | undefined;
  /** By channel, or by falling mean. Default: "index". */
  declare order: "index" | "rank";
  /** Each map from its own least to its own largest value, or all from the same. Default: "each"; of single numbers "all". */
  declare scale: "each" | "all" | undefined;
  declare private _channel: number;
  declare private _most: number;

  protected override readonly kind = "maps";
  protected override readonly asksAnew = ["layer"];
  readonly #locale = new Locale(this);
  readonly #gallery = new Gallery(this);

  constructor() {
    super();
    this.order = "index";
    this._channel = 0;
    this._most = SOME;
  }

  protected override ask({ engine, model, signal }: Asked): AsyncIterable<ActivationsResult> {
    return engine.activations(model, this.picture!, { ...given({ layer: this.layer }), signal });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const before = changed.get("result");
    if (!before || before.layer === this.result?.layer) return;
    this._channel = 0;
    this._most = SOME;
  }

  protected override render() {
    const { result, order, _channel, _most } = this;
    const hasFrame = this.explains || !this.bare;
    const { words } = this.#locale;
    if (!result) return hasFrame ? this.poster(words) : nothing;
    const [height, width] = result.shape;
    const all = result.channels.length;
    const channels = order === "rank" ? result.ranked : [...result.channels.keys()];
    const tiles = channels.slice(0, _most).map((place) => {
      const mean = compact(result.channels[place].mean);
      return { place, label: words.channelMean(place, mean), left: String(place), right: mean };
    });
    const more = Math.min(SOME, all - tiles.length);
    return html`
      ${hasFrame ? this.poster(words) : nothing}
      ${hasFrame ? this.#head(words, result) : nothing}
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
      ${hasFrame ? this.foot(words, words.views.maps, 1, 1, mapSaves(result, this.#scale(result))) : nothing}
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
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

  #head(words: Words, { layer, shape: [height, width, all], channels }: ActivationsResult) {
    const empty = channels.filter(({ zeros }) => zeros === 1).length;
    const title = withName((name) => words.mapsTitle(name, count(all)), html`<code>${layer}</code>`);
    return head(title, words.mapsTrust(height, width, empty));
  }

  #choose(channel: number): void {
    if (channel === this._channel) return;
    this._channel = channel;
    emit(this, "limelight-select", { channel });
  }
}
