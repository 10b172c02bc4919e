/** @file The settings of a run, as a column beside the picture. */

import { html, type TemplateResult } from "lit";
import type { Settings } from "./settings-value.ts";
import type { Words } from "./strings.ts";

export interface SettingsPanel {
  readonly words: Words;
  readonly settings: Settings;
  /** "black,white" of the model's preprocessing. */
  readonly range: string;
  readonly canSave: boolean;
  set(change: Partial<Settings>): void;
  configure(range: string): void;
  save(format: "png" | "json"): void;
}

export function settingsPanel({
  words,
  settings,
  range,
  canSave,
  set,
  configure,
  save,
}: SettingsPanel): TemplateResult {
  const { preset, segmentation, samples, seed, hideColor } = settings;
  const value = (event: Event) => (event.target as HTMLInputElement | HTMLSelectElement).value;
  const segmentations: Record<string, Settings["segmentation"]> = {
    auto: undefined,
    slic: { algorithm: "slic", n_segments: 50, compactness: 10, sigma: 1, start_label: 0 },
    quickshift: { algorithm: "quickshift", kernel_size: 2, max_dist: 6, ratio: 0.5 },
    felzenszwalb: { algorithm: "felzenszwalb", scale: 100, sigma: 0.5, min_size: 20 },
    grid: { algorithm: "grid", rows: 8, columns: 8 },
  };
  return html`
    <h2>${words.settings}</h2>
    <label>${words.preset}
      <select @change=${(event: Event) => set({ preset: value(event) as Settings["preset"] })}>
        <option value="limelight" ?selected=${preset === "limelight"}>${words.presetOurs}</option>
        <option value="python" ?selected=${preset === "python"}>${words.presetPython}</option>
      </select>
    </label>
    <label>${words.superpixels}
      <select id="segmentation" @change=${(event: Event) => set({ segmentation: segmentations[value(event)] })}>
        ${Object.keys(segmentations).map(
          (name) =>
            html`<option value=${name} ?selected=${(segmentation?.algorithm ?? "auto") === name}>${name === "auto" ? words.automatic : name}</option>`,
        )}
      </select>
    </label>
    <label>${words.hidden}
      <select @change=${(event: Event) => set({ hideColor: value(event) === "0" ? 0 : (value(event) as "mean" | "blur") })}>
        ${(
          [
            ["mean", words.mean],
            ["blur", words.blur],
            ["0", words.black],
          ] as const
        ).map(
          ([key, word]) => html`<option value=${key} ?selected=${String(hideColor) === key}>${word}</option>`,
        )}
      </select>
    </label>
    <label>${words.samples}
      <input id="samples" type="number" min="2" max="100000" .value=${String(samples)} @change=${(event: Event) => set({ samples: Number(value(event)) })} />
    </label>
    <label>${words.seed}
      <input id="seed" type="number" min="0" .value=${String(seed)} @change=${(event: Event) => set({ seed: Number(value(event)) })} />
    </label>
    <label>${words.range}
      <select id="range" @change=${(event: Event) => configure(value(event))}>
        ${["0,1", "-1,1", "0,255"].map((pair) => html`<option value=${pair} ?selected=${pair === range}>${pair.replace(",", " … ")}</option>`)}
      </select>
    </label>
    <h2>${words.save}</h2>
    <div class="save">
      <button type="button" ?disabled=${!canSave} @click=${() => save("png")}>PNG</button>
      <button type="button" ?disabled=${!canSave} @click=${() => save("json")}>JSON</button>
    </div>
  `;
}
