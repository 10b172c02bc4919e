/** @file Which methods are compared. */

import { html } from "lit";
import { SALIENCY_METHODS } from "../../explainers/saliency-options.ts";
import { nameOf } from "../elements/compare.ts";
import type { Settings } from "../elements/settings-value.ts";
import type { Words } from "../strings/strings.ts";

/** Those that can be compared, in the order they are shown in. */
export const COMPARED = ["lime", "kernel-shap", ...SALIENCY_METHODS] as const;

export function compareFields(
  words: Words,
  { compare: { methods } }: Settings,
  set: (change: Partial<Settings>) => void,
) {
  return html`
    <fieldset class="checks">
      <legend class="label">${words.comparedMethods}</legend>
      ${COMPARED.map(
        (method) => html`
          <label>
            <input
              type="checkbox"
              value=${method}
              .checked=${methods.includes(method)}
              @change=${({ target }: Event) => {
                const chosen = (target as HTMLInputElement).checked;
                set({
                  compare: {
                    methods: COMPARED.filter((one) => (one === method ? chosen : methods.includes(one))),
                  },
                });
              }}
            />
            ${nameOf(words, method)}
          </label>
        `,
      )}
    </fieldset>
  `;
}
