import { html, svg } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import type { GraphLayout, PlacedEdge, PlacedNode } from "../../models/graph-layout.ts";
import { count, percent } from "../drawing/format.ts";
import { saveSvg } from "../saving/save-svg.ts";
import { Locale } from "../strings/locale.ts";
import { emit } from "./events.ts";
import { type Asked, Explainer, type Whole } from "./explainer.ts";
import { explainerStyles } from "./explainer-styles.ts";
import { shownName } from "./layers.ts";
import { modelGraphStyles } from "./model-graph-styles.ts";
import { stageStyles } from "./stage-styles.ts";
import { base, buttons } from "./styles.ts";

export interface Plot extends Whole {
  readonly name: string;
  readonly layout: GraphLayout;
}

const ZOOM = { least: 0.2, most: 4, step: 1.25 };
/** Widths of a letter of a name and of a shape, in the widest of the faces they may be set in; and the space round them. */
const WIDTHS = { letter: 7.4, digit: 7, space: 24 };

/**
 * A model's layers as boxes and arrows, as Keras's `plot_model` draws them. Given `model` it opens that; given `layout` it shows
 * it. Drag or scroll to move, Ctrl and wheel or the buttons to zoom, arrow keys to go from layer to layer.
 *
 * @fires limelight-layer - A layer was chosen.
 * @csspart plot - The drawing.
 */
export class LimelightModelGraph extends Explainer<Plot> {
  static override properties = {
    layout: { attribute: false },
    name: {},
    selected: {},
    _zoom: { state: true },
  };

  static override styles = [base, buttons, stageStyles, explainerStyles, modelGraphStyles];

  /** A layout that is there already: what `engine.layout` gives. */
  declare layout: GraphLayout | undefined;
  /** Of the model. */
  declare name: string;
  /** Name of the layer that is marked. */
  declare selected: string | undefined;
  /** 1: a box is as large as it is laid out. */
  declare private _zoom: number;

  protected override readonly kind = undefined;
  protected override readonly asksAnew = [];
  readonly #locale = new Locale(this);
  #grip: { readonly x: number; readonly y: number; readonly left: number; readonly top: number } | undefined;

  constructor() {
    super();
    this.name = "";
    this._zoom = 1;
  }

  protected override async *ask({ engine, model }: Asked): AsyncGenerator<Plot, void> {
    yield { done: true, name: model.name, layout: await engine.layout(model) };
  }

  protected override render() {
    const { words } = this.#locale;
    const layout = this.layout ?? this.result?.layout;
    if (!layout) return this.poster(words);
    const { width, height, nodes, edges } = layout;
    const name = this.name || (this.result?.name ?? "");
    const size = { width: `${width * this._zoom}px`, height: `${height * this._zoom}px` };
    const stop = nodes.some((node) => node.name === this.selected) ? this.selected : nodes[0]?.name;
    return html`
      <div class="frame">
        <div class="tools">
          <button type="button" class="button narrow" aria-label=${words.zoomOut} @click=${() => this.#zoom(1 / ZOOM.step)}>−</button>
          <button type="button" class="button narrow wide" @click=${() => this.#zoom(1 / this._zoom)}>${percent(this._zoom).replace(/\.\d/, "")}</button>
          <button type="button" class="button narrow" aria-label=${words.zoomIn} @click=${() => this.#zoom(ZOOM.step)}>+</button>
          <button type="button" class="button narrow" @click=${this.#fit}>${words.zoomFit}</button>
          <button type="button" class="button narrow" aria-label=${`${words.save} SVG`} @click=${this.#save}>SVG</button>
        </div>
        <div
          class="scroll"
          @wheel=${this.#wheel}
          @pointerdown=${this.#hold}
          @pointermove=${this.#drag}
          @pointerup=${this.#letGo}
          @pointercancel=${this.#letGo}
        >
          <svg
            part="plot"
            role="listbox"
            aria-label=${words.modelPlot(name, count(nodes.length))}
            viewBox="0 0 ${width} ${height}"
            style=${styleMap(size)}
            @keydown=${this.#key}
            @click=${this.#press}
          >
            ${edges.map(arrow)} ${nodes.map((node) => this.#box(node, node.name === stop))}
          </svg>
        </div>
      </div>
      <p class="hint">${words.plotHint}</p>
    `;
  }

  #box({ name, type, outputShape, x, y, width, height }: PlacedNode, stop: boolean) {
    const { words } = this.#locale;
    const shape = outputShape.join("×");
    const isSelected = name === this.selected;
    return svg`
      <g
        role="option"
        data-layer=${name}
        tabindex=${stop ? "0" : "-1"}
        aria-selected=${isSelected ? "true" : "false"}
        transform="translate(${x} ${y})"
      >
        <title>${words.layerIs(name, type, shape)}</title>
        <rect width=${width} height=${height} rx="3"></rect>
        <text x="8" y=${height / 2} dominant-baseline="central">${shortened(shownName({ layers: this.#nodes }, name), width - WIDTHS.space - WIDTHS.digit * shape.length)}</text>
        <text class="shape" x=${width - 8} y=${height / 2} dominant-baseline="central" text-anchor="end">${shape}</text>
      </g>
    `;
  }

  get #nodes(): readonly PlacedNode[] {
    return (this.layout ?? this.result?.layout)?.nodes ?? [];
  }

  #choose(layer: string | undefined): void {
    if (layer === undefined) return;
    this.selected = layer;
    emit(this, "limelight-layer", { layer });
  }

  #press(event: Event): void {
    const box = (event.target as Element).closest<SVGElement>("[data-layer]");
    box?.focus({ preventScroll: true });
    this.#choose(box?.dataset.layer);
  }

  #key(event: KeyboardEvent): void {
    const boxes = [...this.renderRoot.querySelectorAll<SVGElement>("[data-layer]")];
    const at = boxes.indexOf(event.target as SVGElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: boxes.length - 1 }[event.key];
    if (event.key === "+" || event.key === "-") this.#zoom(event.key === "+" ? ZOOM.step : 1 / ZOOM.step);
    if (to === undefined) return;
    event.preventDefault();
    boxes[to]?.focus();
    this.#choose(boxes[to]?.dataset.layer);
  }

  #zoom(by: number): void {
    this._zoom = Math.min(ZOOM.most, Math.max(ZOOM.least, this._zoom * by));
  }

  readonly #fit = (): void => {
    const frame = this.renderRoot.querySelector(".scroll");
    const layout = this.layout ?? this.result?.layout;
    if (frame && layout)
      this.#zoom(Math.min(frame.clientWidth / layout.width, frame.clientHeight / layout.height) / this._zoom);
  };

  #wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return; // else it scrolls, as everywhere
    event.preventDefault();
    this.#zoom(event.deltaY < 0 ? ZOOM.step : 1 / ZOOM.step);
  }

  #hold(event: PointerEvent): void {
    if (event.pointerType !== "mouse") return; // a finger scrolls by itself
    const { scrollLeft: left, scrollTop: top } = event.currentTarget as Element;
    this.#grip = { x: event.clientX, y: event.clientY, left, top };
  }

  #drag(event: PointerEvent): void {
    const grip = this.#grip;
    if (!grip) return;
    (event.currentTarget as Element).scrollTo(
      grip.left + grip.x - event.clientX,
      grip.top + grip.y - event.clientY,
    );
  }

  #letGo(): void {
    this.#grip = undefined;
  }

  readonly #save = (): void => {
    saveSvg(
      this.renderRoot.querySelector("svg")!,
      `limelight-model-${this.name || (this.result?.name ?? "")}`,
    );
  };
}

/** Straight down, or round two corners. */
function arrow({ points }: PlacedEdge) {
  const corners = Array.from(
    { length: points.length / 2 },
    (_, i) => `${points[2 * i]} ${points[2 * i + 1]}`,
  );
  return svg`<path class="arrow" d="M${corners.join("L")}"></path>`;
}

/** As much of a name as this width has room for. */
function shortened(name: string, width: number): string {
  const letters = Math.max(2, Math.floor(width / WIDTHS.letter));
  return name.length > letters ? `${name.slice(0, letters - 1)}…` : name;
}
