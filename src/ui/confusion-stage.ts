/** @file The view of a data set: what the model takes each class for, and the pictures behind each cell. */

import { html, nothing } from "lit";
import type { ConfusionResult } from "../data/confusion-options.ts";
import type { DataSet, SkippedRow } from "../data/data-set.ts";
import { emit } from "./events.ts";
import { count, percent } from "./format.ts";
import { head } from "./head.ts";
import type { Cell } from "./open-data.ts";
import type { Session } from "./session.ts";
import type { Words } from "./strings.ts";

export function confusionStage(words: Words, session: Session) {
  const { runs } = session;
  const { set: data, cell } = session.data;
  const result = runs.confusion.latest;
  const pick = (kind: "data" | "folder") => (event: Event) => emit(event.target!, "limelight-pick", { kind });
  const title = result ? finding(words, result) : data ? stateOf(words, data) : words.confusionEmpty;
  const trust = result ? words.confusionTrust : data ? undefined : words.confusionHow;
  return html`
    ${head(title, trust, result?.warnings ?? data?.warnings)}
    ${data ? skipped(words, result ?? data) : nothing}
    <p class="row">
      <button type="button" class="button" @click=${pick("data")}>${words.chooseData}</button>
      <button type="button" class="button" @click=${pick("folder")}>${words.chooseFolder}</button>
      ${
        session.bundle
          ? html`
              <button
                type="button"
                class="button"
                @click=${(event: Event) => emit(event.target!, "limelight-bundled", { open: "held-out" })}
              >
                ${words.heldOut}
              </button>
            `
          : nothing
      }
    </p>
    <div class="halves cells">
      <limelight-confusion-matrix
        bare
        .result=${result}
        .selected=${cell && [cell.actual, cell.predicted]}
        @limelight-cell=${({ detail }: CustomEvent<{ actual: number; predicted: number }>) =>
          session.openCell(detail.actual, detail.predicted)}
      ></limelight-confusion-matrix>
      ${cell && result ? drawer(words, session, cell, result) : nothing}
    </div>
  `;
}

const stateOf = (words: Words, { done, name, samples, classes }: DataSet): string =>
  done ? words.dataReady(name, count(samples), classes.length) : words.reading(name, count(samples));

/** How many are right, and what is taken most for what. */
function finding(words: Words, { classes, matrix, normalised, samples }: ConfusionResult): string {
  const right = matrix.reduce((sum, row, i) => sum + row[i], 0);
  const wrong = normalised.flatMap((row, i) =>
    row.map((share, j) => ({ share: i === j ? 0 : share, from: classes[i], to: classes[j] })),
  );
  const worst = wrong.reduce((most, next) => (next.share > most.share ? next : most), wrong[0]);
  const said = words.rightOf(count(right), count(samples));
  return worst.share > 0 ? `${said} ${words.mostConfused(worst.from, worst.to, percent(worst.share))}` : said;
}

/** What was left out, and why. */
function skipped(words: Words, { skipped }: Pick<DataSet, "skipped">) {
  if (skipped.count === 0) return nothing;
  const placeOf = ({ line, path, sample }: SkippedRow) => path ?? String(line ?? sample ?? "");
  return html`
    <details class="warning">
      <summary>${words.skippedRows(count(skipped.count))}</summary>
      <ul>
        ${skipped.rows.map((row) => html`<li lang="en">${words.skippedAt(placeOf(row), row.reason)}</li>`)}
      </ul>
    </details>
  `;
}

/** The pictures behind a cell, the most confident first: each opens its explanation. */
function drawer(
  words: Words,
  session: Session,
  { actual, predicted, pictures }: Cell,
  result: ConfusionResult,
) {
  const { classes, confidences, matrix, perClass } = result;
  const sure = confidences[actual][predicted];
  const mean = sure.reduce((sum, value) => sum + value, 0) / (sure.length || 1);
  return html`
    <section aria-labelledby="cell">
      <h2 class="label" id="cell">${words.readAs(classes[actual], classes[predicted])}</h2>
      <p class="quiet">
        ${
          sure.length > 0
            ? words.cellText(count(matrix[actual][predicted]), count(perClass[actual].support), percent(mean))
            : words.noneThere
        }
      </p>
      <ul class="thumbnails">
        ${pictures.map(
          (picture, i) => html`
            <li>
              <button type="button" @click=${() => session.explainSample(picture)}>
                <img src=${picture.thumbnail} alt=${words.openPicture(picture.sample, percent(sure[i]))} />
              </button>
            </li>
          `,
        )}
      </ul>
    </section>
  `;
}
