/** @file The view of attribution methods: where in the picture a class is moved most. */

import { html } from "lit";
import type { Attribution } from "../explainers/saliency-options.ts";
import { withName } from "./apart.ts";
import { percent } from "./format.ts";
import { head } from "./head.ts";
import type { HeatLook } from "./heat.ts";
import { heaviestPlace } from "./place.ts";
import type { Session } from "./session.ts";
import type { Words } from "./strings.ts";
import { waitingFor } from "./waiting.ts";

export function saliencyStage(words: Words, session: Session, look: HeatLook) {
  const { model, picture, classIndex, runs } = session;
  const result = runs.saliency.latest;
  const attribution = classIndex === undefined ? undefined : result?.attributions[classIndex];
  const name = (classIndex !== undefined && model?.classes[classIndex]) || "";
  const title =
    result && attribution ? findingOf(words, name, attribution, result.size) : waitingFor(words, session);
  const trust = result && `${words.methods[result.method]}${words.colon}${words.methodTexts[result.method]}`;
  return html`
    ${head(title, trust, result ? [] : model?.warnings)}
    <limelight-saliency
      ?hidden=${!picture}
      .result=${result}
      .picture=${picture}
      .classIndex=${classIndex}
      .look=${look}
    ></limelight-saliency>
  `;
}

function findingOf(
  words: Words,
  name: string,
  { map }: Attribution,
  [height, width]: readonly [height: number, width: number],
) {
  const apart = html`<strong>${name}</strong>`;
  const found = heaviestPlace(map, { height, width });
  if (!found) return withName(words.mapNothing, apart);
  return withName((at) => words.mapFinding(at, words.places[found.place], percent(found.share)), apart);
}
