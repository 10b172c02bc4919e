import { css, html, LitElement, type PropertyValues } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { type Box, cropPicture } from "../../images/crop.ts";
import type { Picture } from "../../images/picture.ts";
import { bitmapOf } from "../drawing/picture-canvas.ts";
import { thinned } from "../drawing/thumbnail.ts";
import { emit } from "../elements/events.ts";
import { base, buttons } from "../elements/styles.ts";
import { Locale } from "../strings/locale.ts";
import { type Corner, dragCorner, firstBox, growBox, moveBox } from "./crop-box.ts";

const CORNERS: readonly Corner[] = ["tl", "tr", "bl", "br"];

/**
 * A picture, and a frame on it that is moved and resized by pointer or keys.
 *
 * @fires limelight-crop - What is inside the frame should be explained.
 */
export class LimelightCrop extends LitElement {
  static override properties = {
    picture: { attribute: false },
    aspect: { type: Number },
    _box: { state: true },
  };

  static override styles = [
    base,
    buttons,
    css`
      .whole {
        position: relative;
        margin: 0 auto;
        overflow: hidden;
        border-radius: var(--ll-radius-s);
        touch-action: none;
        forced-color-adjust: none;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
      }
      .frame {
        position: absolute;
        border: 2px solid #fff;
        outline: 1px solid #111;
        box-shadow: 0 0 0 9999px rgb(0 0 0 / 55%);
        cursor: move;
      }
      .frame:focus-visible {
        border-radius: 0;
        outline: 3px solid var(--ll-focus);
        outline-offset: 0;
      }
      i {
        position: absolute;
        width: min(24px, 40%);
        height: min(24px, 40%);
        border: 0 solid #fff;
      }
      @media (pointer: coarse) {
        i {
          width: min(44px, 40%);
          height: min(44px, 40%);
        }
      }
      [data-corner^="t"] {
        top: 0;
        border-top-width: 4px;
      }
      [data-corner^="b"] {
        bottom: 0;
        border-bottom-width: 4px;
      }
      [data-corner$="l"] {
        left: 0;
        border-left-width: 4px;
      }
      [data-corner$="r"] {
        right: 0;
        border-right-width: 4px;
      }
      [data-corner="tl"],
      [data-corner="br"] {
        cursor: nwse-resize;
      }
      [data-corner="tr"],
      [data-corner="bl"] {
        cursor: nesw-resize;
      }
      p {
        margin: var(--ll-3) 0;
      }
    `,
  ];

  /** What is cropped, in its full size. */
  declare picture: Picture | undefined;
  /** Width of the frame through its height: that of the model's input. Default: 1. */
  declare aspect: number;
  declare private _box: Box | undefined;

  readonly #locale = new Locale(this);
  /** Where a drag began, on the page; by which corner; and the square then. */
  #drag:
    | { readonly x: number; readonly y: number; readonly corner: Corner | undefined; readonly box: Box }
    | undefined;

  constructor() {
    super();
    this.aspect = 1;
  }

  /** Focuses the frame. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>(".frame")?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("picture")) return;
    this._box = this.picture && firstBox(this.picture, this.aspect);
    this.#drag = undefined;
  }

  protected override render() {
    const { words } = this.#locale;
    const { picture, _box: box } = this;
    if (!picture || !box) return undefined;
    const { width, height } = picture;
    const { left, top } = box;
    const share = (part: number, whole: number) => `${(100 * part) / whole}%`;
    return html`
      <div
        class="whole"
        style=${styleMap({ aspectRatio: `${width} / ${height}`, width: `min(100%, ${(55 * width) / height}dvh)` })}
      >
        <canvas></canvas>
        <div
          class="frame"
          role="slider"
          tabindex="0"
          aria-label=${words.cropFrame}
          aria-describedby="hint"
          aria-valuemin="0"
          aria-valuemax=${Math.max(width, height)}
          aria-valuenow=${Math.max(box.width, box.height)}
          aria-valuetext=${words.cropAt(box.width, box.height, left, top)}
          style=${styleMap({ left: share(left, width), top: share(top, height), width: share(box.width, width), height: share(box.height, height) })}
          @pointerdown=${this.#start}
          @pointermove=${this.#move}
          @pointerup=${this.#end}
          @pointercancel=${this.#end}
          @keydown=${this.#key}
        >
          ${CORNERS.map((corner) => html`<i data-corner=${corner}></i>`)}
        </div>
      </div>
      <p class="hint" id="hint">${words.cropHint}</p>
      <p>${words.cropAt(box.width, box.height, left, top)}</p>
      <button type="button" class="button main" @click=${this.#crop}>${words.crop}</button>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const canvas = this.renderRoot.querySelector("canvas");
    if (!canvas || !this.picture || !changed.has("picture")) return;
    const bitmap = bitmapOf(thinned(this.picture));
    Object.assign(canvas, { width: bitmap.width, height: bitmap.height });
    canvas.getContext("2d")!.drawImage(bitmap, 0, 0);
  }

  readonly #crop = (): void =>
    emit(this, "limelight-crop", { picture: cropPicture(this.picture!, this._box!) });

  #start(event: PointerEvent): void {
    if (event.button !== 0 || this.#drag) return;
    const corner = (event.target as HTMLElement).dataset.corner as Corner | undefined;
    this.#drag = { x: event.clientX, y: event.clientY, corner, box: this._box! };
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
  }

  #move(event: PointerEvent): void {
    const { picture } = this;
    if (!this.#drag || !picture) return;
    const { x, y, corner, box } = this.#drag;
    const scale = picture.width / this.renderRoot.querySelector(".whole")!.clientWidth;
    const [dx, dy] = [(event.clientX - x) * scale, (event.clientY - y) * scale];
    this._box = corner
      ? dragCorner(box, corner, dx, dy, picture, this.aspect)
      : moveBox(box, dx, dy, picture);
  }

  #end(): void {
    this.#drag = undefined;
  }

  #key(event: KeyboardEvent): void {
    const picture = this.picture!;
    const box = this._box!;
    const { aspect } = this;
    const step = (side: number, percent: number) => Math.max(1, Math.round((side * percent) / 100));
    const percent = event.shiftKey ? 10 : 1;
    const [dx, dy] = [step(picture.width, percent), step(picture.height, percent)];
    const by = 2 * step(Math.min(picture.width, picture.height), 0.5); // even, so that the middle stays
    const to = {
      ArrowLeft: () => moveBox(box, -dx, 0, picture),
      ArrowRight: () => moveBox(box, dx, 0, picture),
      ArrowUp: () => moveBox(box, 0, -dy, picture),
      ArrowDown: () => moveBox(box, 0, dy, picture),
      "+": () => growBox(box, by, picture, aspect),
      "=": () => growBox(box, by, picture, aspect), // the same key without Shift
      "-": () => growBox(box, -by, picture, aspect),
    }[event.key];
    if (!to || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this._box = to();
  }
}
