import { html, LitElement, nothing, type PropertyValues } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import type { ClassExplanation } from "../../explainers/lime-options.ts";
import type { Segments } from "../../explainers/segmentation/segmentation.ts";
import { rangeOf, type Weight, weightsOf } from "../../explainers/tint.ts";
import type { Picture } from "../../images/picture.ts";
import { digitsFor, percent, signed } from "../drawing/format.ts";
import { legend, legendStyles } from "../drawing/legend.ts";
import { outlinesOf } from "../drawing/outlines.ts";
import { drawScene } from "../drawing/picture-canvas.ts";
import { Resized } from "../drawing/resized.ts";
import { type Look, tintsOf, usualLook } from "../drawing/tint.ts";
import { Locale } from "../strings/locale.ts";
import { emit } from "./events.ts";
import { lookControls, lookStyles } from "./look-controls.ts";
import { base, fields } from "./styles.ts";
import { superpixelsStyles } from "./superpixels-styles.ts";

/**
 * A picture and the superpixels that raise or lower an answer: orange raises, blue lowers, and what does neither for
 * sure stays clear. Arrow keys go from one superpixel to the next by weight.
 *
 * @fires limelight-point - A superpixel is pointed at, or none any more.
 * @fires limelight-toggle - A superpixel should be hidden, or shown again: by click, Enter or Space.
 * @fires limelight-look - The picture should be tinted in another way.
 * @csspart picture - The canvas.
 * @csspart legend - The scale under it.
 */
export class LimelightSuperpixels extends LitElement {
  static override properties = {
    picture: { attribute: false },
    segments: { attribute: false },
    explanation: { attribute: false },
    target: {},
    look: { attribute: false },
    pointed: { attribute: false },
    moving: { type: Boolean },
    hiddenSegments: { attribute: false },
  };

  static override styles = [base, fields, legendStyles, lookStyles, superpixelsStyles];

  /** The picture they are parts of, in the size it was explained in. */
  declare picture: Picture | undefined;
  /** As large as the picture. The same object for the whole of a run: its outlines are traced once. */
  declare segments: Segments | undefined;
  /** Of the class that is shown. */
  declare explanation: ClassExplanation | undefined;
  /** Name of that class. */
  declare target: string;
  /** How they are tinted: sign, how many, how strongly. */
  declare look: Look;
  /** The superpixel that is ringed. */
  declare pointed: number | undefined;
  /** The numbers are still changing: they are not written on the picture. */
  declare moving: boolean;

  /** The superpixels that are hidden. */
  declare hiddenSegments: ReadonlySet<number> | undefined;

  readonly #locale = new Locale(this);
  #weights: readonly Weight[] = [];

  constructor() {
    super();
    new Resized(this);
    this.target = "";
    this.look = usualLook;
    this.moving = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("explanation")) this.#weights = this.explanation ? weightsOf(this.explanation) : [];
  }

  protected override render() {
    if (!this.picture) return nothing;
    const { words } = this.#locale;
    const { width, height } = this.picture;
    const sure = this.#weights.filter((weight) => weight.sure);
    const now = this.#weights.find(({ segment }) => segment === this.pointed);
    const hasWeights = this.#weights.length > 0;
    return html`
      <div class="hero">
        <canvas
          part="picture"
          role="img"
          tabindex=${hasWeights ? "0" : nothing}
          aria-label=${this.#summary(sure)}
          style=${styleMap({ aspectRatio: `${width} / ${height}` })}
          @pointermove=${this.#point}
          @pointerdown=${this.#point}
          @pointerleave=${this.#leave}
          @click=${this.#toggle}
          @keydown=${this.#key}
          @focus=${this.#focus}
          @blur=${() => this.#pointAt(undefined)}
        ></canvas>
        ${now && this.segments ? this.#tip(now, this.segments) : nothing}
      </div>
      ${hasWeights ? legend(words, rangeOf(this.#weights), now?.value) : nothing}
      ${
        hasWeights
          ? lookControls(words, this.look, sure.length, this.#weights.length, (look) =>
              emit(this, "limelight-look", { look }),
            )
          : nothing
      }
    `;
  }

  protected override updated(): void {
    const canvas = this.renderRoot.querySelector("canvas");
    if (!canvas || !this.picture) return;
    const density = Math.min(2, devicePixelRatio); // more is not seen, and costs memory
    const width = Math.round(canvas.clientWidth * density);
    if (width === 0) return;
    const height = Math.round((width * this.picture.height) / this.picture.width);
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const { picture, segments, pointed, hiddenSegments: hidden } = this;
    const tints = tintsOf(this.#weights, this.look);
    const scene = {
      picture,
      segments,
      tints,
      pointed,
      values: !this.moving,
      density,
      ...(hidden ? { hidden } : {}),
    };
    drawScene(canvas.getContext("2d")!, height, scene);
  }

  #summary(sure: readonly Weight[]): string {
    const { words } = this.#locale;
    if (this.#weights.length === 0) return words.pictureOnly;
    const raising = sure.filter(({ value }) => value > 0).length;
    return words.pictureSummary(this.target, this.#weights.length, raising, sure.length - raising);
  }

  /** What is known about the superpixel pointed at. It opens to the side, so as not to cover it. */
  #tip({ segment, value, error, sure }: Weight, segments: Segments) {
    const { words } = this.#locale;
    const outline = outlinesOf(segments).of.get(segment);
    if (!outline) return nothing;
    const digits = digitsFor(error);
    const name = value > 0 ? "raises" : "lowers";
    const says = !sure ? words.superpixelUnsure : value > 0 ? words.superpixelRaises : words.superpixelLowers;
    const { left, right } = outline.box;
    const isLeft = outline.centre[0] > segments.width / 2;
    const side = isLeft
      ? { right: (segments.width - left) / segments.width }
      : { left: right / segments.width };
    const across = Object.entries(side).map(([key, share]) => [
      key,
      `min(${share * 100}% + 10px, 100% - 180px)`,
    ]);
    const top = `clamp(8px, ${(100 * outline.centre[1]) / segments.height}% - 30px, 100% - 110px)`;
    return html`
      <div class="tip" style=${styleMap({ ...Object.fromEntries(across), top })}>
        <b class=${name}>${signed(value, digits)} ± ${error.toFixed(digits)}</b>
        <span>${says(segment, this.target)}</span>
        <span class="quiet">${words.toggleHint}</span>
        <span class="quiet">${words.share(percent(outline.area / segments.labels.length))}</span>
      </div>
    `;
  }

  #point(event: PointerEvent): void {
    if (!this.segments) return;
    const { width, height, labels } = this.segments;
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const x = Math.floor(((event.clientX - box.left) / box.width) * width);
    const y = Math.floor(((event.clientY - box.top) / box.height) * height);
    if (x >= 0 && y >= 0 && x < width && y < height) this.#pointAt(labels[y * width + x]);
  }

  #leave(event: PointerEvent): void {
    if (event.pointerType === "mouse") this.#pointAt(undefined); // a finger leaves, what it pointed at stays
  }

  #focus(event: FocusEvent): void {
    const byKeyboard = (event.target as Element).matches(":focus-visible");
    if (byKeyboard && this.pointed === undefined) this.#pointAt(this.#weights[0]?.segment);
  }

  #toggle(): void {
    const { pointed: segment } = this;
    if (segment !== undefined && this.#weights.length > 0) emit(this, "limelight-toggle", { segment });
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.#toggle();
      return;
    }
    const step = STEPS[event.key];
    if (step === undefined || this.#weights.length === 0) return;
    event.preventDefault();
    const at = this.#weights.findIndex(({ segment }) => segment === this.pointed);
    const next = Math.max(0, Math.min(this.#weights.length - 1, at + step));
    this.#pointAt(this.#weights[next].segment);
  }

  #pointAt(segment: number | undefined): void {
    if (segment !== this.pointed) emit(this, "limelight-point", { segment });
  }
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};
