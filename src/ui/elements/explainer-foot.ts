/** @file What stands under an element that explains by itself: how far it is, the button that stops or starts it, and what to save. */

import { html, nothing } from "lit";
import { count } from "../drawing/format.ts";
import type { Saves } from "../saving/saves.ts";
import type { Words } from "../strings/strings.ts";

export interface Foot {
  /** Of what runs. */
  readonly name: string;
  readonly done: number;
  readonly total: number;
  readonly isRunning: boolean;
  readonly hasResult: boolean;
  readonly saves: Saves | undefined;
  /** Absent where there is nothing to run. */
  readonly run?: () => void;
  readonly cancel?: () => void;
}

export function foot(words: Words, { name, done, total, isRunning, hasResult, ...foot }: Foot) {
  const far = words.progress(count(done), count(total));
  return html`
    <div class="foot">
      ${
        isRunning
          ? html`<progress aria-label=${name} max=${total} .value=${done}></progress><span>${far}</span>`
          : html`<span class="visually-hidden" role="status">${hasResult ? `${name} ${far}` : nothing}</span>`
      }
      <span class="end">
        ${foot.saves ? html`<limelight-save menu .saves=${foot.saves}></limelight-save>` : nothing}
        ${
          foot.run && !isRunning
            ? html`<button type="button" id="run" class="button narrow" @click=${foot.run}>
                ${hasResult ? words.runAgain : words.run}
              </button>`
            : nothing
        }
        ${
          foot.cancel && isRunning
            ? html`<button type="button" id="cancel" class="button narrow" @click=${foot.cancel}>${words.cancel}</button>`
            : nothing
        }
      </span>
    </div>
  `;
}
