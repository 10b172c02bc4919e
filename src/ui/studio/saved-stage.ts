/** @file A result in place of a view's own: of what run it is, and the element that shows it; or two side by side. */

import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { Saved } from "../../saved/read.ts";
import type { Words } from "../strings/strings.ts";
import { goOnWith, whyNotGoOn } from "./means-resume.ts";
import type { Session } from "./session.ts";

export function savedStage(words: Words, session: Session) {
  const { saved } = session;
  if (!saved.shown) return nothing;
  const { origin, names, note, results } = saved.shown;
  return html`
    <div class="saved" role="status">
      <span><b>${words.shownInstead[origin]}</b> ${names.join(" · ")}</span>
      <button type="button" class="button" @click=${() => saved.close()}>${words.close}</button>
      ${note ? html`<p class="hint">${words.shownNotes[note]}</p>` : nothing}
      ${results.length === 1 ? goOn(words, session, results[0]) : nothing}
      ${results.length === 1 ? options(words, results[0]) : nothing}
    </div>
    ${
      results.length === 1
        ? keyed(results[0], shown(results[0]))
        : html`
            <div class="halves">
              ${results.map((one, i) => html`<section aria-label=${names[i]}><h2 class="label">${names[i]}</h2>${keyed(one, shown(one))}</section>`)}
            </div>
          `
    }
  `;
}

/** A run over a data set that was not finished goes on where its model and data are open. */
function goOn(words: Words, session: Session, { kind, result }: Saved) {
  if (kind !== "means" || result.done) return nothing;
  const why = whyNotGoOn(session, result);
  if (why)
    return html`<p class="hint">${words.goesOnWith[why](why === "data" ? result.data : result.model)}</p>`;
  return html`
    <button type="button" class="button" @click=${() => goOnWith(session, result)}>${words.goOn}</button>
  `;
}

function shown({ kind, result, picture, classIndex }: Saved) {
  switch (kind) {
    case "lime":
      return html`<limelight-lime .result=${result} .picture=${picture} .target=${classIndex}></limelight-lime>`;
    case "compare":
      return html`<limelight-compare .result=${result} .picture=${picture}></limelight-compare>`;
    case "saliency":
      return html`<limelight-saliency .result=${result} .picture=${picture} .classIndex=${classIndex}></limelight-saliency>`;
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
