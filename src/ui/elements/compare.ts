import { css, html, nothing, type PropertyValues } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { parseSegmentation } from "../../explainers/segmentation/segmentation-text.ts";
import { type Compared, type ComparedMethod, type CompareResult, isSaliency } from "../../saved/compare.ts";
import { colourLegend, colourLegendStyles } from "../drawing/colour-legend.ts";
import { compareSaves } from "../saving/saves.ts";
import { Locale } from "../strings/locale.ts";
import type { Words } from "../strings/strings.ts";
import { given, wordList } from "./attributes.ts";
import { compareFinding } from "./compare-finding.ts";
import { agreement, comparedHeat } from "./compare-maps.ts";
import { compare } from "./compare-run.ts";
import { type Asked, Explainer } from "./explainer.ts";
import { explainerStyles } from "./explainer-styles.ts";
import { head } from "./head.ts";
import { byProbability, usualSettings } from "./settings-value.ts";
import { stageStyles } from "./stage-styles.ts";
import { base, buttons } from "./styles.ts";

/**
 * Explanations of one class by several methods side by side, of the same size on the same ground, with the rank correlation of each two and
 * the R² of LIME. Given `model` and `src` it runs them by itself; or it shows a `result`, or `results` of the other elements.
 *
 * @slot poster - Shown until there is something to see.
 * @slot progress - Shown while the first result is awaited.
 */
export class LimelightCompare extends Explainer<CompareResult> {
  static override properties = {
    methods: { converter: wordList },
    target: {},
    samples: { type: Number },
    seed: { type: Number },
    segmentation: {},
    results: { attribute: false },
  };

  static override styles = [
    base,
    buttons,
    stageStyles,
    explainerStyles,
    colourLegendStyles,
    css`
      .compare {
        display: grid;
        grid-template-columns: minmax(0, 1.55fr) minmax(260px, 1fr);
        gap: var(--ll-8);
        align-items: start;
      }
      .maps {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: var(--ll-4);
      }
      figure {
        margin: 0;
      }
      figcaption {
        display: flex;
        justify-content: space-between;
        gap: var(--ll-2);
        margin-top: var(--ll-1);
        color: var(--ll-ink-2);
        font-size: var(--ll-text-xs);
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: var(--ll-text-xs);
      }
      th,
      td {
        padding: 0;
        font-weight: var(--ll-weight);
        text-align: center;
      }
      tbody th {
        padding-right: var(--ll-2);
        text-align: left;
      }
      td i {
        display: grid;
        place-items: center;
        min-width: 30px;
        height: 34px;
        margin: 1px;
        border-radius: var(--ll-radius-s);
        background: color-mix(in srgb, var(--ll-ink) calc(var(--share) * 36%), var(--ll-panel));
        font-style: normal;
      }
      abbr {
        text-decoration: none;
      }
      h2 span {
        color: var(--ll-ink-3);
        font-weight: var(--ll-weight);
      }
      @container (max-width: 720px) {
        .compare {
          grid-template-columns: minmax(0, 1fr);
          gap: var(--ll-6);
        }
      }
      @container (max-width: 480px) {
        .maps {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
    `,
  ];

  /** Default: LIME, gradient, SmoothGrad, Integrated Gradients, Grad-CAM and occlusion. */
  declare methods: readonly ComparedMethod[] | undefined;
  /** Name or index of the class. Default: the most probable. */
  declare target: string | number | undefined;
  /** Of LIME. Default: 1000. */
  declare samples: number | undefined;
  /** Default: 0. */
  declare seed: number | undefined;
  /** Of LIME, as the terminal takes it: "slic:n_segments=50". */
  declare segmentation: string | undefined;
  /** What other elements found of one picture, in place of `result`; the class is the first that all explain. */
  declare results: readonly Compared[] | undefined;

  protected override readonly kind = "compare";
  protected override readonly asksAnew = ["methods", "target", "samples", "seed", "segmentation"];
  readonly #locale = new Locale(this);

  protected override async *ask({ engine, model, signal }: Asked): AsyncGenerator<CompareResult, void> {
    const { target, samples, seed, segmentation, methods = usualSettings.compare.methods } = this;
    const named = model.classes.indexOf(String(target));
    const asked = target === undefined ? -1 : named >= 0 ? named : Number(target);
    const classIndex =
      asked >= 0 ? asked : byProbability((await engine.predict(model, this.picture!)).probabilities)[0];
    const parts = segmentation === undefined ? undefined : parseSegmentation(segmentation);
    const lime = given({ samples, seed, segmentation: parts });
    yield* compare(engine, model, this.picture!, { methods, classIndex, lime }, signal);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("results") && this.results) this.result = together(this.results);
    super.willUpdate(changed);
  }

  protected override render() {
    const { result, bare } = this;
    const { words } = this.#locale;
    const finding = result && compareFinding(words, result);
    return html`
      ${this.poster(words)}
      ${finding && !bare ? head(finding, words.compareTrust, result.warnings) : nothing}
      ${result ? this.#compared(words, result) : nothing}
      ${this.foot(words, words.views.compare, result?.stats.done ?? 0, result?.stats.total ?? 1, result && compareSaves(words, result, this.picture))}
    `;
  }

  #compared(words: Words, result: CompareResult) {
    const { results, classIndex } = result;
    const names = namesOf(words, result);
    return html`
      <div class="compare">
        <div>
          <div class="maps">
            ${results.map((one, i) => this.#figure(one, names[i], classIndex))}
          </div>
          ${results.length > 0 ? colourLegend(words, { range: [-1, 1], signed: true }, "blue-orange") : nothing}
          <p class="hint">${words.compareScale}</p>
        </div>
        ${results.length > 1 ? this.#table(words, result, names) : nothing}
      </div>
    `;
  }

  #figure(result: Compared, name: string, classIndex: number) {
    const heat = comparedHeat(result, classIndex);
    if (!heat) return nothing;
    const score = isSaliency(result) ? undefined : result.explanations[classIndex].score;
    return html`
      <figure>
        <limelight-heat-map
          bare
          .picture=${this.picture}
          .values=${heat.values}
          .size=${heat.size}
          .range=${heat.range}
          .signed=${heat.signed}
        ></limelight-heat-map>
        <figcaption>
          <span>${name}</span>
          ${score === undefined ? nothing : html`<span>R² ${score.toFixed(2).replace("-", "−")}</span>`}
        </figcaption>
      </figure>
    `;
  }

  /** The lower half: the other says the same. */
  #table(words: Words, result: CompareResult, names: readonly string[]) {
    const table = agreement(result);
    const columns = names.slice(0, -1);
    return html`
      <div>
        <h2 class="label">${words.rankCorrelation} <span>${words.ofSizes}</span></h2>
        <div class="scroll" tabindex="0" role="region" aria-label=${words.rankCorrelation}>
          <table>
            <thead>
              <tr>
                <td></td>
                ${columns.map((name, i) => html`<th scope="col"><abbr title=${name}>${i + 1}</abbr></th>`)}
              </tr>
            </thead>
            <tbody>
              ${table.map(
                (row, i) => html`
                  <tr>
                    <th scope="row">${i + 1} ${names[i]}</th>
                    ${columns.map((_, j) => (j < row.length ? cell(row[j]) : html`<td></td>`))}
                  </tr>
                `,
              )}
            </tbody>
          </table>
        </div>
      </div>
    `;
  }
}

const cell = (value: number) => html`
  <td>
    <i style=${styleMap({ "--share": String(value > 0 ? value : 0) })}>${
      Number.isFinite(value) ? value.toFixed(2).replace("-", "−") : "–"
    }</i>
  </td>
`;

export const nameOf = (words: Words, method: ComparedMethod): string =>
  method === "lime" || method === "kernel-shap" ? words.limeMethods[method] : words.methods[method];

/** By their methods, unless they have names of their own. */
export const namesOf = (words: Words, { results, names }: CompareResult): readonly string[] =>
  names ?? results.map(({ method }) => nameOf(words, method));

/** Results that were made one by one. */
function together(results: readonly Compared[]): CompareResult | undefined {
  const [first] = results;
  if (!first) return undefined;
  const explained = results.map((one) => Object.keys(isSaliency(one) ? one.attributions : one.explanations));
  const shared = explained[0].find((index) => explained.every((indices) => indices.includes(index)));
  const total = results.length;
  return {
    ...{ method: "compare", done: true, model: first.model, classes: first.classes, results },
    ...{ classIndex: Number(shared ?? explained[0][0]), options: {}, warnings: [] },
    stats: { done: total, total, milliseconds: 0 },
  };
}
