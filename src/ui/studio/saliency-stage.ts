/** @file The view of attribution methods: where in the picture a class is moved most. */

import { html } from "lit";
import type { HeatLook } from "../drawing/heat.ts";
import { head } from "../elements/head.ts";
import { saliencyFinding, saliencyTrust } from "../elements/saliency-finding.ts";
import type { Words } from "../strings/strings.ts";
import type { Session } from "./session.ts";
import { waitingFor } from "./waiting.ts";

export function saliencyStage(words: Words, session: Session, look: HeatLook) {
  const { model, picture, classIndex, runs } = session;
  const result = runs.saliency.latest;
  const attribution = classIndex === undefined ? undefined : result?.attributions[classIndex];
  const name = (classIndex !== undefined && model?.classes[classIndex]) || "";
  const title =
    result && attribution
      ? saliencyFinding(words, name, attribution, result.size)
      : waitingFor(words, session);
  const trust = result && saliencyTrust(words, result);
  return html`
    ${head(title, trust, result ? [] : model?.warnings)}
    <limelight-saliency
      bare
      ?hidden=${!picture}
      .result=${result}
      .picture=${picture}
      .classIndex=${classIndex}
      .look=${look}
    ></limelight-saliency>
  `;
}
