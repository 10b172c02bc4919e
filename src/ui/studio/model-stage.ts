/** @file The view of the model itself: its layers as a table and as a plot. */

import { html, nothing } from "lit";
import type { CacheUse } from "../../workers/protocol.ts";
import { compact, count } from "../drawing/format.ts";
import { emit } from "../elements/events.ts";
import { head } from "../elements/head.ts";
import type { Words } from "../strings/strings.ts";
import type { Session } from "./session.ts";

export function modelStage(words: Words, { model, opened, settings }: Session) {
  if (!model) return head(words.noModel, undefined);
  const { name, parameters, multiplyAdds, warnings } = model;
  const selected = settings.maps.layer;
  const title = words.modelTitle(name, count(parameters), compact(multiplyAdds));
  return html`
    ${head(title, words.modelText, warnings)}
    <div class="halves">
      <limelight-model-summary bare .info=${model} .selected=${selected}></limelight-model-summary>
      <limelight-model-graph
        .layout=${opened.layout}
        .name=${name}
        .selected=${selected}
      ></limelight-model-graph>
    </div>
    ${opened.kept && keptNote(words, opened.kept)}
  `;
}

/** What the browser keeps of downloads, and the button that deletes it. */
function keptNote(words: Words, { files, bytes }: CacheUse) {
  const forget = (event: Event) => {
    const button = event.currentTarget as HTMLElement;
    (button.previousElementSibling as HTMLElement).focus(); // the button goes
    emit(button, "limelight-forget");
  };
  return html`
    <p class="kept hint">
      <span role="status" tabindex="-1">${files ? words.kept(count(files), compact(bytes / 1e6)) : words.noneKept}</span>
      ${files ? html`<button type="button" class="link" @click=${forget}>${words.clearKept}</button>` : nothing}
    </p>
  `;
}
