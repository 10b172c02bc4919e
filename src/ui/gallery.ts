/** @file A gallery of small pictures to choose one from: a list box, one stop for Tab, arrows move. */

import { css, html } from "lit";
import { repeat } from "lit/directives/repeat.js";

export interface GalleryTile {
  /** Its place in the result, which it keeps when the order changes. */
  readonly place: number;
  /** For people who do not see it. */
  readonly label: string;
  /** Under its picture. */
  readonly left: string;
  readonly right: string;
}

/** `chosen` is a place; `choose` is called when another one is focused or pressed. Each tile has a `canvas`. */
export function gallery(
  label: string,
  tiles: readonly GalleryTile[],
  chosen: number,
  choose: (place: number) => void,
) {
  const stop = tiles.some(({ place }) => place === chosen) ? chosen : tiles[0]?.place;
  return html`
    <div class="gallery" role="listbox" aria-label=${label} @keydown=${move} @click=${focusTile}>
      ${repeat(
        tiles,
        ({ place }) => place,
        ({ place, label, left, right }) => html`
          <div
            role="option"
            data-place=${place}
            tabindex=${place === stop ? "0" : "-1"}
            aria-selected=${place === chosen ? "true" : "false"}
            @focus=${() => choose(place)}
          >
            <canvas width="1" height="1" aria-hidden="true"></canvas>
            <span class="visually-hidden">${label}</span>
            <span class="caption" aria-hidden="true"><span>${left}</span><span>${right}</span></span>
          </div>
        `,
      )}
    </div>
  `;
}

const focusTile = (event: Event): void =>
  (event.target as Element).closest<HTMLElement>("[role=option]")?.focus();

/** Moves the focus by a tile, or by a row. */
function move(event: KeyboardEvent): void {
  const list = event.currentTarget as HTMLElement;
  const tiles = [...list.querySelectorAll<HTMLElement>("[role=option]")];
  const at = tiles.indexOf(event.target as HTMLElement);
  const columns = tiles.findIndex(({ offsetTop }) => offsetTop > tiles[0].offsetTop);
  const row = columns < 0 ? tiles.length : columns;
  const to = {
    ...{ ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at + row, ArrowUp: at - row },
    ...{ Home: 0, End: tiles.length - 1 },
  }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  tiles[to]?.focus();
}

/** Runs a change of the gallery that may move tiles, and gives the focus back to the tile that had it. */
export function keepFocus(root: ParentNode & { readonly activeElement: Element | null }): () => void {
  const place = (root.activeElement as HTMLElement | null)?.dataset.place;
  return () => {
    if (place === undefined || root.activeElement) return;
    root.querySelector<HTMLElement>(`[data-place="${place}"]`)?.focus({ preventScroll: true });
  };
}

export const galleryStyles = css`
  :host {
    container-type: inline-size;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: var(--ll-3);
    align-items: center;
    margin-bottom: var(--ll-4);
  }
  .controls .hint {
    margin-left: auto;
  }
  .with-one {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 232px;
    gap: var(--ll-8);
    align-items: start;
  }
  .gallery {
    display: grid;
    grid-template-columns: repeat(8, minmax(0, 1fr));
    gap: var(--ll-3) var(--ll-2);
  }
  [role="option"] {
    position: relative;
    min-width: 0;
    color: var(--ll-ink-2);
    font-size: var(--ll-text-xs);
    cursor: pointer;
  }
  canvas {
    display: block;
    width: 100%;
    aspect-ratio: var(--aspect, 1);
    border-radius: var(--ll-radius-s);
    background: var(--ll-sunken);
    image-rendering: pixelated;
    forced-color-adjust: none;
  }
  .caption {
    display: flex;
    gap: var(--ll-1);
    justify-content: space-between;
    margin-top: 3px;
  }
  .caption > :last-child {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  [role="option"]:hover canvas,
  [aria-selected="true"] canvas {
    outline: 2px solid var(--ll-ink);
    outline-offset: 2px;
  }
  [role="option"]:focus-visible {
    outline: none;
  }
  [role="option"]:focus-visible canvas {
    outline: 2px solid var(--ll-focus);
    outline-offset: 2px;
  }
  [aria-selected="true"] {
    color: var(--ll-ink);
    font-weight: var(--ll-weight-strong);
  }
  .more {
    margin-top: var(--ll-4);
  }
  .one {
    position: sticky;
    top: 0;
    display: grid;
    gap: var(--ll-3);
  }
  .one h2 {
    margin: 0;
  }
  .one dl {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: var(--ll-1) var(--ll-3);
    margin: 0;
  }
  .one dt {
    color: var(--ll-ink-2);
  }
  .one dd {
    margin: 0;
    text-align: right;
  }
  .warning {
    color: var(--ll-warn-ink);
  }
  @container (max-width: 720px) {
    .with-one {
      grid-template-columns: minmax(0, 1fr);
      gap: var(--ll-4);
    }
    .one {
      position: static;
      grid-row: 1;
      grid-template-columns: 1fr 1fr;
      align-items: start;
    }
    .one h2,
    .one .warning {
      grid-column: 1 / 3;
    }
    .gallery {
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }
  }
`;
