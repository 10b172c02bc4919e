/** @file What gradient ascent climbs to, and whose feature maps are shown. */

import { html, nothing } from "lit";
import type { AscentPreset } from "../../explainers/ascent-options.ts";
import type { ModelInfo } from "../../workers/protocol.ts";
import { filtersOf, STEPS } from "../elements/layers.ts";
import { select } from "../elements/select.ts";
import type { FilterSettings, Settings } from "../elements/settings-value.ts";
import type { Words } from "../strings/strings.ts";
import { layerField } from "./layer-field.ts";
import { numberField } from "./number-field.ts";
import { ASCENT_STEPS, FILTER_COUNT, SEEDS } from "./ranges.ts";

type Set = (change: Partial<Settings>) => void;

export function filterFields(
  words: Words,
  { filters, seed }: Settings,
  model: ModelInfo | undefined,
  set: Set,
) {
  const change = (part: Partial<FilterSettings>) => set({ filters: { ...filters, ...part } });
  const { preset, layer, first, count, steps } = filters;
  const last = Math.max(0, (model ? filtersOf(model, layer) : 0) - 1);
  return html`
    ${
      model
        ? layerField(
            words,
            model,
            layer,
            () => true,
            (value) => change({ layer: value, first: 0 }),
            { logits: true },
          )
        : nothing
    }
    ${select(words.preset, "ascent-preset", Object.entries(words.ascentPresets), preset, (value) =>
      change({ preset: value as AscentPreset, steps: undefined }),
    )}
    <div class="two">
      ${numberField(words.firstFilter, "first-filter", first, [0, last], (value) => change({ first: value }))}
      ${numberField(words.filterCount, "filter-count", count, FILTER_COUNT, (value) => change({ count: value }))}
    </div>
    <div class="two">
      ${numberField(words.steps, "steps", steps ?? STEPS[preset], ASCENT_STEPS, (value) => change({ steps: value }))}
      ${numberField(words.seed, "seed", seed, SEEDS, (value) => set({ seed: value }))}
    </div>
  `;
}

export const mapFields = (words: Words, { maps }: Settings, model: ModelInfo | undefined, set: Set) =>
  model
    ? layerField(
        words,
        model,
        maps.layer,
        () => true,
        (layer) => set({ maps: { layer } }),
      )
    : nothing;
