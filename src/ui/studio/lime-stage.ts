/** @file LIME's view: what was found, the picture, the prediction and the superpixels. */

import { html } from "lit";
import type { Look } from "../drawing/tint.ts";
import { findingOf, titleOf } from "../elements/finding.ts";
import { head } from "../elements/head.ts";
import { limeView } from "../elements/lime-view.ts";
import type { Words } from "../strings/strings.ts";
import type { Session } from "./session.ts";
import { waitingFor } from "./waiting.ts";

export function limeStage(words: Words, session: Session, look: Look, pointed: number | undefined) {
  const { model, picture, prediction, classIndex } = session;
  const run = session.runs.lime;
  const name = (classIndex !== undefined && model?.classes[classIndex]) || "";
  const result = run.latest;
  const explanation = classIndex === undefined ? undefined : result?.explanations[classIndex];
  const finding = result && explanation && findingOf(words, name, explanation, result, run.latestState);
  return html`
    ${head(finding ? titleOf(finding) : waitingFor(words, session), finding?.trust, (result ?? model)?.warnings)}
    ${limeView(words, {
      ...{ picture, segments: result?.segments, explanation, classIndex, classes: model?.classes ?? [] },
      ...{ probabilities: prediction?.probabilities, look, pointed, moving: run.latestState === "running" },
      whatIf: session.whatIf,
      editable: true,
    })}
  `;
}
