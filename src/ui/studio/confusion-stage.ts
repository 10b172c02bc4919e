/** @file The view of a data set: what the model takes each class for, and the pictures behind each cell. */

import { html, nothing } from "lit";
import type { AverageResult, CellMap } from "../../data/average-options.ts";
import type { ConfusionResult } from "../../data/confusion-options.ts";
import { count, percent } from "../drawing/format.ts";
import { heatOfMean } from "../drawing/mean-heat.ts";
import type { Words } from "../strings/strings.ts";
import { dataHead } from "./data-head.ts";
import { explainSample, lookIntoCell, openCell } from "./data-work.ts";
import type { Cell } from "./open-data.ts";
import type { Session } from "./session.ts";

export function confusionStage(words: Words, session: Session) {
  const { cell } = session.data;
  const result = session.runs.confusion.latest;
  return html`
    ${dataHead(
      words,
      session,
      result,
      { finding: result && finding(words, result), trust: words.confusionTrust },
      {
        ...{ title: words.confusionEmpty, text: words.confusionHow },
        ready: ({ name, samples, classes }) => words.dataReady(name, count(samples), classes.length),
      },
    )}
    <div class="halves cells">
      <limelight-confusion-matrix
        bare
        .result=${result}
        .selected=${cell && [cell.actual, cell.predicted]}
        @limelight-cell=${({ detail }: CustomEvent<{ actual: number; predicted: number }>) =>
          openCell(session, detail.actual, detail.predicted)}
      ></limelight-confusion-matrix>
      ${cell && result ? drawer(words, session, cell, result) : nothing}
    </div>
  `;
}

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

/** The pictures behind a cell, the most confident first: each opens its explanation. */
function drawer(
  words: Words,
  session: Session,
  { actual, predicted, pictures }: Cell,
  result: ConfusionResult,
) {
  const { classes, confidences, matrix, perClass } = result;
  const sure = confidences[actual][predicted];
  const confidence = sure.reduce((sum, value) => sum + value, 0) / (sure.length || 1);
  const means = session.runs.means.latest;
  const mean = means?.cells.find((one) => one.true === actual && one.predicted === predicted);
  return html`
    <section class="drawer" aria-labelledby="cell">
      <h2 class="label" id="cell">${words.readAs(classes[actual], classes[predicted])}</h2>
      <p class="quiet">
        ${
          sure.length > 0
            ? words.cellText(
                count(matrix[actual][predicted]),
                count(perClass[actual].support),
                percent(confidence),
              )
            : words.noneThere
        }
      </p>
      ${mean ? meanOf(words, mean, means) : nothing}
      ${
        sure.length > 0
          ? html`
              <p>
                <button type="button" class="button" @click=${() => lookIntoCell(session, actual, predicted)}>
                  ${words.whereItLooks}
                </button>
              </p>
            `
          : nothing
      }
      <ul class="thumbnails">
        ${pictures.map(
          (picture, i) => html`
            <li>
              <button type="button" @click=${() => explainSample(session, picture)}>
                <img src=${picture.thumbnail} alt=${words.openPicture(picture.sample, percent(sure[i]))} />
              </button>
            </li>
          `,
        )}
      </ul>
    </section>
  `;
}

/** What counts in the pictures of the cell on average, where that is known. */
function meanOf(words: Words, mean: CellMap, means: AverageResult | undefined) {
  if (!means) return nothing;
  const { picture, ...heat } = heatOfMean(mean, means);
  return html`
    <figure>
      <limelight-heat-map
        .picture=${picture}
        .values=${heat.values}
        .size=${heat.size}
        .range=${heat.range}
        .signed=${heat.signed}
      ></limelight-heat-map>
      <figcaption class="hint">${words.meanOfCell(count(mean.count))}</figcaption>
    </figure>
  `;
}
