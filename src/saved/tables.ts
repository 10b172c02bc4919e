/** @file Results as CSV tables, a header first. */

import type { AverageResult } from "../data/average-options.ts";
import { csvText } from "../data/csv-text.ts";
import type { ActivationsResult } from "../explainers/activations-options.ts";
import type { AscentResult } from "../explainers/ascent-options.ts";
import type { LimeResult } from "../explainers/lime-options.ts";
import type { SaliencyResult } from "../explainers/saliency-options.ts";
import type { Layer } from "../models/model.ts";

/** A row for each class and superpixel, by falling weight. `pixels`: how many it has; `row` and `column`: its middle. */
export function limeCsv({ segments, explanations, classes }: LimeResult): string {
  const sums = new Map<number, { pixels: number; row: number; column: number }>();
  segments.labels.forEach((label, i) => {
    const sum = sums.get(label) ?? { pixels: 0, row: 0, column: 0 };
    sums.set(label, {
      pixels: sum.pixels + 1,
      row: sum.row + Math.floor(i / segments.width),
      column: sum.column + (i % segments.width),
    });
  });
  const rows = Object.entries(explanations).flatMap(([index, { weights, standardErrors }]) =>
    weights.map(([segment, weight], i) => {
      const { pixels, row, column } = sums.get(segment) ?? { pixels: 0, row: 0, column: 0 };
      const middle = (sum: number) => (pixels > 0 ? Number((sum / pixels).toFixed(2)) : undefined);
      return [
        ...[index, classes[Number(index)], segment, weight, standardErrors[i]],
        ...[pixels, middle(row), middle(column)],
      ];
    }),
  );
  return csvText([
    ["class", "name", "superpixel", "weight", "standard_error", "pixels", "row", "column"],
    ...rows,
  ]);
}

/** A row for each pixel of the map, a column for each class. */
export function saliencyCsv({ attributions, classes, size: [, width] }: SaliencyResult): string {
  const maps = Object.entries(attributions).map(([index, { map }]) => [classes[Number(index)], map] as const);
  const pixels = [...(maps[0]?.[1].keys() ?? [])];
  return csvText([
    ["row", "column", ...maps.map(([name]) => name)],
    ...pixels.map((i) => [Math.floor(i / width), i % width, ...maps.map(([, map]) => map[i])]),
  ]);
}

export const filtersCsv = ({ pictures }: AscentResult): string =>
  csvText([
    ["filter", "activation", "rank", "dead"],
    ...pictures.map(({ filter, activation, rank, dead }) => [filter, activation, rank, String(dead)]),
  ]);

/** `zeros`: the share of exact zeros. */
export const mapsCsv = ({ channels }: ActivationsResult): string =>
  csvText([
    ["channel", "mean", "min", "max", "zeros"],
    ...channels.map(({ mean, min, max, zeros }, i) => [i, mean, min, max, zeros]),
  ]);

/** A row for each pixel of the mean of each cell of the confusion matrix. `picture`: of the mean picture, 0 black … 1 white. */
export const meansCsv = ({ classes, cells, size: [, width] }: AverageResult): string =>
  csvText([
    ["true", "predicted", "pictures", "row", "column", "map", "picture"],
    ...cells.flatMap(({ true: label, predicted, count, map, image }) =>
      Array.from(map, (value, i) => [
        ...[classes[label], classes[predicted], count],
        ...[Math.floor(i / width), i % width, value, image[i]],
      ]),
    ),
  ]);

interface Probabilities {
  readonly classes: readonly string[];
  readonly probabilities: readonly number[];
}

export const predictionCsv = ({ classes, probabilities }: Probabilities): string =>
  csvText([["class", "name", "probability"], ...probabilities.map((p, i) => [i, classes[i], p])]);

/** A row for each layer, as Keras prints them. */
export const summaryCsv = (layers: readonly Layer[]): string =>
  csvText([
    ["layer", "type", "output_shape", "parameters", "trainable", "multiply_adds", "inputs"],
    ...layers.map(({ name, type, outputShape, parameters, trainable, multiplyAdds, inputs }) => [
      ...[name, type, outputShape.join("x"), parameters, trainable, multiplyAdds, inputs.join(" ")],
    ]),
  ]);
