/** @file The options of each segmentation that the settings offer. */

import { html } from "lit";
import type { SegmentationOptions } from "../../explainers/segmentation/segmentation.ts";
import type { Words } from "../strings/strings.ts";

export type Algorithm = Exclude<SegmentationOptions["algorithm"], "labels">;

interface Field {
  /** scikit-image's name. */
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly step: number;
}

/** What choosing an algorithm begins with: many superpixels on the small pictures that classifiers take. */
export const SEGMENTATION_START: Readonly<Record<Algorithm, SegmentationOptions>> = {
  slic: { algorithm: "slic", n_segments: 50, compactness: 10, sigma: 1, start_label: 0 },
  quickshift: { algorithm: "quickshift", kernel_size: 2, max_dist: 6, ratio: 0.5 },
  felzenszwalb: { algorithm: "felzenszwalb", scale: 100, sigma: 0.5, min_size: 20 },
  grid: { algorithm: "grid", rows: 8, columns: 8 },
};

/** The ranges of what they offer. */
export const SEGMENTATION_FIELDS: Readonly<Record<Algorithm, readonly Field[]>> = {
  slic: [
    { name: "n_segments", least: 2, most: 300, step: 1 },
    { name: "compactness", least: 0.5, most: 50, step: 0.5 },
    { name: "sigma", least: 0, most: 5, step: 0.25 },
  ],
  quickshift: [
    { name: "kernel_size", least: 1, most: 10, step: 0.5 },
    { name: "max_dist", least: 1, most: 200, step: 1 },
    { name: "ratio", least: 0, most: 1, step: 0.05 },
  ],
  felzenszwalb: [
    { name: "scale", least: 1, most: 500, step: 1 },
    { name: "sigma", least: 0, most: 5, step: 0.1 },
    { name: "min_size", least: 1, most: 500, step: 1 },
  ],
  grid: [
    { name: "rows", least: 1, most: 32, step: 1 },
    { name: "columns", least: 1, most: 32, step: 1 },
  ],
};

const ALGORITHMS = Object.keys(SEGMENTATION_START) as Algorithm[];

/** The choice of an algorithm and its options; nothing chosen leaves it to the preset. */
export function segmentationFields(
  words: Words,
  chosen: SegmentationOptions | undefined,
  change: (segmentation: SegmentationOptions | undefined) => void,
) {
  const algorithm = chosen && chosen.algorithm !== "labels" ? chosen.algorithm : undefined;
  const choose = (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    change(value ? SEGMENTATION_START[value as Algorithm] : undefined);
  };
  return html`
    <label class="field">
      <span>${words.superpixels}</span>
      <select id="segmentation" class="input" @change=${choose}>
        <option value="" .selected=${!algorithm}>${words.automatic}</option>
        ${ALGORITHMS.map(
          (name) =>
            html`<option value=${name} .selected=${name === algorithm}>${words.algorithms[name]}</option>`,
        )}
      </select>
    </label>
    ${algorithm ? SEGMENTATION_FIELDS[algorithm].map((field) => slider(words, field, chosen!, change)) : undefined}
  `;
}

function slider(
  words: Words,
  { name, least, most, step }: Field,
  chosen: SegmentationOptions,
  change: (segmentation: SegmentationOptions) => void,
) {
  const value = (chosen as unknown as Readonly<Record<string, number>>)[name];
  return html`
    <label class="field" title=${name}>
      <span>${words.segmentation[name]}<b>${value}</b></span>
      <input
        type="range"
        name=${name}
        min=${least}
        max=${most}
        step=${step}
        .value=${String(value)}
        @input=${(event: Event) =>
          change({ ...chosen, [name]: Number((event.target as HTMLInputElement).value) })}
      />
    </label>
  `;
}
