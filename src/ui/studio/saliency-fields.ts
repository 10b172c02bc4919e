/** @file What an attribution method computes: which, of which score, and what only some of them ask. */

import { html, nothing } from "lit";
import { SALIENCY_METHODS, type SaliencyMethod, type Score } from "../../explainers/saliency-options.ts";
import type { ModelInfo } from "../../workers/protocol.ts";
import { imageName } from "../elements/image-name.ts";
import { isMap } from "../elements/layers.ts";
import { select } from "../elements/select.ts";
import type { SaliencySettings, Settings } from "../elements/settings-value.ts";
import type { Words } from "../strings/strings.ts";
import { layerField } from "./layer-field.ts";
import { numberField } from "./number-field.ts";
import { DRAWS, INTEGRATION_STEPS, SEEDS } from "./ranges.ts";
import { asks } from "./saliency-asks.ts";
import type { OpenImage } from "./sources.ts";

export function saliencyFields(
  words: Words,
  { saliency, seed }: Settings,
  model: ModelInfo | undefined,
  images: readonly OpenImage[],
  set: (change: Partial<Settings>) => void,
) {
  const change = (part: Partial<SaliencySettings>) => set({ saliency: { ...saliency, ...part } });
  const { method, score, layer, samples, steps, baseline } = saliency;
  const may = asks(method);
  const names = images.map((image, i) => [String(i), imageName(words, image)] as const);
  const baselines = [...Object.entries(words.baselines), ...names];
  const chosen = typeof baseline === "object" ? String(baseline.image) : baseline;
  const methods = SALIENCY_METHODS.map((name) => [name, words.methods[name]]);
  return html`
    ${select(words.method, "method", methods, method, (value) =>
      change({ method: value as SaliencyMethod, samples: undefined }),
    )}
    ${orUsual(words, words.explained, "score", Object.entries(words.scores), score, (value) => change({ score: value as Score | undefined }))}
    ${may.layer && model ? layerField(words, model, layer, isMap, (value) => change({ layer: value })) : nothing}
    ${
      may.baseline
        ? orUsual(words, words.baseline, "baseline", baselines, chosen, (value) =>
            change({
              baseline: images[Number(value)]
                ? { image: Number(value) }
                : (value as SaliencySettings["baseline"]),
            }),
          )
        : nothing
    }
    <div class="two">
      ${
        may.samples
          ? numberField(words.sampleCount, "samples", samples ?? may.samples, DRAWS, (value) =>
              change({ samples: value }),
            )
          : nothing
      }
      ${
        may.steps
          ? numberField(words.steps, "steps", steps ?? may.steps, INTEGRATION_STEPS, (value) =>
              change({ steps: value }),
            )
          : nothing
      }
      ${may.seed ? numberField(words.seed, "seed", seed, SEEDS, (value) => set({ seed: value })) : nothing}
    </div>
  `;
}

/** A choice that can be left to the method. */
function orUsual(
  words: Words,
  label: string,
  id: string,
  choices: readonly (readonly string[])[],
  chosen: string | undefined,
  change: (value: string | undefined) => void,
) {
  return select(label, id, [["", words.asUsual], ...choices], chosen ?? "", (value) =>
    change(value || undefined),
  );
}
