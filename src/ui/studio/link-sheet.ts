/** @file The dialog that asks for the address of a picture or a model. */

import { css, html } from "lit";
import { emit } from "../elements/events.ts";
import type { Words } from "../strings/strings.ts";

export function linkSheet(words: Words) {
  const open = (event: SubmitEvent) => {
    const form = event.target as HTMLFormElement;
    const url = String(new FormData(form).get("url") ?? "");
    form.reset();
    emit(form, "limelight-link", { url });
  };
  return html`
    <dialog id="link" aria-labelledby="link-title" closedby="any">
      <div class="dialog-head">
        <h2 id="link-title">${words.fromLink}</h2>
        <form method="dialog"><button class="button plain" aria-label=${words.close}>×</button></form>
      </div>
      <form method="dialog" class="link-form" @submit=${open}>
        <label class="field">
          <span>${words.linkLabel}</span>
          <input class="input" name="url" type="url" required pattern="https?://.+" placeholder="https://" />
        </label>
        <p class="hint">${words.linkHint}</p>
        <button class="button main">${words.openLink}</button>
      </form>
    </dialog>
  `;
}

export const linkStyles = css`
  .link-form {
    display: grid;
    gap: var(--ll-3);
    justify-items: start;
    padding: var(--ll-4) var(--ll-6) var(--ll-6);
  }
  .link-form .field {
    width: 100%;
  }
`;
