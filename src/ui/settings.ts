import { html, LitElement, nothing } from "lit";
import { live } from "lit/directives/live.js";
import type { ModelOptions } from "../models/model.ts";
import type { ModelInfo } from "../workers/protocol.ts";
import { emit } from "./events.ts";
import { inputFields } from "./input-fields.ts";
import { Locale } from "./locale.ts";
import { segmentationFields } from "./segmentation-fields.ts";
import { select } from "./select.ts";
import { settingsStyles } from "./settings-styles.ts";
import { byProbability, type Settings, usualSettings } from "./settings-value.ts";
import { base, buttons, fields } from "./styles.ts";

const HIDDEN = ["mean", "blur", "black", "white"] as const;

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
    model: { attribute: false },
    overrides: { attribute: false },
    probabilities: { attribute: false },
    black: { type: Number },
    white: { type: Number },
    savable: { type: Boolean },
  };

  static override styles = [base, buttons, fields, settingsStyles];

  declare settings: Settings;
  declare model: ModelInfo | undefined;
  /** What the person has said about the model; the rest is its own or guessed. */
  declare overrides: ModelOptions;
  /** Of the picture's classes, 0…1. Empty before it was predicted. */
  declare probabilities: readonly number[];
  /** What black and white are in the picture's own units. Default: 0 and 255. */
  declare black: number;
  declare white: number;
  /** There is a result to save. */
  declare savable: boolean;

  readonly #locale = new Locale(this);

  constructor() {
    super();
    this.settings = usualSettings;
    this.overrides = {};
    this.probabilities = [];
    this.black = 0;
    this.white = 255;
    this.savable = false;
  }

  protected override render() {
    const { words } = this.#locale;
    const { preset, segmentation, hideColor } = this.settings;
    const hidden = hideColor === this.black ? "black" : hideColor === this.white ? "white" : hideColor;
    return html`
      ${select(words.preset, "preset", Object.entries(words.presets), preset, (value) =>
        this.#set({ preset: value as Settings["preset"] }),
      )}
      ${this.#classes()}
      ${segmentationFields(words, segmentation, (chosen) => this.#set({ segmentation: chosen }))}
      ${select(
        words.hidden,
        "hide-color",
        HIDDEN.map((key) => [key, words.hiddenAs[key]]),
        String(hidden),
        (value) =>
          this.#set({
            hideColor: value === "black" ? this.black : value === "white" ? this.white : (value as "mean"),
          }),
      )}
      <div class="two">
        ${this.#number(words.sampleCount, "samples", 2, 1_000_000)}
        ${this.#number(words.seed, "seed", 0, 2 ** 32 - 1)}
      </div>
      ${
        this.model
          ? html`<details>
            <summary>${words.input}</summary>
            ${inputFields(words, this.model, this.overrides, (options) => emit(this, "limelight-configure", { options }))}
          </details>`
          : nothing
      }
      <section>
        <h2 class="label">${words.save}</h2>
        <div class="row">${this.#save("png")} ${this.#save("json")}</div>
      </section>
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

  #number(label: string, name: "samples" | "seed", least: number, most: number) {
    const set = (event: Event) => {
      const value = Math.round((event.target as HTMLInputElement).valueAsNumber);
      this.#set({
        [name]: Number.isNaN(value) ? this.settings[name] : Math.min(most, Math.max(least, value)),
      });
    };
    return html`
      <label class="field">
        <span>${label}</span>
        <input
          id=${name}
          class="input"
          type="number"
          min=${least}
          max=${most}
          .value=${live(String(this.settings[name]))}
          @change=${set}
        />
      </label>
    `;
  }

  #save(format: "png" | "json") {
    return html`
      <button type="button" class="button" ?disabled=${!this.savable} @click=${() => emit(this, "limelight-save", { format })}>
        ${format.toUpperCase()}
      </button>
    `;
  }

  #set(change: Partial<Settings>): void {
    emit(this, "limelight-settings", { settings: { ...this.settings, ...change } });
    this.requestUpdate(); // what was typed may not be what was taken
  }
}
