import { css, html, LitElement, nothing } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import type { ColourMap } from "../../images/colour-map.ts";
import type { Picture } from "../../images/picture.ts";
import { colourLegend, colourLegendStyles } from "../drawing/colour-legend.ts";
import { percent } from "../drawing/format.ts";
import { type Heat, type HeatView, keptShare, suited, usualHeatLook } from "../drawing/heat.ts";
import { drawHeat } from "../drawing/heat-canvas.ts";
import { heaviestPlace } from "../drawing/place.ts";
import { Resized } from "../drawing/resized.ts";
import { Locale } from "../strings/locale.ts";
import { base } from "./styles.ts";

/**
 * A map of numbers over a picture, without it, or as a mask that leaves of the picture what the map finds strong.
 * Without values, the picture.
 *
 * @csspart picture - The canvas.
 * @csspart legend - The scale under it.
 */
export class LimelightHeatMap extends LitElement {
  static override properties = {
    picture: { attribute: false },
    values: { attribute: false },
    size: { attribute: false },
    range: { attribute: false },
    signed: { type: Boolean },
    colours: {},
    opacity: { type: Number },
    threshold: { type: Number },
    view: {},
    bare: { type: Boolean },
  };

  static override styles = [
    base,
    colourLegendStyles,
    css`
      canvas {
        display: block;
        width: 100%;
        border-radius: var(--ll-radius-s);
        background: var(--ll-sunken);
        forced-color-adjust: none;
      }
    `,
  ];

  /** What the map lies over. Default: none, and the map stands alone. */
  declare picture: Picture | undefined;
  /** One number for each pixel, row by row. A new array for new numbers. */
  declare values: ArrayLike<number> | undefined;
  /** [height, width] of the values. */
  declare size: readonly [height: number, width: number];
  /** What has the colours of the two ends. Default: 0 and 1. */
  declare range: readonly [low: number, high: number];
  /** Numbers below zero take away. Then the range has as much on both sides of zero. */
  declare signed: boolean;
  /** Default: "inferno"; where the map is signed "blue-orange". */
  declare colours: ColourMap | undefined;
  /** Of the map over the picture, 0…1. Default: 0.65. */
  declare opacity: number;
  /** The mask leaves what is at least so strong, 0…1 of the end of the range. Default: 0.5. */
  declare threshold: number;
  /** Default: "over". */
  declare view: HeatView;
  /** No legend. */
  declare bare: boolean;

  readonly #locale = new Locale(this);

  constructor() {
    super();
    new Resized(this);
    this.size = [0, 0];
    this.range = [0, 1];
    this.signed = false;
    this.opacity = usualHeatLook.opacity;
    this.threshold = usualHeatLook.threshold;
    this.view = "over";
    this.bare = false;
  }

  protected override render() {
    const { picture, bare, colours, signed } = this;
    const heat = this.#heat;
    const { words } = this.#locale;
    if (!picture && !heat) return nothing;
    const hasLegend = heat && !bare && this.view !== "mask";
    return html`
      <canvas
        part="picture"
        role="img"
        aria-label=${heat ? this.#summary(heat) : words.pictureOnly}
        style=${styleMap({ aspectRatio: String(1 / this.#height(1)) })}
      ></canvas>
      ${hasLegend ? colourLegend(words, heat, suited(colours, signed)) : nothing}
    `;
  }

  protected override updated(): void {
    const canvas = this.renderRoot.querySelector("canvas");
    if (!canvas) return;
    const width = Math.round(canvas.clientWidth * Math.min(2, devicePixelRatio)); // more is not seen, and costs memory
    if (width === 0) return;
    const height = Math.round(this.#height(width));
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const { picture, view, colours, opacity, threshold } = this;
    drawHeat(canvas.getContext("2d")!, height, picture, this.#heat, view, { colours, opacity, threshold });
  }

  /** The map, where there is one. */
  get #heat(): Heat | undefined {
    const { values, size, range, signed } = this;
    return values && size[0] * size[1] > 0 ? { values, size, range, signed } : undefined;
  }

  /** Of the canvas, for its width: a map is stretched over its picture. */
  #height(width: number): number {
    const { picture, size } = this;
    return (width * (picture?.height ?? size[0])) / (picture?.width ?? size[1]);
  }

  #summary(heat: Heat): string {
    const { words } = this.#locale;
    if (this.view === "mask")
      return words.maskSummary(percent(keptShare(heat, this.threshold)), this.threshold.toFixed(2));
    const [height, width] = heat.size;
    const found = heaviestPlace(heat.values, { height, width });
    if (found) return words.heatSummary(words.places[found.place], percent(found.share));
    return Array.from(heat.values).every(Number.isFinite) ? words.heatNothing : words.heatNotFinite;
  }
}
