import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import type { ClassExplanation } from "../explainers/lime-options.ts";
import type { Segments } from "../explainers/segmentation/segmentation.ts";
import type { Picture } from "../images/picture.ts";
import { emit } from "./events.ts";
import { signed } from "./format.ts";
import { Locale } from "./locale.ts";
import { drawExplanation } from "./picture-canvas.ts";
import { type Look, rangeOf, tintsOf, usualLook, weightsOf } from "./tint.ts";

/**
 * A picture with the superpixels that raise or lower an answer, and the legend.
 *
 * @fires limelight-point - A superpixel is pointed at, or none any more.
 * @csspart canvas - The picture.
 */
export class LimelightSuperpixels extends LitElement {
  static override properties = {
    picture: { attribute: false },
    segments: { attribute: false },
    explanation: { attribute: false },
    look: { attribute: false },
    pointed: { attribute: false },
    className_: { attribute: "class-name" },
  };

  static override styles = css`
    :host { display: block; }
    canvas { width: 100%; display: block; border-radius: var(--ll-radius-s, 3px); touch-action: manipulation; }
    .legend { display: grid; grid-template-columns: auto 1fr auto; gap: 2px 8px; align-items: center; margin-top: 12px; font-size: var(--ll-text-s, 13px); }
    .bar { height: 8px; position: relative; background: linear-gradient(to right, #0b4a9e, #1a6ed6, #6fa5e8, #f4f3f0, #f0a05c, #d9600a, #963c00); forced-color-adjust: none; }
    .bar::after { content: ""; position: absolute; left: 50%; top: -3px; bottom: -3px; width: 1px; background: var(--ll-ink, currentColor); }
    .ends { grid-column: 2; display: flex; justify-content: space-between; color: var(--ll-ink-3, inherit); font-variant-numeric: tabular-nums; }
    .lowers { color: var(--ll-neg-ink, #1557b0); }
    .raises { color: var(--ll-pos-ink, #a34500); }
  `;

  /** The picture that was explained. */
  declare picture: Picture | undefined;
  declare segments: Segments | undefined;
  /** Of the class that is shown. */
  declare explanation: ClassExplanation | undefined;
  declare look: Look;
  /** The superpixel that is ringed. */
  declare pointed: number | undefined;
  /** Name of the class, for the text summary. */
  declare className_: string;
  readonly #locale = new Locale(this);

  constructor() {
    super();
    this.look = usualLook;
    this.className_ = "";
  }

  protected override render() {
    if (!this.picture) return nothing;
    const { words } = this.#locale;
    const weights = this.explanation ? weightsOf(this.explanation) : [];
    const sure = weights.filter((w) => w.sure);
    const raise = sure.filter(({ value }) => value > 0).length;
    const range = rangeOf(weights);
    return html`
      <canvas
        part="canvas"
        role="img"
        aria-label=${words.summary(this.className_, raise, sure.length - raise)}
        width="540"
        height=${Math.round((540 * this.picture.height) / this.picture.width)}
        @pointermove=${this.#point}
        @pointerdown=${this.#point}
        @pointerleave=${() => emit(this, "limelight-point", { segment: undefined })}
      ></canvas>
      <div class="legend" ?hidden=${weights.length === 0}>
        <span class="lowers">${words.lowers}</span><span class="bar"></span><span class="raises">${words.raises}</span>
        <span class="ends"><span>${signed(-range, 2)}</span><span>0</span><span>${signed(range, 2)}</span></span>
      </div>
    `;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    if (!this.picture) return;
    const tints = this.explanation ? tintsOf(weightsOf(this.explanation), this.look) : [];
    drawExplanation(this.canvas, this.picture, this.segments, tints, this.pointed);
  }

  /** The drawn picture, for saving. */
  get canvas(): HTMLCanvasElement {
    return this.renderRoot.querySelector("canvas")!;
  }

  #point(event: PointerEvent): void {
    if (!this.segments) return;
    const { left, top, width, height } = this.canvas.getBoundingClientRect();
    const x = Math.min(
      this.segments.width - 1,
      Math.floor(((event.clientX - left) / width) * this.segments.width),
    );
    const y = Math.min(
      this.segments.height - 1,
      Math.floor(((event.clientY - top) / height) * this.segments.height),
    );
    emit(this, "limelight-point", { segment: this.segments.labels[y * this.segments.width + x] });
  }
}
