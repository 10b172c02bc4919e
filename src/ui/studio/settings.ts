import { html, LitElement, nothing } from "lit";
import type { DataSet } from "../../data/data-set.ts";
import type { ModelOptions } from "../../models/model.ts";
import type { ModelInfo } from "../../workers/protocol.ts";
import { emit } from "../elements/events.ts";
import { select } from "../elements/select.ts";
import { byProbability, type Settings, usualSettings } from "../elements/settings-value.ts";
import { base, buttons, fields } from "../elements/styles.ts";
import { Locale } from "../strings/locale.ts";
import { compareFields } from "./compare-fields.ts";
import { dataFields, meansFields } from "./data-fields.ts";
import { filterFields, mapFields } from "./filter-fields.ts";
import { inputFields } from "./input-fields.ts";
import { limeFields } from "./lime-fields.ts";
import { saliencyFields } from "./saliency-fields.ts";
import { settingsStyles } from "./settings-styles.ts";
import type { OpenImage } from "./sources.ts";
import { isOfData, type View } from "./views.ts";

/**
 * What the next run computes, and how the model is given its picture.
 *
 * @fires limelight-settings - A setting of the next run was changed.
 * @fires limelight-configure - The model should read pictures in another way.
 */
export class LimelightSettings extends LitElement {
  static override properties = {
    settings: { attribute: false },
    view: {},
    model: { attribute: false },
    overrides: { attribute: false },
    probabilities: { attribute: false },
    images: { attribute: false },
    data: { attribute: false },
    black: { type: Number },
    white: { type: Number },
  };

  static override styles = [base, buttons, fields, settingsStyles];

  /** What is set. */
  declare settings: Settings;
  /** Which settings are shown. Default: "lime". */
  declare view: View;
  /** The model they are for. */
  declare model: ModelInfo | undefined;
  /** What the person has said about the model; the rest is its own or guessed. */
  declare overrides: ModelOptions;
  /** Of the picture's classes, 0…1. Empty before it was predicted. */
  declare probabilities: readonly number[];
  /** Those that are open: any can be a baseline. */
  declare images: readonly OpenImage[];
  /** The data set that is open: what there is to choose from. */
  declare data: DataSet | undefined;
  /** What black is in the picture's own units. Default: 0. */
  declare black: number;
  /** What white is. Default: 255. */
  declare white: number;

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
  }

  protected override render() {
    const { words } = this.#locale;
    const { model, settings, view } = this;
    const set = (change: Partial<Settings>) => this.#set(change);
    return html`
      ${["lime", "saliency", "compare"].includes(view) ? this.#classes() : nothing}
      ${view === "lime" ? limeFields(words, settings, this, set) : nothing}
      ${view === "saliency" ? saliencyFields(words, settings, model, this.images, set) : nothing}
      ${view === "compare" ? compareFields(words, settings, set) : nothing}
      ${view === "filters" ? filterFields(words, settings, model, set) : nothing}
      ${view === "maps" ? mapFields(words, settings, model, set) : nothing}
      ${view === "means" ? meansFields(words, settings, model, set) : nothing}
      ${isOfData(view) ? dataFields(words, settings, this.data, set) : nothing}
      ${
        model
          ? html`<details>
            <summary>${words.input}</summary>
            ${inputFields(words, model, this.overrides, (options) => emit(this, "limelight-configure", { options }))}
          </details>`
          : nothing
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

  #set(change: Partial<Settings>): void {
    emit(this, "limelight-settings", { settings: { ...this.settings, ...change } });
    this.requestUpdate(); // what was typed may not be what was taken
  }
}
