/** @file How the explanation is drawn: which signs, and how strongly. It changes no number. */

import { html, type TemplateResult } from "lit";
import type { Words } from "./strings.ts";
import type { Look } from "./tint.ts";

export function lookControls(words: Words, look: Look, onLook: (look: Look) => void): TemplateResult {
  const choices = [
    ["both", words.both],
    ["raises", words.raises],
    ["lowers", words.lowers],
  ] as const; // prettier-ignore
  return html`
    <div class="look">
      ${choices.map(
        ([sign, word]) => html`<button
          type="button"
          aria-pressed=${look.sign === sign ? "true" : "false"}
          @click=${() => onLook({ ...look, sign })}
        >${word}</button>`,
      )}
      <label>${words.tint}
        <input type="range" min="0" max="1" step="0.05" .value=${String(look.tint)}
          @input=${(event: Event) => onLook({ ...look, tint: Number((event.target as HTMLInputElement).value) })} />
      </label>
    </div>
  `;
}
