/** @file Superpixels of a picture, and segmentations in words. */

import { EngineError } from "../../errors.ts";
import type { Picture } from "../../images/picture.ts";
import { felzenszwalb } from "./felzenszwalb.ts";
import { gaussian } from "./gaussian.ts";
import { rgbToLab } from "./lab.ts";
import { quickshift } from "./quickshift.ts";
import type { SegmentationOptions, Segments } from "./segmentation.ts";
import { slic } from "./slic.ts";

type Setting = readonly [fallback: number | boolean, least: number, most: number];

/** Every setting with its default in scikit-image 0.19 and the values it may have; true and false where it is a switch. */
const settings = {
  quickshift: {
    ratio: [1, 0, 1],
    kernel_size: [5, 1, 64],
    max_dist: [10, 0, 1e6],
    sigma: [0, 0, 64],
    convert2lab: [true, 0, 1],
    random_seed: [42, 0, 2 ** 32 - 1],
  },
  slic: {
    n_segments: [100, 1, 65536],
    compactness: [10, 1e-6, 1e6],
    max_num_iter: [10, 1, 100],
    sigma: [0, 0, 64],
    convert2lab: [true, 0, 1],
    enforce_connectivity: [true, 0, 1],
    min_size_factor: [0.5, 0, 100],
    max_size_factor: [3, 0, 100],
    start_label: [1, 0, 1],
  },
  felzenszwalb: { scale: [1, 1e-9, 1e9], sigma: [0.8, 0, 64], min_size: [20, 1, 2 ** 26] },
  grid: { rows: [8, 1, 512], columns: [8, 1, 512] },
} as const satisfies Record<string, Record<string, Setting>>;

const WHOLE = ["random_seed", "n_segments", "max_num_iter", "start_label", "min_size", "rows", "columns"];

/** Throws EngineError("bad-option") for unknown algorithms and settings, and values out of range. */
export function segment(picture: Picture, options: SegmentationOptions): Segments {
  const { height, width } = picture;
  const labels = options.algorithm === "labels" ? givenLabels(picture, options) : computed(picture, options);
  return { height, width, count: new Set(labels).size, labels };
}

/** slic with about one superpixel for every 46 pixels, 16 to 100: some 40 to 50 on a face of 48x48. */
export const defaultSegmentation = (height: number, width: number): SegmentationOptions => ({
  algorithm: "slic",
  n_segments: Math.min(100, Math.max(16, Math.round((height * width) / 46))),
  compactness: 10,
  sigma: 1,
  start_label: 0,
});

/** "slic:n_segments=50,sigma=1" as options. Throws EngineError("bad-option"). */
export function parseSegmentation(text: string): SegmentationOptions {
  const [algorithm, rest = ""] = text.split(/:(.*)/s);
  const entries = rest
    .split(",")
    .filter(Boolean)
    .map((part): [string, number | boolean] => {
      const [name, value = "true"] = part.split("=").map((word) => word.trim());
      return [name, /^true$/i.test(value) ? true : /^false$/i.test(value) ? false : Number(value)];
    });
  const options = { algorithm: algorithm.trim(), ...Object.fromEntries(entries) } as SegmentationOptions;
  check(options);
  return options;
}

/** The inverse of `parseSegmentation`. */
export function describeSegmentation({ algorithm, ...rest }: SegmentationOptions): string {
  if (algorithm === "labels") return "labels";
  const words = Object.entries(rest).map(([name, value]) => `${name}=${value}`);
  return words.length ? `${algorithm}:${words.join(",")}` : algorithm;
}

/** All settings, defaults filled in. */
function check({ algorithm, ...given }: SegmentationOptions): Record<string, number> {
  if (!Object.hasOwn(settings, algorithm)) {
    const known = Object.keys(settings).join(", ");
    throw new EngineError("bad-option", `segmentation '${algorithm}' is not known; there are ${known}`);
  }
  const known: Record<string, Setting> = settings[algorithm as keyof typeof settings];
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(known, name))
      throw new EngineError(
        "bad-option",
        `${algorithm} has no setting '${name}'; it has ${Object.keys(known).join(", ")}`,
      );
    const [, least, most] = known[name];
    const number = Number(value);
    if (!(number >= least && number <= most) || (WHOLE.includes(name) && !Number.isInteger(number)))
      throw new EngineError(
        "bad-option",
        `${algorithm}: ${name} is ${value}; it takes ${WHOLE.includes(name) ? "whole numbers" : "numbers"} from ${least} to ${most}`,
      );
  }
  return Object.fromEntries(
    Object.entries(known).map(([name, [fallback]]) => [
      name,
      Number((given as Record<string, unknown>)[name] ?? fallback),
    ]),
  );
}

function givenLabels(
  { height, width }: Picture,
  given: Extract<SegmentationOptions, { algorithm: "labels" }>,
): Uint32Array<ArrayBuffer> {
  if (given.height !== height || given.width !== width || given.labels.length !== height * width)
    throw new EngineError(
      "bad-option",
      `labels of ${given.width}x${given.height} (${given.labels.length}) do not fit a picture of ${width}x${height}`,
    );
  const labels = Uint32Array.from(given.labels);
  const bad = labels.findIndex((label, i) => label !== given.labels[i]);
  if (bad >= 0) throw new EngineError("bad-option", `label ${given.labels[bad]} is no whole number from 0`);
  return labels;
}

function computed(picture: Picture, options: SegmentationOptions): Uint32Array<ArrayBuffer> {
  const { height, width, channels } = picture;
  const s = check(options);
  const blurred = (image: Float64Array, sigma: number) => gaussian(image, height, width, channels, sigma);
  const coloured = (image: Float64Array) => (s.convert2lab && channels === 3 ? rgbToLab(image) : image);
  switch (options.algorithm) {
    case "quickshift": {
      const image = blurred(coloured(asFloat(picture)), s.sigma).map((v) => v * s.ratio);
      return quickshift(image, height, width, channels, {
        kernelSize: s.kernel_size,
        maxDist: s.max_dist,
        seed: s.random_seed,
      });
    }
    case "slic": {
      const image = blurred(coloured(stretched(asFloat(picture))), s.sigma).map(
        (v) => v * (1 / s.compactness),
      );
      return slic(image, height, width, channels, {
        segments: s.n_segments,
        rounds: s.max_num_iter,
        connected: Boolean(s.enforce_connectivity),
        minSize: s.min_size_factor,
        maxSize: s.max_size_factor,
        startLabel: s.start_label,
      });
    }
    case "felzenszwalb":
      return felzenszwalb(blurred(asFloat(picture), s.sigma), height, width, channels, {
        scale: s.scale,
        minSize: s.min_size,
      });
    default:
      return Uint32Array.from({ length: height * width }, (_, p) => {
        const row = Math.floor((Math.floor(p / width) * Math.min(s.rows, height)) / height);
        return (
          row * Math.min(s.columns, width) + Math.floor(((p % width) * Math.min(s.columns, width)) / width)
        );
      });
  }
}

/** skimage.util.img_as_float: bytes times 1/255; floats as they are. */
const asFloat = ({ data }: Picture): Float64Array =>
  data instanceof Uint8Array ? Float64Array.from(data, (v) => v * (1 / 255)) : data;

/** Least to 0, most to 1. */
function stretched(image: Float64Array): Float64Array {
  const [least, most] = [image.reduce((a, b) => Math.min(a, b)), image.reduce((a, b) => Math.max(a, b))];
  const span = most - least;
  return image.map((v) => (span ? (v - least) / span : v - least));
}
