/** @file A choice of one of several values. */

import { html } from "lit";
import { live } from "lit/directives/live.js";

/** `choices` are values, each with its word. */
export function select(
  label: string,
  id: string,
  choices: readonly (readonly string[])[],
  chosen: string,
  change: (value: string) => void,
) {
  return html`
    <label class="field">
      <span>${label}</span>
      <select id=${id} class="input" @change=${(event: Event) => change((event.target as HTMLSelectElement).value)}>
        ${choices.map(
          ([value, word]) =>
            html`<option value=${value} .selected=${live(value === chosen)}>${word}</option>`,
        )}
      </select>
    </label>
  `;
}
