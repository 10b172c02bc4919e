/** @file The legend of a map of numbers: its colours, what stands at both ends, and zero where there are two signs. */

import { css, html, nothing } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { COLOURS, type ColourMap, colourTable } from "../../images/colour-map.ts";
import type { Words } from "../strings/strings.ts";
import { compact } from "./format.ts";
import type { Heat } from "./heat.ts";

/** Colours of the bar: enough for the eye. */
const STOPS = 32;

export function colourLegend(
  words: Words,
  { range: [low, high], signed }: Pick<Heat, "range" | "signed">,
  colours: ColourMap,
) {
  const isData = colours === "blue-orange"; // then the words are in the colours of the ends
  const ends = signed ? [words.lowers, words.raises] : [words.weak, words.strong];
  return html`
    <div class="legend" part="legend">
      <span class=${isData ? "lowers" : "quiet"}>${ends[0]}</span>
      <div
        class="bar"
        aria-hidden="true"
        style=${styleMap({ background: `linear-gradient(to right, ${stopsOf(colours)})` })}
      >
        ${signed ? html`<b></b>` : nothing}
      </div>
      <span class=${isData ? "raises" : "quiet"}>${ends[1]}</span>
      <div class="ticks">
        <span>${compact(low, signed)}</span>
        ${signed ? html`<span>0</span>` : nothing}
        <span>${compact(high, signed)}</span>
      </div>
    </div>
  `;
}

function stopsOf(colours: ColourMap): string {
  const table = colourTable(colours);
  return Array.from({ length: STOPS }, (_, i) => {
    const at = 3 * Math.round((i * (COLOURS - 1)) / (STOPS - 1));
    return `rgb(${table.subarray(at, at + 3).join(" ")})`;
  }).join(", ");
}

export const colourLegendStyles = css`
  .legend {
    display: grid;
    grid-template-columns: auto 1fr auto;
    gap: var(--ll-1) var(--ll-3);
    align-items: center;
    max-width: 560px;
    margin-top: var(--ll-3);
    font-size: var(--ll-text-xs);
  }
  .lowers {
    color: var(--ll-neg-ink);
  }
  .raises {
    color: var(--ll-pos-ink);
  }
  .legend .bar {
    position: relative;
    height: 10px;
    forced-color-adjust: none;
  }
  .legend .bar b {
    position: absolute;
    inset: -3px auto -3px 50%;
    width: 1.5px;
    margin-left: -0.75px;
    background: var(--ll-ink);
  }
  .ticks {
    grid-column: 2;
    display: flex;
    justify-content: space-between;
    color: var(--ll-ink-3);
  }
`;
