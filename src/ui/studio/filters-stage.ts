/** @file The view of gradient ascent: what each filter of a layer would most like to see. */

import { html } from "lit";
import { count } from "../drawing/format.ts";
import { layerCode, withName } from "../elements/apart.ts";
import { head } from "../elements/head.ts";
import type { Words } from "../strings/strings.ts";
import type { Session } from "./session.ts";
import { waitingFor } from "./waiting.ts";

export function filtersStage(words: Words, session: Session) {
  const { model, runs, waiting } = session;
  const { latest, latestState } = runs.filters;
  if (!latest) {
    const title =
      waiting === "engine" || waiting === "model" ? waitingFor(words, session) : words.filtersEmpty;
    return head(title, model && words.filtersHow, model?.warnings);
  }
  const { done, total } = latest.stats;
  const says = {
    idle: words.filtersRunning,
    running: words.filtersRunning,
    done: words.filtersTrust,
    stopped: words.filtersStopped,
  };
  const trust = says[latestState](count(done), count(total));
  return html`
    ${head(withName(words.filtersTitle, layerCode(session, latest.layer)), trust, latest.warnings)}
    <limelight-filters bare .result=${latest}></limelight-filters>
  `;
}
