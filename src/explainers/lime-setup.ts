/**
 * @file What a LIME run will do, decided before it starts: options checked and filled in, superpixels, data matrix.
 *
 * The preset "python" follows `lime` 0.2.0.1 (lime/lime_image.py) number by number, traps included:
 * 1. without `segmentationSeed` one `randint(0, 1000)` is drawn first, even if quickshift is not used;
 * 2. a column of the data matrix is taken for a label, so with labels from 1 (slic's default) column 0 hides nothing
 *    and the last superpixel is never hidden;
 * 3. mean colours of pictures in bytes are cut to whole numbers;
 * 4. a gray picture is segmented as three equal channels;
 * 5. a second call on the same explainer goes on in the random stream: see `draws`;
 * 6. the default quickshift makes very large superpixels (2 to 4 on a 48x48 face).
 */

import { toRgb } from "../images/colour.ts";
import type { Picture } from "../images/picture.ts";
import type { Model } from "../models/model.ts";
import { MOST_DRAWS, RandomState } from "../random/random-state.ts";
import { oneOf, refuse, whole } from "./checks.ts";
import type { Answer } from "./classify.ts";
import { allRows, type DataMatrix, drawRows } from "./data-matrix.ts";
import { allCoalitions, drawCoalitions, FEWEST_FOR_EACH } from "./kernel-shap-rows.ts";
import type { Distance, FeatureSelection, LimeOptions } from "./lime-options.ts";
import { defaultSegmentation, segment } from "./segmentation/segment.ts";
import type { SegmentationOptions, Segments } from "./segmentation/segmentation.ts";

export interface LimeSetup {
  readonly method: "lime" | "kernel-shap";
  readonly segments: Segments;
  /** Labels as ranks 0…count−1. */
  readonly ranked: Segments;
  /** For each pixel, the column of the data matrix that hides it; one past the last where none does. */
  readonly columns: Uint32Array<ArrayBuffer>;
  readonly matrix: DataMatrix;
  /** Class indices to explain. */
  readonly classes: readonly number[];
  readonly hideColor: "mean" | "blur" | number;
  /** Mean colours are cut to whole numbers. */
  readonly truncate: boolean;
  readonly numFeatures: number;
  readonly featureSelection: FeatureSelection;
  readonly kernelWidth: number;
  readonly distance: Distance;
  readonly batch: number | undefined;
  readonly memoryBudget: number;
  readonly sharing: "auto" | "off";
  readonly seed: number;
  /** 32-bit random numbers used, skipped ones included. */
  readonly draws: number;
  readonly options: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
}

const FEW = 8;

/** Throws EngineError("bad-option") with the option, its value and its range. */
export function prepareLime({ model, picture, prediction }: Answer, options: LimeOptions): LimeSetup {
  const {
    method = "lime",
    preset = "limelight",
    top = 5,
    samples = 1000,
    seed = 0,
    hideColor = "mean",
    numFeatures = 100000,
    featureSelection = "auto",
    kernelWidth = 0.25,
    distance = "cosine",
    batch,
    memoryBudget = 2 ** 28,
    sharing = "auto",
    draws = 0,
  } = options;
  oneOf("method", method, ["lime", "kernel-shap"]);
  oneOf("preset", preset, method === "lime" ? ["limelight", "python"] : ["limelight"]);
  whole("top", top, 1, 2 ** 31);
  whole("samples", samples, 1, 10 ** 7);
  whole("numFeatures", numFeatures, 1, 2 ** 31);
  oneOf("featureSelection", featureSelection, [
    "auto",
    "none",
    "forward_selection",
    "highest_weights",
    "lasso_path",
  ]);
  oneOf("distance", distance, ["cosine", "euclidean", "manhattan", "hamming"]);
  if (batch !== undefined) whole("batch", batch, 1, 2 ** 20);
  whole("draws", draws, 0, MOST_DRAWS);
  if (!(kernelWidth > 0 && kernelWidth < Infinity)) refuse("kernelWidth", kernelWidth, "a number above 0");
  oneOf("sharing", sharing, ["auto", "off"]);
  if (!(memoryBudget > 0)) refuse("memoryBudget", memoryBudget, "bytes, above 0");
  if (typeof hideColor === "number" ? !Number.isFinite(hideColor) : !["mean", "blur"].includes(hideColor))
    refuse("hideColor", hideColor, "'mean', 'blur' or a number");

  const classes = options.labels ? checkLabels(options.labels, model) : mostProbable(prediction, top);
  const python = preset === "python";
  const random = new RandomState(seed);
  random.skip(draws);
  const segmentationSeed = options.segmentationSeed ?? (python ? random.randint(1000) : seed);
  const segmentation = withSeed(options.segmentation ?? defaultFor(picture, python), segmentationSeed);
  const found = segment(python ? toRgb(picture) : picture, segmentation);
  const ranked = rank(found);
  const { count: features } = ranked;
  const segments = python ? found : ranked;
  const exact = !python && features < 31 && 2 ** features <= samples;
  if (method === "kernel-shap" && !exact && samples < FEWEST_FOR_EACH * features)
    refuse(
      "samples",
      samples,
      `${FEWEST_FOR_EACH * features} or more for KernelSHAP on ${features} superpixels`,
    );
  const [all, draw] = method === "lime" ? [allRows, drawRows] : [allCoalitions, drawCoalitions];
  const matrix = exact ? all(samples, features) : draw(random, samples, features);
  const ofLime = { numFeatures, featureSelection, kernelWidth, distance };

  return {
    method,
    segments,
    ranked,
    columns: segments.labels.map((label) => Math.min(label, features)),
    matrix,
    classes,
    hideColor,
    truncate: python && picture.data instanceof Uint8Array,
    ...ofLime,
    ...{ batch, memoryBudget, sharing, seed },
    draws: random.draws,
    options: {
      ...{
        method,
        preset,
        labels: classes,
        samples,
        seed,
        segmentation: plain(segmentation),
        segmentationSeed,
        hideColor,
      },
      ...(method === "lime" ? ofLime : {}),
      ...{ draws, memoryBudget, sharing },
      ...(batch === undefined ? {} : { batch }),
    },
    warnings: [...model.warnings, ...warningsAbout(segments, features, python)],
  };
}

/** lime's quickshift, or what suits the size of the picture. */
const defaultFor = ({ height, width, channels }: Picture, python: boolean): SegmentationOptions =>
  python
    ? { algorithm: "quickshift", kernel_size: 4, max_dist: 200, ratio: 0.2 }
    : defaultSegmentation(height, width, channels);

const withSeed = (options: SegmentationOptions, seed: number): SegmentationOptions =>
  options.algorithm === "quickshift" ? { random_seed: seed, ...options } : options;

/** A label map is too long to be repeated among the options. */
const plain = (options: SegmentationOptions): object =>
  options.algorithm === "labels" ? { algorithm: "labels" } : options;

/** The last of an ascending, stable sort first, as `argsort(prediction)[-top:][::-1]`. */
export const mostProbable = (prediction: Float64Array, top: number): number[] =>
  [...prediction.keys()]
    .sort((a, b) => prediction[a] - prediction[b])
    .reverse()
    .slice(0, top);

export function checkLabels(labels: readonly number[], { classes }: Model): number[] {
  if (labels.length === 0) refuse("labels", "[]", "at least one class index");
  for (const label of labels)
    if (!Number.isInteger(label) || label < 0 || label >= classes.length)
      refuse("labels", label, `class indices from 0 to ${classes.length - 1}`);
  return [...new Set(labels)];
}

/** Labels as ranks among the labels there are. */
function rank(segments: Segments): Segments {
  const distinct = [...new Set(segments.labels)].sort((a, b) => a - b);
  const rankOf = new Map(distinct.map((label, i) => [label, i]));
  return { ...segments, count: distinct.length, labels: segments.labels.map((label) => rankOf.get(label)!) };
}

function warningsAbout({ labels }: Segments, features: number, python: boolean): string[] {
  const warnings: string[] = [];
  if (features < FEW)
    warnings.push(
      `only ${features} superpixel${features === 1 ? "" : "s"}: too few to say much; ask for a finer segmentation, such as slic with n_segments=50`,
    );
  if (python && labels.every((label) => label > 0))
    warnings.push(
      "labels start at 1, as slic's do: as in lime, superpixel 0 is a phantom and the last one is never hidden; start_label=0 avoids it",
    );
  return warnings;
}
