/** @file The bar at the top: what computes, light or dark, and the language. */

import { html, nothing } from "lit";
import type { EngineStatus } from "../../workers/protocol.ts";
import type { Language, Words } from "../strings/strings.ts";
import { THEMES, type Theme } from "./theme.ts";

export function studioHeader(
  words: Words,
  status: EngineStatus | undefined,
  theme: Theme,
  other: Language,
  speak: (language: Language) => void,
  keys: () => void,
) {
  const choose = (event: Event) => {
    theme.choice = (event.target as HTMLSelectElement).value as Theme["choice"];
  };
  return html`
    <header>
      <span class="mark">
        <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
          <circle cx="10" cy="10" r="9" fill="var(--ll-ink)" />
          <circle cx="12" cy="10" r="5" fill="var(--ll-panel)" />
        </svg>
        Limelight
      </span>
      ${status ? chip(words, status) : nothing}
      <select class="button plain" aria-label=${words.theme} @change=${choose}>
        ${THEMES.map(
          (name) =>
            html`<option value=${name} .selected=${name === theme.choice}>${words.themes[name]}</option>`,
        )}
      </select>
      <button type="button" class="button plain" lang=${other} @click=${() => speak(other)}>
        ${words.otherLanguage}
      </button>
      <button type="button" class="button plain keys-button" aria-label=${words.keysTitle} title=${words.keysTitle} @click=${keys}>?</button>
    </header>
  `;
}

/** A full dot where a GPU computes, a hollow one where none does. */
function chip(words: Words, { backend, adapter, software, reason }: EngineStatus) {
  const isFallback = backend !== "webgpu" || software;
  return html`
    <span class="chip ${isFallback ? "fallback" : ""}" data-backend=${backend} title=${reason || adapter}>
      ${words.backends[backend]}<span class="wide">${adapter ? `\u00a0· ${adapter}` : nothing}</span>
    </span>
  `;
}

/** Under the bar, where no GPU computes: why, what that means, and what helps. */
export function fallbackNote(words: Words, status: EngineStatus | undefined) {
  const { backend, cause, reason } = status ?? {};
  if (!backend || !cause) return nothing;
  return html`
    <section class="note" aria-label=${words.backends[backend]} title=${reason ?? ""}>
      <p><b>${words.fallbackCauses[cause]}</b> ${words.fallback[backend]}</p>
      ${cause === "asked" ? nothing : turnOn(words)}
    </section>
  `;
}

const turnOn = (words: Words) => html`
  <details>
    <summary>${words.turnOn}</summary>
    <ul>
      ${[...(isSecureContext ? [] : [words.turnOnSecure]), ...words.turnOnHow].map((how) => html`<li>${how}</li>`)}
    </ul>
  </details>
`;
