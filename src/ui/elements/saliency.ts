import { html, nothing } from "lit";
import type {
  Attribution,
  SaliencyOptions,
  SaliencyResult,
  Score,
} from "../../explainers/saliency-options.ts";
import type { ColourMap } from "../../images/colour-map.ts";
import type { Saved } from "../../saved/read.ts";
import { colourLegend, colourLegendStyles } from "../drawing/colour-legend.ts";
import { compact, percent } from "../drawing/format.ts";
import {
  coloursFor,
  type Heat,
  type HeatLook,
  type HeatView,
  isHeatLook,
  keptShare,
  suited,
  usualHeatLook,
} from "../drawing/heat.ts";
import { saliencySaves } from "../saving/saves.ts";
import { Locale } from "../strings/locale.ts";
import type { Words } from "../strings/strings.ts";
import { given, numberList } from "./attributes.ts";
import { emit } from "./events.ts";
import { type Asked, Explainer } from "./explainer.ts";
import { explainerStyles } from "./explainer-styles.ts";
import { head } from "./head.ts";
import { saliencyFinding, saliencyTrust } from "./saliency-finding.ts";
import { saliencyStyles } from "./saliency-styles.ts";
import { select } from "./select.ts";
import { stageStyles } from "./stage-styles.ts";
import { base, buttons, fields } from "./styles.ts";

/** The terminal's options that another run is needed for. */
const OPTIONS = [
  ...["method", "score", "layer", "labels", "top", "samples"],
  ...["noise", "steps", "rule", "baseline", "reduce", "seed"],
] as (keyof SaliencyOptions & keyof LimelightSaliency)[];

/**
 * What an attribution method says of one class: its map over the picture, alone, and as a mask, and what it rests on.
 * Under each picture stands what changes it; that takes effect at once. Given `model` and `src` it explains by itself.
 *
 * @slot poster - Shown until there is something to see.
 * @slot progress - Shown while the first result is awaited.
 * @fires limelight-heat-look - The map is looked at in another way.
 */
export class LimelightSaliency extends Explainer<SaliencyResult> {
  static override properties = {
    method: {},
    score: {},
    layer: {},
    labels: { converter: numberList },
    top: { type: Number },
    samples: { type: Number },
    noise: { type: Number },
    steps: { type: Number },
    rule: {},
    baseline: {},
    reduce: {},
    seed: { type: Number },
    classIndex: { type: Number, attribute: "class-index" },
    look: { attribute: false },
  };

  static override styles = [
    ...[base, buttons, fields, stageStyles, explainerStyles, colourLegendStyles, saliencyStyles],
  ];

  /** Default: "gradient". */
  declare method: SaliencyOptions["method"];
  /** Default: "logit"; of occlusion and RISE "softmax". */
  declare score: SaliencyOptions["score"];
  /** Of the CAM methods. Default: the last convolution of more than one pixel. */
  declare layer: string | undefined;
  /** Class indices to explain. Default: the `top` most probable. */
  declare labels: readonly number[] | undefined;
  /** How many of the most probable classes are explained. Default: 1. */
  declare top: number | undefined;
  /** Noisy copies of SmoothGrad, or masks of RISE. */
  declare samples: number | undefined;
  /** SmoothGrad: deviation of the noise as a share of the input's range. Default: 0.15. */
  declare noise: number | undefined;
  /** Integrated Gradients: points on the way. Default: 50. */
  declare steps: number | undefined;
  /** Integrated Gradients. Default: "gauss-legendre". */
  declare rule: SaliencyOptions["rule"];
  /** What stands for "no picture". Default: "black". */
  declare baseline: SaliencyOptions["baseline"];
  /** How channels become one number for each pixel. */
  declare reduce: SaliencyOptions["reduce"];
  /** Default: 0. */
  declare seed: number | undefined;
  /** The class that is shown. Default: the first that the result has. */
  declare classIndex: number | undefined;
  /** How the map is shown: colours, opacity, what a mask leaves. */
  declare look: HeatLook;

  protected override readonly kind = "saliency";
  protected override readonly asksAnew = OPTIONS;
  readonly #locale = new Locale(this);

  constructor() {
    super();
    this.look = usualHeatLook;
  }

  protected override restored({ classIndex, look }: Saved): void {
    this.classIndex ??= classIndex;
    if (isHeatLook(look)) this.look = look;
  }

  protected override ask({ engine, model, signal }: Asked): AsyncIterable<SaliencyResult> {
    const options = given(Object.fromEntries(OPTIONS.map((name) => [name, this[name]])) as SaliencyOptions);
    return engine.saliency(model, this.picture!, { ...options, signal });
  }

  protected override render() {
    const { result, picture } = this;
    const { words } = this.#locale;
    const hasFrame = this.explains || !this.bare;
    if (!picture && !result) return hasFrame ? this.poster(words) : nothing;
    const attribution = this.#attribution;
    const heat = attribution && result && heatOf(attribution, result);
    return html`
      ${hasFrame ? this.poster(words) : nothing}
      ${
        hasFrame && attribution && result
          ? head(saliencyFinding(words, this.#name, attribution, result.size), saliencyTrust(words, result))
          : nothing
      }
      ${result?.warnings.map((warning) => html`<p class="warning" lang="en">${warning}</p>`)}
      ${attribution?.trouble ? html`<p class="warning" lang="en">${attribution.trouble}</p>` : nothing}
      <div class="trio">
        ${this.#figure("over", heat)} ${this.#figure("alone", heat)} ${this.#figure("mask", heat)}
      </div>
      ${heat ? colourLegend(this.#locale.words, heat, suited(this.look.colours, heat.signed)) : nothing}
      ${attribution && result ? this.#facts(attribution, result) : nothing}
      ${hasFrame ? this.#foot(words) : nothing}
    `;
  }

  #foot(words: Words) {
    const { result, picture, look } = this;
    const { done = 0, total = 1 } = result?.stats ?? {};
    const name = words.methods[result?.method ?? this.method ?? "gradient"];
    const index = this.#index;
    const saves =
      result && index !== undefined ? saliencySaves(words, result, picture, index, look) : undefined;
    return this.foot(words, name, done, total, saves);
  }

  /** Of the class that is shown. */
  get #name(): string {
    return this.result?.classes[this.#index ?? -1] ?? "";
  }

  get #attribution(): Attribution | undefined {
    return this.result?.attributions[this.#index ?? -1];
  }

  /** Of the class that is shown. */
  get #index(): number | undefined {
    const { result, classIndex } = this;
    if (!result) return undefined;
    const index = classIndex ?? Number(Object.keys(result.attributions)[0]);
    return result.attributions[index] ? index : undefined;
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
