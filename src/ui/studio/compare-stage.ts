/** @file The view that compares methods. */

import { html } from "lit";
import { compareFinding } from "../elements/compare-finding.ts";
import { head } from "../elements/head.ts";
import type { Words } from "../strings/strings.ts";
import type { Session } from "./session.ts";
import { waitingFor } from "./waiting.ts";

export function compareStage(words: Words, session: Session) {
  const { model, picture, runs } = session;
  const result = runs.compare.latest;
  const title = result ? compareFinding(words, result) : waitingFor(words, session);
  return html`
    ${head(title, result && words.compareTrust, (result ?? model)?.warnings)}
    <limelight-compare bare .result=${result} .picture=${picture}></limelight-compare>
  `;
}
