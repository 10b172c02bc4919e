/** @file The middle of the page: what a view has found, or what there is to do before. */

import { html, nothing } from "lit";
import type { HeatLook } from "../drawing/heat.ts";
import type { Look } from "../drawing/tint.ts";
import { emit } from "../elements/events.ts";
import { head } from "../elements/head.ts";
import type { Words } from "../strings/strings.ts";
import { compareStage } from "./compare-stage.ts";
import { confusionStage } from "./confusion-stage.ts";
import { curvesStage } from "./curves-stage.ts";
import { filtersStage } from "./filters-stage.ts";
import { limeStage } from "./lime-stage.ts";
import { mapsStage } from "./maps-stage.ts";
import { meansStage } from "./means-stage.ts";
import { modelStage } from "./model-stage.ts";
import { saliencyStage } from "./saliency-stage.ts";
import { savedStage } from "./saved-stage.ts";
import type { Session } from "./session.ts";
import { isOfPicture } from "./views.ts";

/** How results are looked at. It changes no number. */
export interface Looks {
  readonly lime: Look;
  readonly heat: HeatLook;
  /** The superpixel that is pointed at. */
  readonly pointed: number | undefined;
}

/** There is nothing yet that the view could be of, and nothing is on its way. */
export const isEmpty = ({ saved, view, waiting, model, current }: Session): boolean =>
  !saved.shown &&
  view !== "curves" &&
  waiting === undefined &&
  !(model && (current >= 0 || !isOfPicture(view)));

export function stage(words: Words, session: Session, looks: Looks) {
  const { view, saved } = session;
  if (saved.shown) return savedStage(words, session);
  if (view === "curves") return curvesStage(words, session);
  if (isEmpty(session)) return empty(words);
  if (view === "saliency") return saliencyStage(words, session, looks.heat);
  if (view === "compare") return compareStage(words, session);
  if (view === "filters") return filtersStage(words, session);
  if (view === "model") return modelStage(words, session);
  if (view === "confusion") return confusionStage(words, session);
  if (view === "means") return meansStage(words, session, looks.heat);
  if (view === "maps") return mapsStage(words, session);
  return limeStage(words, session, looks.lime, looks.pointed);
}

const empty = (words: Words) => html`
  ${head(words.bringTitle, words.bringText)}
  <div class="empty">
    <h2>${words.drop}</h2>
    <p class="quiet">${words.formats}</p>
    <p class="row">
      <button type="button" class="button main" @click=${(event: Event) => emit(event.target!, "limelight-pick", { kind: "any" })}>
        ${words.choose}
      </button>
      <button type="button" class="button" @click=${(event: Event) => emit(event.target!, "limelight-link", { url: undefined })}>
        ${words.fromLink}
      </button>
      <button type="button" class="button" @click=${(event: Event) => emit(event.target!, "limelight-webcam")}>${words.webcam}</button>
      <span class="hint">${words.orPaste}</span>
    </p>
  </div>
`;

/** What could not be done, why, what helps, and what still works. In one region, which is read out. */
export const troubles = (words: Words, { troubles, model }: Session) => html`
  <div role="alert" class="troubles">
    ${troubles.list.map(
      ({ name, code, message }) => html`
        <div class="error">
          <h2>${words.trouble(name, code)}</h2>
          <p lang="en">${message}</p>
        </div>
      `,
    )}
    ${
      troubles.list.length > 0
        ? html`
          <p>
            <button
              type="button"
              class="button"
              @click=${(event: Event) => emit(event.target!, "limelight-pick", { kind: "any" })}
            >
              ${words.chooseAnother}
            </button>
            <button type="button" class="button plain" @click=${() => troubles.clear()}>${words.dismiss}</button>
            ${model ? html`<span class="hint">${words.stillInUse(model.name)}</span>` : nothing}
          </p>
        `
        : nothing
    }
  </div>
`;
