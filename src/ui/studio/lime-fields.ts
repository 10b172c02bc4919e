/** @file What LIME, or KernelSHAP, computes: preset, superpixels, what is hidden, samples and seed. */

import { html } from "lit";
import { select } from "../elements/select.ts";
import type { Settings } from "../elements/settings-value.ts";
import type { Words } from "../strings/strings.ts";
import { numberField } from "./number-field.ts";
import { SAMPLES, SEEDS } from "./ranges.ts";
import { segmentationFields } from "./segmentation-fields.ts";

const HIDDEN = ["mean", "blur", "black", "white"] as const;

/** `black` and `white` are in the picture's own units. */
export function limeFields(
  words: Words,
  settings: Settings,
  { black, white }: { readonly black: number; readonly white: number },
  set: (change: Partial<Settings>) => void,
) {
  const { method, preset, segmentation, hideColor } = settings;
  const hidden = hideColor === black ? "black" : hideColor === white ? "white" : hideColor;
  return html`
    ${select(words.method, "method", Object.entries(words.limeMethods), method, (value) =>
      set({ method: value as Settings["method"] }),
    )}
    ${
      method === "lime"
        ? select(words.preset, "preset", Object.entries(words.presets), preset, (value) =>
            set({ preset: value as Settings["preset"] }),
          )
        : html`<p class="hint">${words.shapleyValues}</p>`
    }
    ${segmentationFields(words, segmentation, (chosen) => set({ segmentation: chosen }))}
    ${select(
      words.hidden,
      "hide-color",
      HIDDEN.map((key) => [key, words.hiddenAs[key]]),
      String(hidden),
      (value) =>
        set({ hideColor: value === "black" ? black : value === "white" ? white : (value as "mean") }),
    )}
    <div class="two">
      ${numberField(words.sampleCount, "samples", settings.samples, SAMPLES, (samples) => set({ samples }))}
      ${numberField(words.seed, "seed", settings.seed, SEEDS, (seed) => set({ seed }))}
    </div>
  `;
}
