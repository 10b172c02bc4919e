/** @file The view of the model itself: its layers as a table and as a plot. */

import { html } from "lit";
import { compact, count } from "./format.ts";
import { head } from "./head.ts";
import type { Session } from "./session.ts";
import type { Words } from "./strings.ts";

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
  `;
}
