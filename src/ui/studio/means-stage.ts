/** @file The view of mean maps: what the model looks at in the pictures of each class, and of each mistake. */

import { html, nothing } from "lit";
import type { AverageOptions, AverageResult } from "../../data/average-options.ts";
import { count, percent } from "../drawing/format.ts";
import type { HeatLook } from "../drawing/heat.ts";
import { heaviestPlace } from "../drawing/place.ts";
import { nameOf } from "../elements/compare.ts";
import { chosenOf } from "../elements/mean-maps.ts";
import type { Words } from "../strings/strings.ts";
import { dataHead } from "./data-head.ts";
import { explainPicked } from "./data-work.ts";
import { methodOf } from "./means-asks.ts";
import type { OpenData } from "./open-data.ts";
import type { Session } from "./session.ts";

export function meansStage(words: Words, session: Session, look: HeatLook) {
  const { data, runs } = session;
  const result = runs.means.latest;
  const thumbnails = new Map([...data.picked].map(([sample, { thumbnail }]) => [sample, thumbnail]));
  return html`
    ${dataHead(
      words,
      session,
      result,
      {
        finding: result && finding(words, result, data.mean),
        trust: result ? trust(words, session, result) : "",
      },
      {
        ...{ title: words.meansEmpty, text: words.meansHow },
        ready: ({ name, samples }) => words.meansReady(name, count(samples)),
      },
      session.canGoOn
        ? html`<button type="button" class="button" @click=${() => session.startOver()}>${words.startOver}</button>`
        : nothing,
    )}
    ${
      result
        ? html`
            <limelight-mean-maps
              bare
              .result=${result}
              .selected=${data.mean}
              .look=${look}
              .thumbnails=${thumbnails}
              @limelight-mean=${({
                detail,
              }: CustomEvent<{ actual: number; predicted: number | undefined }>) =>
                data.choose(detail.actual, detail.predicted)}
              @limelight-sample=${({ detail }: CustomEvent<{ sample: number }>) => explainPicked(session, detail.sample)}
            ></limelight-mean-maps>
          `
        : nothing
    }
  `;
}

/** Where most of it lies, of the mean that is shown. */
function finding(words: Words, result: AverageResult, selected: OpenData["mean"]): string {
  const { classes, size } = result;
  const of = chosenOf(result, selected);
  if (!of) return words.notRun;
  const [actual, predicted] = [classes[of.actual], of.cell && classes[of.cell.predicted]];
  const [height, width] = size;
  const found = heaviestPlace(of.mean.map, { height, width });
  return found
    ? words.meanFinding(actual, predicted, words.places[found.place], percent(found.share))
    : words.meanNothing(actual, predicted);
}

/** How far it is, or on what it rests. */
function trust(words: Words, { runs }: Session, result: AverageResult): string {
  const { position, selected, explained } = result;
  const state = runs.means.latestState;
  if (state === "running") return words.meansRunning(count(position), count(selected));
  if (state === "stopped") return words.meansStopped(count(position), count(selected));
  const { of } = result.options as AverageOptions;
  const explains = words.explainedClasses[of === "true" ? "true" : "predicted"];
  return words.meansTrust(count(explained.length), nameOf(words, methodOf(result)), explains);
}
