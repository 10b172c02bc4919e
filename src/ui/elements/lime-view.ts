/** @file What LIME found, beside the picture: superpixels, prediction, weights, and how well they describe the model. */

import { html, nothing } from "lit";
import type { ClassExplanation } from "../../explainers/lime-options.ts";
import type { Segments } from "../../explainers/segmentation/segmentation.ts";
import type { Picture } from "../../images/picture.ts";
import type { Look } from "../drawing/tint.ts";
import type { Words } from "../strings/strings.ts";
import { type WhatIf, whatIfSentence } from "./what-if.ts";

export interface LimeView {
  readonly picture: Picture | undefined;
  readonly segments: Segments | undefined;
  /** Of the class that is shown. */
  readonly explanation: ClassExplanation | undefined;
  readonly classIndex: number | undefined;
  readonly classes: readonly string[];
  readonly probabilities: readonly number[] | undefined;
  readonly look: Look;
  readonly pointed: number | undefined;
  readonly whatIf: Pick<WhatIf, "hidden" | "probabilities">;
  /** Superpixels can be changed by hand. */
  readonly editable: boolean;
  /** The numbers are still changing. */
  readonly moving: boolean;
}

export function limeView(words: Words, view: LimeView) {
  const {
    picture,
    segments,
    explanation,
    classIndex,
    classes,
    probabilities,
    look,
    pointed,
    moving,
    whatIf,
    editable,
  } = view;
  const name = (classIndex !== undefined && classes[classIndex]) || "";
  return html`
    <div class="lime" ?hidden=${!picture}>
      <div>
        <limelight-superpixels
        .picture=${picture}
        .segments=${segments}
        .explanation=${explanation}
        .target=${name}
        .look=${look}
        .pointed=${pointed}
        .moving=${moving}
        .hiddenSegments=${whatIf.hidden}
      ></limelight-superpixels>
        ${
          editable && segments && !moving
            ? html`<details class="edit">
              <summary class="hint">${words.editSegments}</summary>
              <limelight-segment-editor .picture=${picture} .segments=${segments}></limelight-segment-editor>
            </details>`
            : nothing
        }
      </div>
      <div class="stack">
        ${
          whatIf.hidden.size > 0 && classIndex !== undefined && probabilities
            ? whatIfSentence(words, whatIf, classIndex, name, probabilities)
            : nothing
        }
        <limelight-prediction
          bare
          ?hidden=${!probabilities}
          .classes=${classes}
          .probabilities=${whatIf.probabilities ?? probabilities ?? []}
          .earlier=${whatIf.probabilities && probabilities}
          .selected=${classIndex}
        ></limelight-prediction>
        <limelight-weights .explanation=${explanation} .target=${name} .pointed=${pointed} .hiddenSegments=${whatIf.hidden}></limelight-weights>
        ${explanation ? howWell(words, explanation.score, moving) : nothing}
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
