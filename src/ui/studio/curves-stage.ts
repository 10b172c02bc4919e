/** @file The view of a training: its curves. */

import { html, nothing } from "lit";
import { ofMetric } from "../drawing/format.ts";
import { emit } from "../elements/events.ts";
import { head } from "../elements/head.ts";
import type { Words } from "../strings/strings.ts";
import type { Session } from "./session.ts";

export function curvesStage(words: Words, { curves: { latest: histories } }: Session) {
  const best = histories?.runs[0]?.best;
  const title = !histories
    ? words.curvesEmpty
    : best
      ? words.bestAt(
          `${words.splits[best.split]} ${best.metric}`,
          best.epoch,
          ofMetric(best.metric, best.value),
        )
      : words.curvesTrust;
  return html`
    ${head(title, histories ? words.curvesTrust : words.curvesHow, histories?.warnings)}
    <p class="row">
      <button
        type="button"
        class="button"
        @click=${(event: Event) => emit(event.target!, "limelight-pick", { kind: "history" })}
      >
        ${words.chooseData}
      </button>
    </p>
    ${histories ? html`<limelight-curves bare .histories=${histories}></limelight-curves>` : nothing}
  `;
}
