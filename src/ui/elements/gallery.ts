/** @file A gallery of small pictures to choose one from: a list box, one stop for Tab, arrows move. */

import { html, type LitElement, type ReactiveController, type ReactiveControllerHost } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { styleMap } from "lit/directives/style-map.js";
import { Painter, type Tile } from "../drawing/painter.ts";

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

/** A gallery beside its chosen one, which is large: a title, and below it what `one` has, with a `canvas`. */
export function galleryWithOne(
  { height, width }: { readonly height: number; readonly width: number },
  gallery: unknown,
  title: string,
  one: unknown,
) {
  return html`
    <div class="with-one" style=${styleMap({ "--aspect": `${width} / ${height}` })}>
      <div>${gallery}</div>
      <section class="one" aria-labelledby="one">
        <h2 class="label" id="one">${title}</h2>
        ${one}
      </section>
    </div>
  `;
}

/** Paints an element's gallery, and leaves the focus on its tile when tiles move. */
export class Gallery implements ReactiveController {
  readonly #host: ReactiveControllerHost & LitElement;
  readonly #painter: Painter;
  #focused: string | undefined;

  constructor(host: ReactiveControllerHost & LitElement) {
    this.#host = host;
    this.#painter = new Painter(host);
    host.addController(this);
  }

  hostUpdate(): void {
    this.#focused = (this.#root.activeElement as HTMLElement | null)?.dataset.place;
  }

  hostUpdated(): void {
    if (this.#focused === undefined || this.#root.activeElement) return;
    this.#root.querySelector<HTMLElement>(`[data-place="${this.#focused}"]`)?.focus({ preventScroll: true });
  }

  /** Paints every tile, and the chosen one large. */
  paint(chosen: number, tileAt: (place: number) => Tile): void {
    for (const canvas of this.#root.querySelectorAll("canvas")) {
      const tile = canvas.closest<HTMLElement>("[data-place]");
      this.#painter.add(canvas, tileAt(tile ? Number(tile.dataset.place) : chosen));
    }
  }

  get #root() {
    return this.#host.renderRoot as ShadowRoot;
  }
}
