import { html, LitElement, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Picture } from "../../images/picture.ts";
import type { ModelInfo } from "../../workers/protocol.ts";
import { count } from "../drawing/format.ts";
import { choice } from "../elements/choice.ts";
import { emit } from "../elements/events.ts";
import { imageName } from "../elements/image-name.ts";
import { base, buttons, fields } from "../elements/styles.ts";
import { Locale } from "../strings/locale.ts";
import type { BundledModel } from "./bundled.ts";
import { sourcesStyles } from "./sources-styles.ts";

/** An image that can be explained. */
export interface OpenImage {
  readonly name: string;
  readonly source: string | File | Picture;
  /** Address of a picture of it. */
  readonly thumbnail: string;
}

/**
 * The model in use, and the images that can be explained with it.
 *
 * @fires limelight-open - An image was chosen.
 * @fires limelight-bundled - A model that comes with the page was chosen.
 * @fires limelight-pick - A file should be asked for.
 * @fires limelight-link - An address should be asked for.
 * @fires limelight-crop - The chosen image should be cropped.
 * @fires limelight-webcam - A picture should be taken.
 */
export class LimelightSources extends LitElement {
  static override properties = {
    model: { attribute: false },
    bundled: { attribute: false },
    images: { attribute: false },
    current: { type: Number },
  };

  static override styles = [base, buttons, fields, sourcesStyles];

  /** The model that is open. */
  declare model: ModelInfo | undefined;
  /** Which of the models that come with the page is in use, "" for none of them. Nothing if none come. */
  declare bundled: BundledModel | "" | undefined;
  /** The pictures that are open. */
  declare images: readonly OpenImage[];
  /** Index of the image that is shown, −1 for none. */
  declare current: number;

  readonly #locale = new Locale(this);

  constructor() {
    super();
    this.images = [];
    this.current = -1;
  }

  protected override render() {
    const { words } = this.#locale;
    return html`
      <section class="model">
        <h2 class="label">
          ${words.model}
          <button type="button" class="link" @click=${() => emit(this, "limelight-pick", { kind: "model" })}>
            ${words.change}
          </button>
        </h2>
        ${this.#card()} ${this.#choice()}
      </section>
      <section>
        <h2 class="label">${words.images}<span>${this.images.length || nothing}</span></h2>
        <div class="images">
          ${repeat(
            this.images,
            ({ thumbnail }) => thumbnail,
            (image, index) => this.#image(image, index),
          )}
          <button
            type="button"
            class="add"
            aria-label=${words.addImage}
            @click=${() => emit(this, "limelight-pick", { kind: "image" })}
          >
            +
          </button>
        </div>
        <p class="ways">
          <button type="button" class="link" @click=${() => emit(this, "limelight-link", { url: undefined })}>
            ${words.fromLink}
          </button>
          <button type="button" class="link" @click=${() => emit(this, "limelight-webcam")}>${words.webcam}</button>
          ${this.#crop()}
        </p>
      </section>
    `;
  }

  #card() {
    const { words } = this.#locale;
    const { model } = this;
    if (!model) return html`<p class="card hint">${words.noModel}</p>`;
    return html`
      <p class="card">
        <b>${model.name}</b>
        <span class="hint">${words.shape(model.inputShape, model.classes.length)}</span>
        <span class="hint">${words.parameters(count(model.parameters))}</span>
      </p>
    `;
  }

  /** Between the models that come with the page. */
  #choice() {
    const { words } = this.#locale;
    if (this.bundled === undefined) return nothing;
    const open = (open: BundledModel) => emit(this, "limelight-bundled", { open });
    return html`
      <div class="bundled">
        ${choice(words.model, "bundled", words.bundledModels, this.bundled, open)}
        ${this.bundled ? html`<p class="hint">${words.bundledText[this.bundled]}</p>` : nothing}
      </div>
    `;
  }

  #crop() {
    if (!this.images[this.current]) return nothing;
    return html`
      <button type="button" class="link" id="crop" @click=${() => emit(this, "limelight-crop", { picture: undefined })}>
        ${this.#locale.words.crop}
      </button>
    `;
  }

  #image(image: OpenImage, index: number) {
    const title = imageName(this.#locale.words, image);
    return html`
      <button
        type="button"
        aria-pressed=${index === this.current ? "true" : "false"}
        aria-label=${title}
        title=${title}
        @click=${() => emit(this, "limelight-open", { index })}
      >
        <img src=${image.thumbnail} alt="" />
        <span>${title}</span>
      </button>
    `;
  }
}
