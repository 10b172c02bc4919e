/** @file The view of feature maps: what the filters of a layer answer to the picture. */

import { html } from "lit";
import { count } from "../drawing/format.ts";
import { layerCode, withName } from "../elements/apart.ts";
import { head } from "../elements/head.ts";
import type { Words } from "../strings/strings.ts";
import type { Session } from "./session.ts";
import { waitingFor } from "./waiting.ts";

export function mapsStage(words: Words, session: Session) {
  const { latest } = session.runs.maps;
  if (!latest) return head(waitingFor(words, session), undefined, session.model?.warnings);
  const [height, width, channels] = latest.shape;
  const empty = latest.channels.filter(({ zeros }) => zeros === 1).length;
  const title = withName((name) => words.mapsTitle(name, count(channels)), layerCode(session, latest.layer));
  return html`
    ${head(title, words.mapsTrust(height, width, empty), latest.warnings)}
    <limelight-feature-maps bare .result=${latest}></limelight-feature-maps>
  `;
}
