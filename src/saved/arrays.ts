/** @file The arrays of a result, by their names in its `.npz` file. Class indices stand in `classes`, in the order of an array's first axis. */

import type { AverageResult, Mean } from "../data/average-options.ts";
import type { ConfusionResult } from "../data/confusion-options.ts";
import type { ActivationsResult } from "../explainers/activations-options.ts";
import type { AscentResult } from "../explainers/ascent-options.ts";
import type { LimeResult } from "../explainers/lime-options.ts";
import type { SaliencyResult } from "../explainers/saliency-options.ts";
import type { Histories } from "../histories/history.ts";
import type { Picture } from "../images/picture.ts";
import { type CompareResult, isSaliency } from "./compare.ts";
import type { Arrays, NamedArray } from "./npz.ts";

/**
 * `segments` [h, w]: label of each pixel, with `labels` [n], in order; `classes` [k]; for each class and label `weights` and
 * `standard_errors` [k, n], NaN where a superpixel is not among those of the explanation; `intercepts`, `scores` (R²) and
 * `local_predictions` [k]; `probabilities` [all classes]; `image`.
 */
export function limeArrays({ segments, explanations, prediction }: LimeResult, picture?: Picture): Arrays {
  const labels = [...new Set(segments.labels)].sort((a, b) => a - b);
  const place = new Map(labels.map((label, i) => [label, i]));
  const classes = Object.keys(explanations).map(Number);
  const shape = [classes.length, labels.length];
  const weights = new Float64Array(classes.length * labels.length).fill(Number.NaN);
  const errors = weights.slice();
  classes.forEach((index, k) => {
    explanations[index].weights.forEach(([segment, weight], i) => {
      const at = place.get(segment);
      if (at === undefined) return; // lime's phantom, which is no superpixel
      weights[k * labels.length + at] = weight;
      errors[k * labels.length + at] = explanations[index].standardErrors[i] ?? Number.NaN;
    });
  });
  const each = (of: "intercept" | "score" | "localPrediction") =>
    numbers(classes.map((index) => explanations[index][of]));
  return {
    segments: { shape: [segments.height, segments.width], data: segments.labels },
    ...{ labels: indices(labels), classes: indices(classes) },
    weights: { shape, data: weights },
    standard_errors: { shape, data: errors },
    ...{ intercepts: each("intercept"), scores: each("score"), local_predictions: each("localPrediction") },
    probabilities: numbers(prediction),
    ...imageArrays(picture),
  };
}

/** `classes` [k]; `maps` [k, h, w]: one number a pixel; `values` [k, …]: before reduction; `ranges` [k, 2]; `scores` [k]; `probabilities`; `image`. */
export function saliencyArrays(
  { attributions, size, prediction }: SaliencyResult,
  picture?: Picture,
): Arrays {
  const classes = Object.keys(attributions).map(Number);
  const all = classes.map((index) => attributions[index]);
  return {
    classes: indices(classes),
    maps: stacked(
      size,
      all.map(({ map }) => map),
    ), // prettier-ignore
    values: stacked(
      all[0]?.shape ?? [],
      all.map(({ values }) => values),
    ), // prettier-ignore
    ranges: { shape: [all.length, 2], data: Float64Array.from(all.flatMap(({ range }) => range)) },
    scores: numbers(all.map(({ score }) => score)),
    probabilities: numbers(prediction),
    ...imageArrays(picture),
  };
}

/** Of each method its own arrays, as `lime_weights` or `grad-cam_maps`; with names of their own `1_weights`, `2_weights`; and `image`. */
export const compareArrays = ({ results, names }: CompareResult, picture?: Picture): Arrays => ({
  ...Object.fromEntries(
    results.flatMap((result, i) => {
      const arrays = isSaliency(result) ? saliencyArrays(result) : limeArrays(result);
      const prefix = names ? i + 1 : result.method; // two may have one method
      return Object.entries(arrays).map(([name, array]) => [`${prefix}_${name}`, array]);
    }),
  ),
  ...imageArrays(picture),
});

/** `filters` [n]; `pixels` [n, h, w, channels]: as shown; `activations` [n]; of a finished run `values`: the model's inputs. */
export function filterArrays({ pictures, height, width, channels, values }: AscentResult): Arrays {
  const shape = [height, width, channels];
  const pixels = new Uint8Array(pictures.length * height * width * channels);
  pictures.forEach((picture, i) => void pixels.set(picture.pixels, i * height * width * channels));
  return {
    filters: indices(pictures.map(({ filter }) => filter)),
    pixels: { shape: [pictures.length, ...shape], data: pixels },
    activations: numbers(pictures.map(({ activation }) => activation)),
    ...(values ? { values: { shape: [pictures.length, ...shape], data: values } } : {}),
  };
}

/** `values` [h, w, channels]; `probabilities`. */
export const mapArrays = ({ shape, values, prediction }: ActivationsResult): Arrays => ({
  values: { shape, data: values },
  probabilities: numbers(prediction),
});

/** `matrix` [true, predicted]: counts; `normalised`: by row. */
export const confusionArrays = ({ matrix, normalised }: ConfusionResult): Arrays => ({
  matrix: { shape: [matrix.length, matrix.length], data: Uint32Array.from(matrix.flat()) },
  normalised: { shape: [matrix.length, matrix.length], data: Float64Array.from(normalised.flat()) },
});

/**
 * `cells` [n, 2]: true and predicted class, with `counts` [n], `maps` and `pictures` [n, h, w]: means of explanations and of the pictures
 * in gray, 0…1; the same over whole classes as `classes` [k], `class_counts`, `class_maps`, `class_pictures`; `picks` [p]: numbers of
 * pictures, with `coverage`; `explained`: those that count.
 */
export function meanArrays({ cells, perClass, picks, explained, size }: AverageResult): Arrays {
  const all = (means: readonly Mean[], of: "map" | "image") =>
    stacked(
      size,
      means.map((mean) => Float32Array.from(mean[of])),
    ); // prettier-ignore
  return {
    cells: {
      shape: [cells.length, 2],
      data: Uint32Array.from(cells.flatMap((cell) => [cell.true, cell.predicted])),
    },
    ...{
      counts: indices(cells.map(({ count }) => count)),
      maps: all(cells, "map"),
      pictures: all(cells, "image"),
    },
    classes: indices(perClass.map((one) => one.class)),
    class_counts: indices(perClass.map(({ count }) => count)),
    ...{ class_maps: all(perClass, "map"), class_pictures: all(perClass, "image") },
    picks: indices(picks.map(({ sample }) => sample)),
    coverage: numbers(picks.map(({ coverage }) => coverage)),
    explained: indices(Array.from(explained)),
  };
}

/** A curve each: "run 1 training loss" [epochs], from the first epoch on. */
export const curveArrays = ({ runs }: Histories): Arrays =>
  Object.fromEntries(
    runs.flatMap(({ name, curves }) =>
      curves.map(({ metric, split, values }) => [
        `${name} ${split} ${metric}`.replaceAll("/", "-"),
        numbers(values),
      ]),
    ),
  );

/** `image` as it was explained: [h, w] if it is gray, else [h, w, 3]; `image_range` [2]: its black and white. */
export const imageArrays = (picture: Picture | undefined): Arrays =>
  picture
    ? {
        image: {
          shape: [picture.height, picture.width, ...(picture.channels === 3 ? [3] : [])],
          data: picture.data,
        },
        image_range: numbers(picture.range),
      }
    : {};

const numbers = (values: readonly number[]): NamedArray => ({
  shape: [values.length],
  data: Float64Array.from(values),
});

const indices = (values: readonly number[]): NamedArray => ({
  shape: [values.length],
  data: Uint32Array.from(values),
});

function stacked(shape: readonly number[], arrays: readonly Float32Array[]): NamedArray {
  const data = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    data.set(array, at);
    at += array.length;
  }
  return { shape: [arrays.length, ...shape], data };
}
