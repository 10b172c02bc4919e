import { html, LitElement, nothing } from "lit";
import type { ModelOptions } from "../models/model.ts";
import type { ModelInfo } from "../workers/protocol.ts";
import { emit, type SaveFormat } from "./events.ts";
import { filterFields, mapFields } from "./filter-fields.ts";
import { inputFields } from "./input-fields.ts";
import { limeFields } from "./lime-fields.ts";
import { Locale } from "./locale.ts";
import { saliencyFields } from "./saliency-fields.ts";
import { select } from "./select.ts";
import { settingsStyles } from "./settings-styles.ts";
import { byProbability, type Settings, usualSettings } from "./settings-value.ts";
import type { OpenImage } from "./sources.ts";
import { base, buttons, fields } from "./styles.ts";
import type { View } from "./views.ts";

const NAMES: Readonly<Record<SaveFormat, string>> = {
  png: "PNG",
  json: "JSON",
  npy: "NPY",
  csv: "CSV",
  svg: "SVG",
};

/**
 * What the next run computes, how the model is given its picture, and how to save what was found.
 *
 * @fires limelight-settings - A setting of the next run was changed.
 * @fires limelight-configure - The model should read pictures in another way.
 * @fires limelight-save - The result should be saved.
 */
export class LimelightSettings extends LitElement {
  static override properties = {
    settings: { attribute: false },
    view: {},
    model: { attribute: false },
    overrides: { attribute: false },
    probabilities: { attribute: false },
    images: { attribute: false },
    black: { type: Number },
    white: { type: Number },
    savable: { type: Boolean },
    formats: {
      attribute: false,
      hasChanged: (now: unknown, before: unknown) => String(now) !== String(before),
    },
  };

  static override styles = [base, buttons, fields, settingsStyles];

  declare settings: Settings;
  /** Which settings are shown. Default: "lime". */
  declare view: View;
  declare model: ModelInfo | undefined;
  /** What the person has said about the model; the rest is its own or guessed. */
  declare overrides: ModelOptions;
  /** Of the picture's classes, 0…1. Empty before it was predicted. */
  declare probabilities: readonly number[];
  /** Those that are open: any can be a baseline. */
  declare images: readonly OpenImage[];
  /** What black and white are in the picture's own units. Default: 0 and 255. */
  declare black: number;
  declare white: number;
  /** There is a result to save. */
  declare savable: boolean;
  /** As what it can be saved. Default: PNG and JSON. */
  declare formats: readonly SaveFormat[];

  readonly #locale = new Locale(this);

  constructor() {
    super();
    this.settings = usualSettings;
    this.view = "lime";
    this.overrides = {};
    this.probabilities = [];
    this.images = [];
    this.black = 0;
    this.white = 255;
    this.savable = false;
    this.formats = ["png", "json"];
  }

  protected override render() {
    const { words } = this.#locale;
    const { model, settings, view } = this;
    const set = (change: Partial<Settings>) => this.#set(change);
    return html`
      ${view === "lime" || view === "saliency" ? this.#classes() : nothing}
      ${view === "lime" ? limeFields(words, settings, this, set) : nothing}
      ${view === "saliency" ? saliencyFields(words, settings, model, this.images, set) : nothing}
      ${view === "filters" ? filterFields(words, settings, model, set) : nothing}
      ${view === "maps" ? mapFields(words, settings, model, set) : nothing}
      ${
        model
          ? html`<details>
            <summary>${words.input}</summary>
            ${inputFields(words, model, this.overrides, (options) => emit(this, "limelight-configure", { options }))}
          </details>`
          : nothing
      }
      ${
        view === "model"
          ? nothing // its plot has a button of its own
          : html`<section>
            <h2 class="label">${words.save}</h2>
            <div class="row">${this.formats.map((format) => this.#save(format))}</div>
          </section>`
      }
    `;
  }

  #classes() {
    const { words } = this.#locale;
    const classes = this.model?.classes ?? [];
    if (this.probabilities.length !== classes.length || classes.length === 0) return nothing;
    const ranked = byProbability(this.probabilities);
    const choices = [["", words.highest(classes[ranked[0]])], ...ranked.map((i) => [String(i), classes[i]])];
    return select(words.explain, "class", choices, String(this.settings.classIndex ?? ""), (value) =>
      this.#set({ classIndex: value === "" ? undefined : Number(value) }),
    );
  }

  #save(format: SaveFormat) {
    return html`
      <button type="button" class="button" ?disabled=${!this.savable} @click=${() => emit(this, "limelight-save", { format })}>
        ${NAMES[format]}
      </button>
    `;
  }

  #set(change: Partial<Settings>): void {
    emit(this, "limelight-settings", { settings: { ...this.settings, ...change } });
    this.requestUpdate(); // what was typed may not be what was taken
  }
}
