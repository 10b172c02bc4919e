/** @file The keys of the page: what each does, and the sheet that lists them. */

import { css, html } from "lit";
import type { Words } from "../strings/strings.ts";
import { VIEWS, type View } from "./views.ts";

export type KeyAction =
  | "run"
  | "stop"
  | "past"
  | "undo"
  | "redo"
  | "keys"
  | "files"
  | "theme"
  | { readonly view: View };

const ACTIONS: Readonly<Record<string, KeyAction>> = {
  r: "run",
  o: "files",
  h: "past",
  d: "theme",
  "?": "keys",
};

const TYPED_IN =
  "input:not([type=range]):not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";

/** What a key asks for. Nothing while it is typed into a field, or where an element has used it. */
export function actionOf(event: KeyboardEvent): KeyAction | undefined {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (event.defaultPrevented || altKey) return undefined;
  if (key === "Escape") return "stop";
  if (event.composedPath().some((at) => at instanceof Element && at.matches(TYPED_IN))) return undefined;
  if (ctrlKey || metaKey) {
    if (key.toLowerCase() === "z") return shiftKey ? "redo" : "undo";
    return key.toLowerCase() === "y" ? "redo" : undefined;
  }
  const view = VIEWS[Number(key) - 1];
  return view ? { view } : ACTIONS[key.toLowerCase()];
}

/** The dialog that lists the keys. Its button, Esc, or a press beside it closes it. */
export function keysSheet(words: Words) {
  const { keyNames } = words;
  const control = /mac|iphone|ipad/i.test(navigator.platform) ? "⌘" : "Ctrl";
  const groups: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
    [
      words.keysAnywhere,
      [
        ["?", keyNames.sheet],
        [`1 – ${VIEWS.length}`, keyNames.view],
        ["O", keyNames.open],
        [`${control} V`, keyNames.paste],
        ["R", keyNames.run],
        ["Esc", keyNames.stop],
        ["H", keyNames.past],
        [`${control} Z`, keyNames.undo],
        [`${control} ⇧ Z`, keyNames.redo],
        ["D", keyNames.theme],
      ],
    ],
    [
      words.keysPicture,
      [
        ["← →", keyNames.nextSuperpixel],
        ["Enter", keyNames.hide],
      ],
    ],
    [
      words.keysGallery,
      [
        ["← ↑ ↓ →", keyNames.move],
        ["Enter", keyNames.choose],
        ["Home End", keyNames.ends],
      ],
    ],
    [
      words.keysCrop,
      [
        ["← ↑ ↓ →", keyNames.move],
        ["⇧ ←", keyNames.far],
        ["+ −", keyNames.resize],
      ],
    ],
  ];
  return html`
    <dialog id="keys" aria-labelledby="keys-title" closedby="any">
      <div class="dialog-head">
        <h2 id="keys-title">${words.keysTitle}</h2>
        <form method="dialog"><button class="button plain" aria-label=${words.close}>×</button></form>
      </div>
      <div class="keys">
        ${groups.map(
          ([title, keys]) => html`
            <section>
              <h3 class="label">${title}</h3>
              <dl>
                ${keys.map(
                  ([key, what]) => html`
                    <div><dt>${key.split(" ").map((one) => (one === "–" ? one : html`<kbd>${one}</kbd>`))}</dt><dd>${what}</dd></div>
                  `,
                )}
              </dl>
            </section>
          `,
        )}
      </div>
    </dialog>
  `;
}

export const dialogStyles = css`
  dialog {
    width: min(640px, calc(100vw - 2 * var(--ll-4)));
    max-height: calc(100dvh - 2 * var(--ll-4));
    padding: 0;
    border: 1px solid var(--ll-line);
    border-radius: var(--ll-radius-l);
    background: var(--ll-raised);
    box-shadow: var(--ll-shadow);
    color: var(--ll-ink);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 40%);
  }
  .dialog-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: var(--ll-4) var(--ll-4) 0 var(--ll-6);
  }
  .dialog-head h2 {
    font-size: 1.0625rem;
    font-weight: var(--ll-weight-strong);
  }
  .keys {
    columns: 260px 2;
    gap: var(--ll-6);
    padding: var(--ll-4) var(--ll-6) var(--ll-6);
  }
  .keys section {
    margin-bottom: var(--ll-6);
    break-inside: avoid;
  }
  .keys h3,
  .keys dl,
  .keys dd {
    margin-block: 0;
  }
  .keys dl > div {
    display: grid;
    grid-template-columns: 108px 1fr;
    gap: var(--ll-2);
    align-items: baseline;
    padding: 4px 0;
  }
  .keys dt {
    display: flex;
    gap: 4px;
  }
  .keys dd {
    margin: 0;
  }
  .keys kbd {
    display: inline-block; /* here they are what it is about, on phones too */
    min-width: 22px;
    padding: 1px 6px;
    border: 1px solid var(--ll-line-control);
    border-radius: 4px;
    font: var(--ll-text-xs) var(--ll-font-code);
    text-align: center;
  }
`;
