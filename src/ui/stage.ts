/** @file The middle of the page: what was found, the picture, the prediction and the superpixels. */

import { html, nothing } from "lit";
import { emit } from "./events.ts";
import { findingOf } from "./finding.ts";
import type { Session } from "./session.ts";
import { byProbability } from "./settings-value.ts";
import type { Words } from "./strings.ts";
import type { Look } from "./tint.ts";

/** The class that is shown: the one chosen, else the most probable. */
export const shownClass = ({ settings, prediction }: Session): number | undefined =>
  prediction ? (settings.classIndex ?? byProbability(prediction.probabilities)[0]) : undefined;

export function stage(words: Words, session: Session, look: Look, pointed: number | undefined) {
  const { model, picture, prediction, run, waiting } = session;
  if (waiting === undefined && (!model || session.current < 0)) return empty(words);
  const classIndex = shownClass(session);
  const name = (classIndex !== undefined && model?.classes[classIndex]) || "";
  const result = run.latest;
  const explanation = classIndex === undefined ? undefined : result?.explanations[classIndex];
  const finding = result && explanation && findingOf(words, name, explanation, result, run.latestState);
  const isMoving = run.latestState === "running";
  return html`
    <div class="head">
      <h1 class="finding">
        ${
          finding
            ? html`${finding.title[0]}<strong>${finding.title[1]}</strong>${finding.title[2]}`
            : waitingFor(words, session)
        }
      </h1>
      <p class="trust">${finding?.trust}</p>
      ${(result ?? model)?.warnings.map((warning) => html`<p class="warning" lang="en">${warning}</p>`)}
    </div>
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

function waitingFor(words: Words, { waiting, opening }: Session): string {
  if (waiting === "engine") return words.starting;
  return waiting === "model" ? words.opening(opening) : words.predicting;
}

/** How well the weights describe the model; while the run goes on, to one digit. */
const howWell = (words: Words, score: number, isMoving: boolean) => html`
  <section class="fit">
    <b>${score.toFixed(isMoving ? 1 : 2).replace("-", "−")}</b>
    <span>${isMoving ? words.scoreMoving : words.score}</span>
    <p class="hint">${isMoving ? words.scoreOneDigit : words.scoreText}</p>
  </section>
`;

const empty = (words: Words) => html`
  <div class="head">
    <h1 class="finding">${words.bringTitle}</h1>
    <p class="trust">${words.bringText}</p>
  </div>
  <div class="empty">
    <h2>${words.drop}</h2>
    <p class="quiet">${words.formats}</p>
    <p>
      <button type="button" class="button" @click=${(event: Event) => emit(event.target!, "limelight-pick", { kind: "any" })}>
        ${words.choose}
      </button>
      <span class="hint">${words.orPaste}</span>
    </p>
  </div>
`;

/** What could not be done, why, what helps, and what still works. In one region, which is read out. */
export const troubles = (words: Words, { troubles, model }: Session, dismiss: () => void) => html`
  <div role="alert" class="troubles">
    ${troubles.map(
      ({ name, code, message }) => html`
        <div class="error">
          <h2>${words.trouble(name, code)}</h2>
          <p lang="en">${message}</p>
        </div>
      `,
    )}
    ${
      troubles.length > 0
        ? html`
          <p>
            <button
              type="button"
              class="button"
              @click=${(event: Event) => emit(event.target!, "limelight-pick", { kind: "any" })}
            >
              ${words.chooseAnother}
            </button>
            <button type="button" class="button plain" @click=${dismiss}>${words.dismiss}</button>
            ${model ? html`<span class="hint">${words.stillInUse(model.name)}</span>` : nothing}
          </p>
        `
        : nothing
    }
  </div>
`;
