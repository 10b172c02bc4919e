import { css, html, LitElement, type PropertyValues } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import type { Segments } from "../../explainers/segmentation/segmentation.ts";
import type { Picture } from "../../images/picture.ts";
import { outlinesOf } from "../drawing/outlines.ts";
import { drawScene } from "../drawing/picture-canvas.ts";
import { Resized } from "../drawing/resized.ts";
import { Locale } from "../strings/locale.ts";
import { areTogether, drawSegment, mergeSegments } from "./edit-segments.ts";
import { emit } from "./events.ts";
import { base, buttons } from "./styles.ts";

/** Canvas pixels that a pointer may move in a click. */
const STILL = 6;

/**
 * Superpixels to be changed by hand: a click chooses one, those chosen can be merged, and what is drawn around becomes one of its own.
 * Arrow keys go from one to the next, Enter or Space chooses.
 *
 * @fires limelight-segments - The picture should be explained with these; or, without any, with computed ones again.
 */
export class LimelightSegmentEditor extends LitElement {
  static override properties = {
    picture: { attribute: false },
    segments: { attribute: false },
    _draft: { state: true },
    _chosen: { state: true },
    _pointed: { state: true },
  };

  static override styles = [
    base,
    buttons,
    css`
      canvas {
        display: block;
        width: 100%;
        border-radius: var(--ll-radius-s);
        touch-action: none;
        cursor: crosshair;
        forced-color-adjust: none;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: var(--ll-2);
        margin-top: var(--ll-2);
      }
      p {
        margin: var(--ll-2) 0 0;
      }
    `,
  ];

  /** What lies under the superpixels. */
  declare picture: Picture | undefined;
  /** As large as the picture. What is changed begins with these. */
  declare segments: Segments | undefined;
  declare private _draft: Segments | undefined;
  declare private _chosen: ReadonlySet<number>;
  declare private _pointed: number | undefined;

  readonly #locale = new Locale(this);
  /** The line being drawn: x, y, x, y, … in pixels of the label map. */
  #line: number[] = [];

  constructor() {
    super();
    new Resized(this);
    this._chosen = new Set();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("segments")) this.#change(this.segments);
  }

  protected override render() {
    const { words } = this.#locale;
    const { picture, _draft: draft, _chosen: chosen } = this;
    if (!picture || !draft) return undefined;
    const canMerge = chosen.size > 1 && areTogether(draft, chosen);
    return html`
      <canvas
        role="img"
        tabindex="0"
        aria-label=${words.editHint}
        style=${styleMap({ aspectRatio: `${picture.width} / ${picture.height}` })}
        @pointerdown=${this.#start}
        @pointermove=${this.#move}
        @pointerup=${this.#end}
        @keydown=${this.#key}
        @blur=${() => (this._pointed = undefined)}
      ></canvas>
      <p class="hint">${words.editHint}</p>
      <div class="row">
        <button type="button" class="button" id="merge" ?disabled=${!canMerge} @click=${this.#merge}>${words.merge}</button>
        <button type="button" class="button" id="reset" @click=${this.#reset}>${words.resetSegments}</button>
        <button type="button" class="button" id="explain" ?disabled=${draft === this.segments} @click=${this.#explain}>
          ${words.explainWithThese}
        </button>
      </div>
      <p class="hint" role="status">${words.chosenOf(chosen.size, draft.count, this._pointed)}</p>
    `;
  }

  protected override updated(): void {
    const canvas = this.renderRoot.querySelector("canvas");
    const { picture, _draft: segments, _pointed: pointed } = this;
    if (!canvas || !picture || !segments) return;
    const density = Math.min(2, devicePixelRatio); // more is not seen, and costs memory
    const width = Math.round(canvas.clientWidth * density);
    if (width === 0) return;
    const height = Math.round((width * picture.height) / picture.width);
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const context = canvas.getContext("2d")!;
    drawScene(context, height, { picture, segments, tints: [], pointed, values: false, density });
    context.save();
    const scale = width / segments.width;
    context.scale(scale, height / segments.height);
    const { of } = outlinesOf(segments);
    context.fillStyle = "rgb(255 255 255 / 45%)";
    for (const label of this._chosen) context.fill(of.get(label)!.path);
    const line = new Path2D();
    for (let i = 0; i < this.#line.length; i += 2) line.lineTo(this.#line[i], this.#line[i + 1]);
    for (const [colour, across] of [
      ["#fff", 4.5],
      ["#111", 2],
    ] as const) {
      context.strokeStyle = colour;
      context.lineWidth = (across * density) / scale;
      context.stroke(line);
    }
    context.restore();
  }

  #change(draft: Segments | undefined): void {
    this._draft = draft;
    this._chosen = new Set();
    this._pointed = undefined;
  }

  readonly #merge = (): void => this.#change(mergeSegments(this._draft!, this._chosen));

  readonly #reset = (): void => {
    this.#change(this.segments);
    emit(this, "limelight-segments", { segments: undefined });
  };

  readonly #explain = (): void => {
    const { height, width, labels } = this._draft!;
    emit(this, "limelight-segments", { segments: { algorithm: "labels", height, width, labels } });
  };

  #at(event: PointerEvent): [x: number, y: number] {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const { width, height } = this._draft!;
    const within = (share: number, size: number) => Math.min(size - 1e-3, Math.max(0, share * size));
    return [
      within((event.clientX - box.left) / box.width, width),
      within((event.clientY - box.top) / box.height, height),
    ];
  }

  #start(event: PointerEvent): void {
    this.#line = this.#at(event);
    (event.currentTarget as Element).setPointerCapture?.(event.pointerId);
  }

  #move(event: PointerEvent): void {
    if (this.#line.length === 0) return;
    this.#line.push(...this.#at(event));
    this.requestUpdate();
  }

  #end(event: PointerEvent): void {
    const line = this.#line;
    this.#line = [];
    const draft = this._draft!;
    const { width } = (event.currentTarget as Element).getBoundingClientRect();
    const far = (axis: 0 | 1) => {
      const along = line.filter((_, i) => i % 2 === axis);
      return ((Math.max(...along) - Math.min(...along)) * width) / draft.width;
    };
    const [x, y] = this.#at(event);
    if (Math.max(far(0), far(1)) < STILL)
      this.#choose(draft.labels[Math.floor(y) * draft.width + Math.floor(x)]);
    else this.#change(drawSegment(draft, line));
    this.requestUpdate();
  }

  #choose(label: number): void {
    const chosen = new Set(this._chosen);
    if (!chosen.delete(label)) chosen.add(label);
    this._chosen = chosen;
  }

  #key(event: KeyboardEvent): void {
    const { _pointed: pointed = -1, _draft: draft } = this;
    const last = draft!.count - 1;
    const to = {
      ...{ ArrowRight: pointed + 1, ArrowDown: pointed + 1, Home: 0, End: last },
      ...{ ArrowLeft: pointed - 1, ArrowUp: pointed - 1 },
    }[event.key];
    if (to !== undefined) this._pointed = Math.min(last, Math.max(0, to));
    else if ((event.key === "Enter" || event.key === " ") && pointed >= 0) this.#choose(pointed);
    else return;
    event.preventDefault();
  }
}
