/** @file A choice of one of a few, side by side. Takes effect at once. */

import { html } from "lit";

/** `choices` are values, each with its word; "" is none of them. `name` tells the groups of one element apart. */
export function choice<Value extends string>(
  label: string,
  name: string,
  choices: Readonly<Record<Value, string>>,
  chosen: Value | "",
  change: (value: Value) => void,
) {
  return html`
    <div class="segments" role="radiogroup" aria-label=${label}>
      ${(Object.keys(choices) as Value[]).map(
        (value) => html`
          <label>
            <input
              type="radio"
              name=${name}
              value=${value}
              .checked=${value === chosen}
              @change=${() => change(value)}
            />${choices[value]}
          </label>
        `,
      )}
    </div>
  `;
}
