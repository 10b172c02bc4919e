/** @file Names set apart in a sentence. */

import { html } from "lit";

/** Stands in a sentence where a name goes: an invisible separator, which no word of the page has. */
export const NAME = "\u2063";

/** A sentence of the page's words, with something else in place of its name. */
export function withName(sentence: (name: string) => string, name: unknown) {
  const [before, after] = sentence(NAME).split(NAME);
  return html`${before}${name}${after}`;
}
