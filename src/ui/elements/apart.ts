/** @file Names set apart in a sentence. */

import { html } from "lit";
import type { ModelInfo } from "../../workers/protocol.ts";
import { shownName } from "./layers.ts";

/** Stands in a sentence where a name goes: an invisible separator, which no word of the page has. */
export const NAME = "\u2063";

/** A sentence of the page's words, with something else in place of its name. */
export function withName(sentence: (name: string) => string, name: unknown) {
  const [before, after] = sentence(NAME).split(NAME);
  return html`${before}${name}${after}`;
}

/** A layer's name set apart, as it is shown; whole to those who point at it. */
export const layerCode = ({ model }: { readonly model: ModelInfo | undefined }, name: string) =>
  html`<code title=${name}>${model ? shownName(model, name) : name}</code>`;
