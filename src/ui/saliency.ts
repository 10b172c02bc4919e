import { html, LitElement, nothing } from "lit";
import type { Attribution, SaliencyResult, Score } from "../explainers/saliency-options.ts";
import type { ColourMap } from "../images/colour-map.ts";
import type { Picture } from "../images/picture.ts";
import { colourLegend, colourLegendStyles } from "./colour-legend.ts";
import { emit } from "./events.ts";
import { compact, percent } from "./format.ts";
import {
  coloursFor,
  type Heat,
  type HeatLook,
  type HeatView,
  keptShare,
  suited,
  usualHeatLook,
} from "./heat.ts";
import { Locale } from "./locale.ts";
import { saliencyStyles } from "./saliency-styles.ts";
import { select } from "./select.ts";
import { base, fields } from "./styles.ts";

/**
 * What an attribution method says of one class: its map over the picture, alone, and as a mask, and what it rests on.
 * Under each picture stands what changes it; that takes effect at once.
 *
 * @fires limelight-heat-look - The map is looked at in another way.
 */
export class LimelightSaliency extends LitElement {
  static override properties = {
    result: { attribute: false },
    picture: { attribute: false },
    classIndex: { type: Number, attribute: "class-index" },
    look: { attribute: false },
  };

  static override styles = [base, fields, colourLegendStyles, saliencyStyles];

  declare result: SaliencyResult | undefined;
  declare picture: Picture | undefined;
  /** The class that is shown. Default: the first that the result has. */
  declare classIndex: number | undefined;
  declare look: HeatLook;

  readonly #locale = new Locale(this);

  constructor() {
    super();
    this.look = usualHeatLook;
  }

  protected override render() {
    const { result, picture } = this;
    if (!picture && !result) return nothing;
    const attribution = this.#attribution;
    const heat = attribution && result && heatOf(attribution, result);
    return html`
      ${result?.warnings.map((warning) => html`<p class="warning" lang="en">${warning}</p>`)}
      ${attribution?.trouble ? html`<p class="warning" lang="en">${attribution.trouble}</p>` : nothing}
      <div class="trio">
        ${this.#figure("over", heat)} ${this.#figure("alone", heat)} ${this.#figure("mask", heat)}
      </div>
      ${heat ? colourLegend(this.#locale.words, heat, suited(this.look.colours, heat.signed)) : nothing}
      ${attribution && result ? this.#facts(attribution, result) : nothing}
    `;
  }

  get #attribution(): Attribution | undefined {
    const { result, classIndex } = this;
    if (!result) return undefined;
    return classIndex === undefined ? Object.values(result.attributions)[0] : result.attributions[classIndex];
  }

  #figure(view: HeatView, heat: Heat | undefined) {
    const { words } = this.#locale;
    const { colours, opacity, threshold } = this.look;
    const [title, right] = {
      over: [words.overPicture, heat && `${heat.size[1]} × ${heat.size[0]}`],
      alone: [words.mapAlone, heat && words.percentile],
      mask: [words.strongestOnly, heat && words.share(percent(keptShare(heat, threshold)))],
    }[view];
    return html`
      <figure>
        <limelight-heat-map
          bare
          .picture=${this.picture}
          .values=${heat?.values}
          .size=${heat?.size ?? [0, 0]}
          .range=${heat?.range ?? [0, 1]}
          .signed=${heat?.signed ?? false}
          .colours=${colours}
          .opacity=${opacity}
          .threshold=${threshold}
          .view=${view}
        ></limelight-heat-map>
        <figcaption><span>${title}</span><span>${right}</span></figcaption>
        ${heat ? this.#control(view, heat) : nothing}
      </figure>
    `;
  }

  #control(view: HeatView, { signed }: Heat) {
    const { words } = this.#locale;
    const { colours, opacity, threshold } = this.look;
    if (view === "over") return this.#slider("opacity", words.opacity, percent(opacity).replace(".0", ""));
    if (view === "mask") return this.#slider("threshold", words.threshold, threshold.toFixed(2));
    const choices = coloursFor(signed).map((map) => [map, words.colourMaps[map]]);
    return select(words.colours, "colours", choices, suited(colours, signed), (value) =>
      this.#look({ colours: value as ColourMap }),
    );
  }

  #slider(name: "opacity" | "threshold", label: string, value: string) {
    return html`
      <label class="field">
        <span>${label}<b>${value}</b></span>
        <input
          type="range"
          name=${name}
          min="0"
          max="1"
          step="0.01"
          .value=${String(this.look[name])}
          @input=${(event: Event) => this.#look({ [name]: Number((event.target as HTMLInputElement).value) })}
        />
      </label>
    `;
  }

  #facts({ score, completeness }: Attribution, { method, options, layer }: SaliencyResult) {
    const { words } = this.#locale;
    const facts: readonly (readonly [name: string, text: unknown])[] = [
      [words.method, words.methods[method]],
      [words.explained, `${words.scores[options.score as Score] ?? words.score} ${compact(score)}`],
      ...(layer ? [[words.layer, html`<code>${layer}</code>`] as const] : []),
      ...(completeness
        ? [
            [
              words.completeness,
              words.completenessText(
                compact(completeness.sum),
                compact(completeness.difference),
                percent(completeness.gap),
              ),
            ] as const,
          ]
        : []),
    ];
    return html`
      <dl>
        ${facts.map(
          ([name, text]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${text}</dd>
            </div>`,
        )}
      </dl>
    `;
  }

  #look(change: Partial<HeatLook>): void {
    this.look = { ...this.look, ...change };
    emit(this, "limelight-heat-look", { look: this.look });
  }
}

/** The map of an attribution, to be shown. */
export const heatOf = ({ map, range, signed }: Attribution, { size }: SaliencyResult): Heat => ({
  values: map,
  ...{ size, range, signed },
});
