/** @file The list of a view's earlier results: a press shows one again, two that are chosen are compared. */

import { css, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Words } from "../strings/strings.ts";
import { changesFrom, seedOf, sourceOf, timeOf } from "./past-changes.ts";
import type { PastRun } from "./past-runs.ts";
import { compareTwo, goneOf, showAgain } from "./past-show.ts";
import type { Session } from "./session.ts";
import { isRun } from "./views.ts";

/** Nothing before the first result. */
export function pastList(words: Words, session: Session) {
  const { past, view } = session;
  const list = isRun(view) ? past.of(view) : [];
  if (!isRun(view) || list.length === 0) return nothing;
  return html`
    <section class="past" aria-labelledby="past-title">
      <h2 class="label" id="past-title">${words.pastResults}</h2>
      <ul>
        ${repeat(
          list,
          (run) => run,
          (run, i) => row(words, session, run, list[i + 1]),
        )}
      </ul>
      <div class="row">
        ${
          list.length > 1
            ? html`
                <button type="button" class="button" ?disabled=${past.picked.length < 2} @click=${() => compareTwo(words, session, past.picked)}>
                  ${words.pastCompare}
                </button>
              `
            : nothing
        }
        <button type="button" class="button plain" @click=${() => past.clear(view)}>${words.pastRemoveAll}</button>
      </div>
      <p class="hint">${words.pastHint}</p>
    </section>
  `;
}

function row(words: Words, session: Session, run: PastRun, before: PastRun | undefined) {
  const { past } = session;
  const { classes } = run.saved.result as { classes?: readonly string[] };
  const name = run.saved.classIndex === undefined ? undefined : classes?.[run.saved.classIndex];
  const time = timeOf(run);
  const parts = [sourceOf(words, run), name].filter(Boolean).join(" · ");
  const remove = (event: Event) => {
    const item = (event.target as Element).closest("li");
    const next = item?.nextElementSibling ?? item?.previousElementSibling;
    past.remove(run);
    next?.querySelector("button")?.focus();
  };
  return html`
    <li class=${isShown(session, run) ? "shown" : ""}>
      <input
        type="checkbox"
        aria-label=${words.pastPick(time)}
        .checked=${past.picked.includes(run)}
        @change=${() => past.pick(run)}
      />
      <button
        type="button"
        class="again"
        aria-current=${isShown(session, run) ? "true" : "false"}
        @click=${() => showAgain(words, session, run)}
      >
        <time datetime=${run.began.toISOString()}>${time}</time> ${parts}
        <span class="hint">${details(words, session, run, before)}</span>
      </button>
      <button type="button" class="button plain" aria-label=${words.pastRemove(time)} @click=${remove}>×</button>
    </li>
  `;
}

/** What tells a result from the one before. */
function details(words: Words, session: Session, run: PastRun, before: PastRun | undefined) {
  const { done: isDone = true } = run.saved.result as { done?: boolean };
  const seed = seedOf(run);
  const gone = goneOf(session, run) ?? (isOther(session, run) ? "picture" : undefined);
  const changes = before ? changesFrom(before, run) : [];
  const said = [
    run.model.name,
    ...(gone ? [html`<b>${words.pastOf[gone]}</b>`] : []),
    ...(isDone ? [] : [words.pastStopped]),
    ...changes.map(([name, value]) => html`<code>${name}</code> ${value}`),
    ...(before && changes.length === 0 && seed === seedOf(before) ? [words.pastSame] : []),
    ...(seed === undefined ? [] : [words.seedIs(seed)]),
  ];
  return said.map((one, i) => html`${i > 0 ? " · " : nothing}${one}`);
}

/** Whether it is what the view shows. */
function isShown({ runs, saved }: Session, { view, saved: { result } }: PastRun): boolean {
  return saved.shown
    ? saved.shown.results.some((one) => one.result === result)
    : runs[view].latest === result;
}

/** Of a picture that is open, but not shown. */
const isOther = ({ images, current }: Session, { image }: PastRun): boolean =>
  image !== undefined && image !== images[current];

export const pastStyles = css`
  .past {
    margin-top: var(--ll-4);
    padding-top: var(--ll-4);
    border-top: 1px solid var(--ll-line);
  }
  .past li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: var(--ll-2);
    align-items: center;
    border-radius: var(--ll-radius);
  }
  .past li.shown {
    background: var(--ll-sunken);
  }
  .past input {
    margin: 0 0 0 var(--ll-1);
    accent-color: var(--ll-ink);
  }
  .past .again {
    min-height: 44px;
    padding: var(--ll-1) 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: left;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .past .again:hover time {
    text-decoration: underline;
  }
  .past .again .hint {
    display: block;
  }
  .past .row {
    margin: var(--ll-2) 0;
  }
  @media (pointer: coarse), (max-width: 640px) {
    .past input {
      width: 24px;
      height: 24px;
      margin: 10px;
    }
    .past li > .plain {
      min-width: 44px;
    }
  }
`;
