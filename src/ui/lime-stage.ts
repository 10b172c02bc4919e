/** @file LIME's view: what was found, the picture, the prediction and the superpixels. */

import { html, nothing } from "lit";
import { findingOf } from "./finding.ts";
import { head } from "./head.ts";
import type { Session } from "./session.ts";
import type { Words } from "./strings.ts";
import type { Look } from "./tint.ts";
import { waitingFor } from "./waiting.ts";

export function limeStage(words: Words, session: Session, look: Look, pointed: number | undefined) {
  const { model, picture, prediction, classIndex } = session;
  const run = session.runs.lime;
  const name = (classIndex !== undefined && model?.classes[classIndex]) || "";
  const result = run.latest;
  const explanation = classIndex === undefined ? undefined : result?.explanations[classIndex];
  const finding = result && explanation && findingOf(words, name, explanation, result, run.latestState);
  const isMoving = run.latestState === "running";
  const title = finding
    ? html`${finding.title[0]}<strong>${finding.title[1]}</strong>${finding.title[2]}`
    : waitingFor(words, session);
  return html`
    ${head(title, finding?.trust, (result ?? model)?.warnings)}
    <div class="lime" ?hidden=${!picture}>
      <limelight-superpixels
        .picture=${picture}
        .segments=${result?.segments}
        .explanation=${explanation}
        .target=${name}
        .look=${look}
        .pointed=${pointed}
        .moving=${isMoving}
      ></limelight-superpixels>
      <div class="stack">
        <limelight-prediction
          ?hidden=${!prediction}
          .classes=${model?.classes ?? []}
          .probabilities=${prediction?.probabilities ?? []}
          .selected=${classIndex}
        ></limelight-prediction>
        <limelight-weights .explanation=${explanation} .target=${name} .pointed=${pointed}></limelight-weights>
        ${explanation ? howWell(words, explanation.score, isMoving) : nothing}
      </div>
    </div>
  `;
}

/** How well the weights describe the model; while the run goes on, to one digit. */
const howWell = (words: Words, score: number, isMoving: boolean) => html`
  <section class="fit">
    <b>${score.toFixed(isMoving ? 1 : 2).replace("-", "−")}</b>
    <span>${isMoving ? words.scoreMoving : words.score}</span>
    <p class="hint">${isMoving ? words.scoreOneDigit : words.scoreText}</p>
  </section>
`;
