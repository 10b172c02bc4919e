/** @file How an explanation is looked at: which signs, how many, how strongly tinted. Takes effect at once. */

import { css, html } from "lit";
import { count, percent } from "../drawing/format.ts";
import type { Look } from "../drawing/tint.ts";
import type { Words } from "../strings/strings.ts";

const SIGNS = ["both", "raises", "lowers"] as const;

/** `sure` superpixels of `all` can be tinted; `change` is called with what the person sets. */
export function lookControls(
  words: Words,
  look: Look,
  sure: number,
  all: number,
  change: (look: Look) => void,
) {
  const numberIn = (event: Event) => Number((event.target as HTMLInputElement).value);
  const shown = Math.min(look.strongest, sure);
  return html`
    <div class="look">
      <div class="segments" role="radiogroup" aria-label=${words.show}>
        ${SIGNS.map(
          (sign) => html`
            <label>
              <input
                type="radio"
                name="sign"
                .checked=${look.sign === sign}
                @change=${() => change({ ...look, sign })}
              />${words.signs[sign]}
            </label>
          `,
        )}
      </div>
      <label class="field">
        <span>${words.strongest}<b>${words.of(count(shown), count(all))}</b></span>
        <input
          type="range"
          name="strongest"
          min="0"
          max=${sure}
          .value=${String(shown)}
          @input=${(event: Event) => {
            const strongest = numberIn(event);
            change({ ...look, strongest: strongest === sure ? Number.POSITIVE_INFINITY : strongest });
          }}
        />
      </label>
      <label class="field">
        <span>${words.atLeast}<b>${percent(look.least).replace(".0", "")}</b></span>
        <input
          type="range"
          name="least"
          min="0"
          max="1"
          step="0.05"
          .value=${String(look.least)}
          @input=${(event: Event) => change({ ...look, least: numberIn(event) })}
        />
      </label>
      <label class="field">
        <span>${words.tint}<b>${percent(look.tint).replace(".0", "")}</b></span>
        <input
          type="range"
          name="tint"
          min="0"
          max="1"
          step="0.05"
          .value=${String(look.tint)}
          @input=${(event: Event) => change({ ...look, tint: numberIn(event) })}
        />
      </label>
    </div>
  `;
}

export const lookStyles = css`
  .look {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: var(--ll-3) var(--ll-4);
    align-items: end;
    margin-top: var(--ll-4);
    padding-top: var(--ll-4);
    border-top: 1px solid var(--ll-line);
  }
  .look .field span {
    white-space: nowrap;
  }
  .look .field b {
    margin-left: var(--ll-1);
  }
  @container (max-width: 480px) {
    .look :is(.segments, .field:last-child) {
      grid-column: 1 / -1;
    }
  }
`;
