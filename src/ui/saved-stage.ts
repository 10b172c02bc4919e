/** @file A saved result in place of a view: of what run it is, and the element that shows it. */

import { html, nothing } from "lit";
import type { Saved } from "../saved/read.ts";
import type { OpenSaved } from "./open-saved.ts";
import type { Words } from "./strings.ts";

export function savedStage(words: Words, saved: OpenSaved, result: Saved) {
  return html`
    <div class="saved" role="status">
      <span><b>${words.savedResult}</b> ${saved.name}</span>
      <button type="button" class="button narrow" @click=${() => saved.close()}>${words.close}</button>
      ${options(words, result)}
    </div>
    ${shown(result)}
  `;
}

function shown({ kind, result }: Saved) {
  switch (kind) {
    case "lime":
      return html`<limelight-lime .result=${result}></limelight-lime>`;
    case "compare":
      return html`<limelight-compare .result=${result}></limelight-compare>`;
    case "saliency":
      return html`<limelight-saliency .result=${result}></limelight-saliency>`;
    case "filters":
      return html`<limelight-filters .result=${result}></limelight-filters>`;
    case "maps":
      return html`<limelight-feature-maps .result=${result}></limelight-feature-maps>`;
    case "prediction":
      return html`<limelight-prediction .result=${result}></limelight-prediction>`;
    case "model":
      return html`<limelight-model-summary .result=${result}></limelight-model-summary>`;
    case "curves":
      return html`<limelight-curves .histories=${result}></limelight-curves>`;
    case "confusion":
      return html`<limelight-confusion-matrix .result=${result}></limelight-confusion-matrix>`;
    case "means":
      return html`<limelight-mean-maps .result=${result}></limelight-mean-maps>`;
  }
}

/** With what the run was asked. */
function options(words: Words, { result }: Saved) {
  const { model, options, versions } = result as {
    readonly model?: string;
    readonly options?: object;
    readonly versions?: object;
  };
  const rows = Object.entries({ ...(model ? { model } : {}), ...options, ...versions });
  if (rows.length === 0) return nothing;
  return html`
    <details>
      <summary>${words.savedOptions}</summary>
      <dl>
        ${rows.map(
          ([name, value]) => html`
            <dt><code>${name}</code></dt>
            <dd>${typeof value === "string" ? value : JSON.stringify(value)}</dd>
          `,
        )}
      </dl>
    </details>
  `;
}
