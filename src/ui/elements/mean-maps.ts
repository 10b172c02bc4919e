import { html, LitElement, nothing, type PropertyValues } from "lit";
import type { AverageResult, CellMap, ClassMap, Mean } from "../../data/average-options.ts";
import type { EngineError } from "../../errors.ts";
import type { ColourMap } from "../../images/colour-map.ts";
import { restore } from "../../saved/read.ts";
import { colourLegendStyles } from "../drawing/colour-legend.ts";
import { compact, count, percent } from "../drawing/format.ts";
import { coloursFor, type HeatLook, suited, usualHeatLook } from "../drawing/heat.ts";
import { heatOfMean, type MeanView, meanTile, rangeOfMean, rangeOfMeans } from "../drawing/mean-heat.ts";
import { meanSaves } from "../saving/saves.ts";
import { Locale } from "../strings/locale.ts";
import { choice } from "./choice.ts";
import { emit } from "./events.ts";
import { Gallery, type GalleryTile, gallery, galleryWithOne } from "./gallery.ts";
import { galleryStyles } from "./gallery-styles.ts";
import { meanMapsStyles } from "./mean-maps-styles.ts";
import { select } from "./select.ts";
import { base, buttons, fields } from "./styles.ts";

type Selected = readonly [actual: number, predicted: number | undefined];

/**
 * What a model looks at in the pictures of each class, and of each cell of the confusion matrix: the mean of their explanations over the
 * mean of the pictures, how many there are, and the few that stand for all (SP-LIME).
 *
 * @fires limelight-mean - A mean map was chosen.
 * @fires limelight-sample - A picked picture should be explained.
 * @fires limelight-heat-look - The maps are looked at in another way.
 * @fires limelight-error - A saved result is damaged.
 */
export class LimelightMeanMaps extends LitElement {
  static override properties = {
    result: { attribute: false },
    selected: { attribute: false },
    thumbnails: { attribute: false },
    view: {},
    scale: {},
    look: { attribute: false },
    bare: { type: Boolean },
  };

  static override styles = [base, buttons, fields, galleryStyles, colourLegendStyles, meanMapsStyles];

  /** As the engine gives it, or as `JSON.parse` reads a saved one. */
  declare result: AverageResult | undefined;
  /** The map that is large: of a cell, or without a predicted class of all pictures of a class. Default: of the first class. */
  declare selected: Selected | undefined;
  /** Addresses of images of the picked pictures, by their numbers. Without one, its number is shown. */
  declare thumbnails: ReadonlyMap<number, string>;
  /** Over the mean picture, or alone. Default: "over". */
  declare view: MeanView;
  /** Each map to its own end, or all to the same. Default: "each". */
  declare scale: "each" | "all";
  /** The colours of the maps, and how much of the picture they cover. */
  declare look: HeatLook;
  /** Without the menu that saves: what it stands in has one. Default: false. */
  declare bare: boolean;

  readonly #locale = new Locale(this);
  readonly #gallery = new Gallery(this);
  #trouble: EngineError | undefined;

  constructor() {
    super();
    this.thumbnails = new Map();
    this.view = "over";
    this.scale = "each";
    this.look = usualHeatLook;
    this.bare = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("result")) return;
    this.#trouble = undefined;
    try {
      this.result = this.result && restore("means", this.result).result;
    } catch (error) {
      this.result = undefined;
      this.#trouble = error as EngineError;
      emit(this, "limelight-error", { code: this.#trouble.code, message: this.#trouble.message });
    }
  }

  protected override render() {
    const { result, view, scale } = this;
    if (this.#trouble) return html`<p class="error" role="alert" lang="en">${this.#trouble.message}</p>`;
    const of = result && chosenOf(result, this.selected);
    if (!result || !of) return nothing;
    const { words } = this.#locale;
    const { classes, perClass, cells, size } = result;
    const tile = (place: number, name: string, { count: pictures }: Mean): GalleryTile => ({
      ...{ place, label: words.meanLabel(name, count(pictures)), left: name, right: count(pictures) },
    });
    const ofClasses = perClass.map((one) => tile(one.class, classes[one.class], one));
    const ofCells = cells
      .filter((one) => one.true === of.actual)
      .sort((a, b) => b.count - a.count)
      .map((one) => tile(placeOf(result, one), classes[one.predicted], one));
    const choose = (place: number) => this.#choose(result, place);
    const name = classes[of.actual];
    return html`
      <div class="controls">
        ${choice(words.show, "view", { over: words.overMean, alone: words.mapAlone }, view, (value) => {
          this.view = value;
        })}
        ${choice(words.scale, "scale", words.scales, scale, (value) => {
          this.scale = value;
        })}
      </div>
      ${galleryWithOne(
        { height: size[0], width: size[1] },
        html`
          <h2 class="label">${words.classesLabel}</h2>
          ${gallery(words.classesLabel, ofClasses, of.actual, choose)}
          <h2 class="label">${words.takenFor(name)}</h2>
          ${gallery(words.takenFor(name), ofCells, of.cell ? placeOf(result, of.cell) : -1, choose)}
          ${result.picks.length > 0 ? this.#picks(result) : nothing}
        `,
        words.meanOf(name, of.cell && classes[of.cell.predicted]),
        this.#one(result, of),
      )}
      ${this.bare ? nothing : html`<limelight-save menu .saves=${meanSaves(words, result, this.look)}></limelight-save>`}
    `;
  }

  protected override updated(): void {
    const { result, view, look, scale } = this;
    if (!result?.perClass.length) return;
    let all: readonly [low: number, high: number] | undefined;
    const ofAll = () => {
      all ??= this.#rangeOfAll(result);
      return all;
    };
    this.#gallery.paint(-1, (place) => {
      const mean = meanAt(result, place)!;
      const range = () => (scale === "all" ? ofAll() : rangeOfMean(mean, result.signed));
      return meanTile(mean, result, range, view, look, scale === "all" ? result : scale);
    });
  }

  /** The chosen one. */
  #one(result: AverageResult, { mean, cell, actual }: Chosen) {
    const { words } = this.#locale;
    const { view, look, scale } = this;
    const range = scale === "all" ? this.#rangeOfAll(result) : rangeOfMean(mean, result.signed);
    const { picture, ...heat } = heatOfMean(mean, result, range);
    const ofClass = result.perClass.find((one) => one.class === actual)!;
    const largest = Array.from(mean.map).reduce(
      (most, value) => (Math.abs(value) > Math.abs(most) ? value : most),
      0,
    );
    const numbers = [
      [words.numberOfPictures, count(mean.count)],
      ...(cell ? [[words.shareOfClass, percent(cell.count / ofClass.count)]] : []),
      [words.largestMean, compact(largest, result.signed)],
    ];
    const colours = coloursFor(result.signed).map((map) => [map, words.colourMaps[map]]);
    return html`
      <div>
        <limelight-heat-map
          .picture=${view === "over" ? picture : undefined}
          .values=${heat.values}
          .size=${heat.size}
          .range=${heat.range}
          .signed=${heat.signed}
          .colours=${look.colours}
          .opacity=${look.opacity}
          .view=${view}
        ></limelight-heat-map>
      </div>
      <div class="stack">
        <dl>
          ${numbers.map(
            ([name, value]) => html`
              <dt>${name}</dt>
              <dd>${value}</dd>
            `,
          )}
        </dl>
        ${select(words.colours, "colours", colours, suited(look.colours, result.signed), (value) =>
          this.#look({ colours: value as ColourMap }),
        )}
        ${
          view === "over"
            ? html`
                <label class="field">
                  <span>${words.opacity}<b>${percent(look.opacity).replace(".0", "")}</b></span>
                  <input
                    type="range"
                    name="opacity"
                    min="0"
                    max="1"
                    step="0.01"
                    .value=${String(look.opacity)}
                    @input=${(event: Event) => this.#look({ opacity: Number((event.target as HTMLInputElement).value) })}
                  />
                </label>
              `
            : nothing
        }
      </div>
    `;
  }

  /** The pictures that the submodular pick chose. */
  #picks({ picks }: AverageResult) {
    const { words } = this.#locale;
    const share = (coverage: number) => percent(coverage).replace(".0", "");
    return html`
      <section class="picks" aria-labelledby="picks">
        <h2 class="label" id="picks">${words.picks}</h2>
        <p class="hint">${words.picksHint(share(picks[picks.length - 1].coverage))}</p>
        <ul>
          ${picks.map(({ sample, coverage }) => {
            const thumbnail = this.thumbnails.get(sample);
            if (thumbnail === undefined) return html`<li class="hint">${words.pickSample(sample)}</li>`;
            return html`
              <li>
                <button type="button" data-sample=${sample} @click=${() => emit(this, "limelight-sample", { sample })}>
                  <img src=${thumbnail} alt=${words.openPick(sample, share(coverage))} />
                </button>
                <span class="hint" aria-hidden="true">${share(coverage)}</span>
              </li>
            `;
          })}
        </ul>
      </section>
    `;
  }

  #rangeOfAll({ perClass, cells, signed }: AverageResult): readonly [low: number, high: number] {
    return rangeOfMeans([...perClass, ...cells], signed);
  }

  #choose(result: AverageResult, place: number): void {
    const n = result.classes.length;
    const [actual, predicted] = place < n ? [place, undefined] : [Math.floor(place / n) - 1, place % n];
    const before = chosenOf(result, this.selected);
    if (before?.actual === actual && before.cell?.predicted === predicted) return;
    this.selected = [actual, predicted];
    emit(this, "limelight-mean", { actual, predicted });
  }

  #look(change: Partial<HeatLook>): void {
    this.look = { ...this.look, ...change };
    emit(this, "limelight-heat-look", { look: this.look });
  }
}

interface Chosen {
  readonly actual: number;
  /** Nothing: the whole class. */
  readonly cell: CellMap | undefined;
  readonly mean: ClassMap | CellMap;
}

/** What is chosen, as far as it is known: else its class, else the first. Nothing where nothing is explained yet. */
export function chosenOf(
  { perClass, cells }: AverageResult,
  selected: Selected | undefined,
): Chosen | undefined {
  const cell = selected && cells.find((one) => one.true === selected[0] && one.predicted === selected[1]);
  if (cell) return { actual: cell.true, cell, mean: cell };
  const mean = perClass.find((one) => one.class === selected?.[0]) ?? perClass[0];
  return mean && { actual: mean.class, cell: undefined, mean };
}

/** Of a class its number; cells stand behind, row by row. */
const placeOf = ({ classes: { length } }: AverageResult, cell: CellMap): number =>
  (cell.true + 1) * length + cell.predicted;

const meanAt = (result: AverageResult, place: number): Mean | undefined =>
  result.perClass.find((one) => one.class === place) ??
  result.cells.find((cell) => placeOf(result, cell) === place);
