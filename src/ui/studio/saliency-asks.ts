/** @file What each attribution method can be asked, and the options of its run. */

import type { SaliencyMethod, SaliencyOptions } from "../../explainers/saliency-options.ts";
import type { Picture } from "../../images/picture.ts";
import type { Settings } from "../elements/settings-value.ts";

/** The settings that are not every method's, and what a number is where it is not set. */
interface Asks {
  readonly layer?: true;
  readonly baseline?: true;
  readonly samples?: number;
  readonly steps?: number;
  /** Random numbers are drawn. */
  readonly seed?: true;
}

const CAM: Asks = { layer: true };
const NOISE: Asks = { samples: 25, seed: true };

const ASKS: Partial<Record<SaliencyMethod, Asks>> = {
  smoothgrad: NOISE,
  "smoothgrad-squared": NOISE,
  vargrad: NOISE,
  "integrated-gradients": { steps: 50, baseline: true },
  "grad-cam": CAM,
  "grad-cam++": CAM,
  "layer-cam": CAM,
  "score-cam": CAM,
  occlusion: { baseline: true },
  rise: { samples: 2000, baseline: true, seed: true },
};

export const asks = (method: SaliencyMethod): Asks => ASKS[method] ?? {};

/** The open image that stands for "no picture", by its index. Nothing where none does. */
export function baselineImage({ saliency: { method, baseline } }: Settings): number | undefined {
  return asks(method).baseline && typeof baseline === "object" ? baseline.image : undefined;
}

/** Only what the method knows: a layer chosen for another one is no mistake. `given` is the baseline's image. */
export function saliencyOptions(
  { saliency, seed }: Settings,
  classIndex: number,
  given?: Picture,
): SaliencyOptions {
  const { method, score, layer, samples, steps, baseline } = saliency;
  const may = asks(method);
  const shade = typeof baseline === "object" ? given : baseline;
  return {
    ...{ method, labels: [classIndex], seed },
    ...(score ? { score } : {}),
    ...(may.layer && layer ? { layer } : {}),
    ...(may.samples && samples ? { samples } : {}),
    ...(may.steps && steps ? { steps } : {}),
    ...(may.baseline && shade ? { baseline: shade } : {}),
  };
}
