/** @file The choice of a view: tabs, of which arrows choose the next. */

import { css, html, nothing } from "lit";
import { ref } from "lit/directives/ref.js";
import { emit } from "../elements/events.ts";
import type { Words } from "../strings/strings.ts";
import { FIRST_OF_GROUP, VIEWS, type View } from "./views.ts";

export function viewTabs(words: Words, chosen: View) {
  return html`
    <nav class="views" aria-label=${words.viewsLabel}>
      <div role="tablist" aria-label=${words.viewsLabel} @keydown=${move}>
        ${VIEWS.map(
          (view) => html`
            <button
              type="button"
              role="tab"
              id=${`tab-${view}`}
              data-view=${view}
              class=${FIRST_OF_GROUP.includes(view) ? "first" : ""}
              aria-selected=${view === chosen ? "true" : "false"}
              aria-controls="view"
              tabindex=${view === chosen ? "0" : "-1"}
              ${view === chosen ? ref(bringIntoSight) : nothing}
              @click=${(event: Event) => emit(event.target!, "limelight-view", { view })}
            >
              ${words.views[view]}
            </button>
          `,
        )}
      </div>
    </nav>
  `;
}

/** Scrolls the row, and nothing else, until a tab that was chosen stands in its middle. */
function bringIntoSight(tab: Element | undefined): void {
  const row = tab?.closest("nav");
  if (!row) return;
  const { offsetLeft, offsetWidth } = tab as HTMLElement;
  row.scrollLeft = offsetLeft + offsetWidth / 2 - row.clientWidth / 2;
}

/** Focuses another tab, and chooses it. */
function move(event: KeyboardEvent): void {
  const tabs = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role=tab]")];
  const at = tabs.indexOf(event.target as HTMLElement);
  const last = tabs.length - 1;
  const to = {
    ArrowRight: at === last ? 0 : at + 1,
    ArrowLeft: at === 0 ? last : at - 1,
    ...{ Home: 0, End: last },
  }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  tabs[to].focus();
  tabs[to].click();
}

export const viewTabsStyles = css`
  .views {
    position: relative; /* what lies in it scrolls with it */
    grid-area: views;
    min-width: 0;
    overflow-x: auto;
    scrollbar-width: none;
    border-bottom: 1px solid var(--ll-line);
    background: var(--ll-paper);
  }
  [role="tablist"] {
    display: flex;
    gap: 2px;
    height: 40px;
    padding: 0 22px;
  }
  [role="tab"] {
    flex: none;
    padding: 0 10px;
    border: 0;
    border-block: 2px solid transparent;
    background: none;
    color: var(--ll-ink-2);
    font: inherit;
    white-space: nowrap;
    cursor: pointer;
  }
  .first {
    margin-left: 17px;
  }
  .first::before {
    content: "";
    position: absolute;
    width: 1px;
    height: 16px;
    margin-left: -19px;
    background: var(--ll-line);
  }
  [role="tab"]:hover {
    color: var(--ll-ink);
  }
  [role="tab"][aria-selected="true"] {
    border-bottom-color: var(--ll-ink);
    color: var(--ll-ink);
    font-weight: var(--ll-weight-strong);
  }
  [role="tab"]:focus-visible {
    outline-offset: -4px;
  }
  /* beside the name, where there is room for all */
  @media (min-width: 1340px) {
    .views {
      z-index: 1;
      grid-area: 1 / 2 / 2 / 4;
      justify-self: start;
      border: 0;
      background: none;
    }
    [role="tablist"] {
      height: 47px;
      padding: 0;
    }
  }
  @media (forced-colors: active) {
    [role="tab"] {
      border-color: Canvas; /* else what is transparent is seen */
    }
  }
  @media (max-width: 640px) {
    [role="tablist"] {
      height: 45px;
      padding: 0 6px;
    }
    [role="tab"] {
      min-width: 44px;
    }
  }
`;
