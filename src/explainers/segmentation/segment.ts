/** @file Superpixels of a picture: its colours prepared as scikit-image does, then one of the algorithms. */

import { EngineError } from "../../errors.ts";
import type { Picture } from "../../images/picture.ts";
import { felzenszwalb } from "./felzenszwalb.ts";
import { gaussian } from "./gaussian.ts";
import { gridLabels } from "./grid.ts";
import { rgbToLab } from "./lab.ts";
import { type ComputedOptions, checkAlgorithm, fillOptions } from "./options.ts";
import { toPlanes } from "./planes.ts";
import { quickshift } from "./quickshift.ts";
import type { GivenLabels, SegmentationOptions, Segments } from "./segmentation.ts";
import { slic } from "./slic.ts";

export { describeSegmentation, parseSegmentation } from "./segmentation-text.ts";

/** Looks at pixels, from half a minute on the fastest machine, that no one would wait for. */
const MOST_LOOKS = 4e9;

/**
 * The superpixels of `picture`, labels equal to those of scikit-image 0.19.3 for the same options. A gray picture is
 * segmented as it is, without Lab. Runs for up to seconds, so call it in a worker.
 *
 * Throws EngineError("bad-option") with the option, its value and its range, for options that are unknown, out of
 * range, or would take minutes, and for label maps that do not fit the picture.
 */
export function segment(picture: Picture, options: SegmentationOptions): Segments {
  const labels = options.algorithm === "labels" ? givenLabels(picture, options) : compute(picture, options);
  return { height: picture.height, width: picture.width, count: new Set(labels).size, labels };
}

/**
 * What suits a picture of this size: slic with a superpixel for about every 46 pixels, but 16 to 100 of them. On a face
 * of 48x48 these are 40 to 50, where lime's quickshift finds 2 to 4.
 *
 * Lightness in Lab goes to 100, in a gray picture to 1: the compactness is divided by as much there, or superpixels
 * would be squares, whatever the picture shows.
 */
export const defaultSegmentation = (
  height: number,
  width: number,
  channels: 1 | 3 = 3,
): SegmentationOptions => ({
  algorithm: "slic",
  n_segments: Math.min(100, Math.max(16, Math.round((height * width) / 46))),
  compactness: channels === 3 ? 10 : 0.1,
  sigma: 1,
  start_label: 0,
});

function compute(
  picture: Picture,
  options: Exclude<SegmentationOptions, GivenLabels>,
): Uint32Array<ArrayBuffer> {
  switch (options.algorithm) {
    case "quickshift":
      return computeQuickshift(picture, options);
    case "slic":
      return computeSlic(picture, options);
    case "felzenszwalb":
      return computeFelzenszwalb(picture, options);
    case "grid": {
      const { rows, columns } = fillOptions("grid", options);
      return gridLabels(picture.height, picture.width, rows, columns);
    }
    default:
      checkAlgorithm((options as SegmentationOptions).algorithm);
      throw new Error("unreachable: an algorithm with options but no case");
  }
}

/** skimage/segmentation/_quickshift.py */
function computeQuickshift(picture: Picture, options: ComputedOptions["quickshift"]) {
  const filled = fillOptions("quickshift", options);
  const { height, width, channels } = picture;
  const across = 2 * Math.ceil(3 * filled.kernel_size) + 1;
  const window = Math.min(across, height) * Math.min(across, width);
  refuseIfLong(picture, window, `quickshift: kernel_size ${filled.kernel_size}`);

  const colors = toSpace(asFloat(picture), channels, filled.convert2lab);
  const image = toPlanes(blur(picture, colors, filled.sigma), height, width, channels, filled.ratio);
  const { kernel_size: kernelSize, max_dist: maxDist, random_seed: seed } = filled;
  return quickshift(image, { kernelSize, maxDist, seed });
}

/** skimage/segmentation/slic_superpixels.py */
function computeSlic(picture: Picture, options: ComputedOptions["slic"]) {
  const filled = fillOptions("slic", options);
  const { height, width, channels } = picture;
  refuseIfLong(picture, 25 * filled.max_num_iter, `slic: max_num_iter ${filled.max_num_iter}`);

  const colors = toSpace(stretch(asFloat(picture)), channels, filled.convert2lab);
  const blurred = blur(picture, colors, filled.sigma);
  const image = toPlanes(blurred, height, width, channels, 1 / filled.compactness);
  return slic(image, {
    segments: filled.n_segments,
    rounds: filled.max_num_iter,
    connected: filled.enforce_connectivity,
    minSize: filled.min_size_factor,
    maxSize: filled.max_size_factor,
    startLabel: filled.start_label,
  });
}

/** skimage/segmentation/_felzenszwalb.py */
function computeFelzenszwalb(picture: Picture, options: ComputedOptions["felzenszwalb"]) {
  const { scale, sigma, min_size: minSize } = fillOptions("felzenszwalb", options);
  const { height, width, channels } = picture;
  refuseIfLong(picture, 200, "felzenszwalb");
  const image = toPlanes(blur(picture, asFloat(picture), sigma), height, width, channels);
  return felzenszwalb(image, { scale, minSize });
}

/** `skimage.util.img_as_float`: bytes times 1/255, floats as they are. */
const asFloat = ({ data }: Picture): Float64Array =>
  data instanceof Uint8Array ? Float64Array.from(data, (value) => value * (1 / 255)) : data;

const toSpace = (image: Float64Array, channels: number, lab: boolean): Float64Array =>
  lab && channels === 3 ? rgbToLab(image) : image;

function blur(picture: Picture, image: Float64Array, sigma: number): Float64Array {
  refuseIfLong(picture, 24 * sigma, `sigma ${sigma}`);
  return gaussian(image, picture.height, picture.width, picture.channels, sigma);
}

/** The least value to 0, the largest to 1. */
function stretch(image: Float64Array): Float64Array {
  let [least, most] = [Infinity, -Infinity];
  for (const value of image) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const span = most - least || 1;
  return image.map((value) => (value - least) / span);
}

function refuseIfLong({ height, width }: Picture, looksPerPixel: number, what: string): void {
  if (height * width * looksPerPixel <= MOST_LOOKS) return;
  throw new EngineError(
    "bad-option",
    `${what} on ${width}x${height} pixels would take minutes; take less, or a smaller picture`,
  );
}

function givenLabels({ height, width }: Picture, given: GivenLabels): Uint32Array<ArrayBuffer> {
  if (given.height !== height || given.width !== width || given.labels.length !== height * width)
    throw new EngineError(
      "bad-option",
      `labels: a map of ${given.width}x${given.height} with ${given.labels.length} labels, for a picture of ${width}x${height}`,
    );
  const labels = Uint32Array.from(given.labels);
  const wrong = labels.findIndex((label, p) => label !== given.labels[p]);
  if (wrong >= 0)
    throw new EngineError(
      "bad-option",
      `labels: ${given.labels[wrong]} at row ${Math.floor(wrong / width)}, column ${wrong % width}; whole numbers from 0 to ${2 ** 32 - 1} are needed`,
    );
  return labels;
}
