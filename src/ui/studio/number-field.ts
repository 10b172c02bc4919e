/** @file A whole number within a range. */

import { html } from "lit";
import { live } from "lit/directives/live.js";
import type { Range } from "./ranges.ts";

/** What is typed is brought into the range; what is no number changes nothing. */
export function numberField(
  label: string,
  id: string,
  value: number,
  [least, most]: Range,
  change: (value: number) => void,
) {
  const set = (event: Event) => {
    const typed = Math.round((event.target as HTMLInputElement).valueAsNumber);
    change(Number.isNaN(typed) ? value : Math.min(most, Math.max(least, typed)));
  };
  return html`
    <label class="field">
      <span>${label}</span>
      <input
        id=${id}
        class="input"
        type="number"
        min=${least}
        max=${most}
        .value=${live(String(value))}
        @change=${set}
      />
    </label>
  `;
}
