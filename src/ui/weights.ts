import { css, html, LitElement } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import type { ClassExplanation } from "../explainers/lime-options.ts";
import { emit } from "./events.ts";
import { digitsFor, signed } from "./format.ts";
import { Locale } from "./locale.ts";
import { rangeOf, weightsOf } from "./tint.ts";

/**
 * The superpixels of an explanation by magnitude, each with its weight and standard error.
 *
 * @fires limelight-point - A row is pointed at or focused, or none any more.
 */
export class LimelightWeights extends LitElement {
  static override properties = { explanation: { attribute: false }, pointed: { attribute: false } };

  static override styles = css`
    :host { display: block; font-size: var(--ll-text-s, 13px); }
    h2 { font-size: inherit; font-weight: 600; margin: 0 0 8px; color: var(--ll-ink-2, inherit); }
    table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
    td { padding: 4px 0; border-top: 1px solid var(--ll-line, #ddd); }
    td:first-child { width: 2.5em; }
    td:last-child { text-align: right; width: 9em; }
    tr:focus-visible { outline: 2px solid var(--ll-focus, #5a3fd6); outline-offset: -2px; }
    tr.pointed { background: var(--ll-sunken, #eee); }
    .track { position: relative; height: 10px; border-left: 1px solid transparent; }
    .track::after { content: ""; position: absolute; left: 50%; top: -4px; bottom: -4px; width: 1px; background: var(--ll-line-control, #888); }
    .bar { position: absolute; top: 0; bottom: 0; forced-color-adjust: none; }
    .error { color: var(--ll-ink-2, inherit); }
    @media (pointer: coarse) { td { padding: 12px 0; } }
  `;

  declare explanation: ClassExplanation | undefined;
  declare pointed: number | undefined;
  readonly #locale = new Locale(this);

  protected override render() {
    const { words } = this.#locale;
    const weights = this.explanation ? weightsOf(this.explanation) : [];
    const range = rangeOf(weights);
    return html`
      <h2>${words.byWeight}</h2>
      <table aria-label=${words.byWeight}>
        ${weights.slice(0, 8).map(({ segment, value, error }) => {
          const share = (50 * Math.abs(value)) / range;
          const bar = {
            left: `${value > 0 ? 50 : 50 - share}%`,
            width: `${share}%`,
            background: value > 0 ? "var(--ll-pos, #d9600a)" : "var(--ll-neg, #1a6ed6)",
          };
          const point = (s: number | undefined) => () => emit(this, "limelight-point", { segment: s });
          return html`
            <tr
              tabindex="0"
              class=${segment === this.pointed ? "pointed" : ""}
              @pointerenter=${point(segment)}
              @pointerleave=${point(undefined)}
              @focus=${point(segment)}
              @blur=${point(undefined)}
            >
              <td>${segment}</td>
              <td><div class="track"><span class="bar" style=${styleMap(bar)}></span></div></td>
              <td>${signed(value, 3)} <span class="error">± ${error.toFixed(digitsFor(error))}</span></td>
            </tr>
          `;
        })}
      </table>
    `;
  }
}
