/** @file What stands above the views of a data set: what it says, what was left out, and the choice of another. */

import { html, nothing } from "lit";
import type { DataSet, Selection, SkippedRow } from "../../data/data-set.ts";
import { count } from "../drawing/format.ts";
import { emit } from "../elements/events.ts";
import { head } from "../elements/head.ts";
import type { Words } from "../strings/strings.ts";
import type { Session } from "./session.ts";

/** What a result over a data set says of it. */
interface OfData {
  readonly skipped: DataSet["skipped"];
  readonly options: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
}

/** `finding` and `trust` are of the result; without one it says what there is to do. `more` are further buttons. */
export function dataHead(
  words: Words,
  session: Session,
  result: OfData | undefined,
  says: { readonly finding: unknown; readonly trust: string },
  empty: { readonly title: string; readonly text: string; readonly ready: (data: DataSet) => string },
  more: unknown = nothing,
) {
  const { set: data } = session.data;
  const pick = (kind: "data" | "folder") => (event: Event) => emit(event.target!, "limelight-pick", { kind });
  const reading = data && !data.done ? words.reading(data.name, count(data.samples)) : undefined;
  const title = result ? says.finding : (reading ?? (data ? empty.ready(data) : empty.title));
  const trust = result ? [says.trust, restriction(words, result.options)] : data ? [] : [empty.text];
  return html`
    ${head(title, trust.filter(Boolean).join(" "), result?.warnings ?? data?.warnings)}
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
      ${more}
    </p>
  `;
}

/** Which part of the data set a result is about; nothing where it is about all of it. */
function restriction(words: Words, { usages, classes, limit }: Selection): string {
  const names = [...(usages ?? []), ...(classes ?? [])].map(String);
  return [
    ...(names.length > 0 ? [words.onlyOf(names.join(", "))] : []),
    ...(limit ? [words.firstOf(count(limit))] : []),
  ].join(" ");
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
