/** @file The legend of signed weights: blue lowers, orange raises, zero in the middle. */

import { css, html, nothing } from "lit";
import { map } from "lit/directives/map.js";
import { styleMap } from "lit/directives/style-map.js";
import type { Words } from "../strings/strings.ts";
import { digitsOf, signed } from "./format.ts";

/** The nine stops of the map, from the strongest that lowers to the strongest that raises. */
export const STOPS = ["n4", "n3", "n2", "n1", "0", "p1", "p2", "p3", "p4"] as const;

/** `range` stands at both ends; `now` is pointed at. */
export function legend(words: Words, range: number, now: number | undefined) {
  const digits = digitsOf(range);
  return html`
    <div class="legend" part="legend">
      <span class="lowers">${words.lowers}</span>
      <div class="ramp" aria-hidden="true">
        ${map(STOPS, (stop) => html`<i style=${styleMap({ background: `var(--ll-map-${stop})` })}></i>`)}
        ${now === undefined ? nothing : html`<b style=${styleMap({ left: `${50 + (50 * now) / range}%` })}></b>`}
      </div>
      <span class="raises">${words.raises}</span>
      <div class="ticks">
        <span>${signed(-range, digits)}</span><span>0</span><span>${signed(range, digits)}</span>
      </div>
    </div>
  `;
}

export const legendStyles = css`
  .legend {
    display: grid;
    grid-template-columns: auto 1fr auto;
    gap: var(--ll-1) var(--ll-3);
    align-items: center;
    margin-top: var(--ll-3);
    font-size: var(--ll-text-xs);
  }
  .lowers {
    color: var(--ll-neg-ink);
  }
  .raises {
    color: var(--ll-pos-ink);
  }
  .ramp {
    position: relative;
    display: flex;
    height: 10px;
  }
  .ramp i {
    flex: 1;
    forced-color-adjust: none;
  }
  .ramp::after {
    content: "";
    position: absolute;
    inset: -3px auto -3px 50%;
    width: 1.5px;
    margin-left: -0.75px;
    background: var(--ll-ink);
  }
  .ramp b {
    position: absolute;
    top: -7px;
    margin-left: -5px;
    border: 5px solid transparent;
    border-top-color: var(--ll-ink);
    border-bottom: 0;
  }
  .ticks {
    grid-column: 2;
    display: flex;
    justify-content: space-between;
    color: var(--ll-ink-3);
  }
`;
