/** @file The maps of several methods as they are looked at side by side, and how far they agree. */

import type { LimeResult } from "../../explainers/lime-options.ts";
import { rankCorrelation } from "../../explainers/rank-correlation.ts";
import { rangeOf, weightsOf } from "../../explainers/tint.ts";
import { type Compared, type CompareResult, isSaliency } from "../../saved/compare.ts";
import type { Heat } from "../drawing/heat.ts";
import { heatOf } from "./saliency.ts";

const heats = new WeakMap<Compared, Map<number, Heat>>();

/** Of one class. The same for the same result. Nothing if the result is not about that class. */
export function comparedHeat(result: Compared, classIndex: number): Heat | undefined {
  const attribution = isSaliency(result) ? result.attributions[classIndex] : undefined;
  const known = heats.get(result) ?? new Map<number, Heat>();
  heats.set(result, known);
  if (known.has(classIndex)) return known.get(classIndex);
  const heat = isSaliency(result)
    ? attribution && heatOf(attribution, result)
    : result.explanations[classIndex] && limeHeat(result, classIndex);
  if (heat) known.set(classIndex, heat);
  return heat;
}

/** Each pixel has the weight of its superpixel, or zero where that is not sure. */
function limeHeat({ segments, explanations }: LimeResult, classIndex: number): Heat {
  const weights = weightsOf(explanations[classIndex]);
  const of = new Map(weights.filter(({ sure }) => sure).map(({ segment, value }) => [segment, value]));
  const range = rangeOf(weights);
  return {
    values: Float32Array.from(segments.labels, (label) => of.get(label) ?? 0),
    ...{ size: [segments.height, segments.width], range: [-range, range], signed: true },
  };
}

const agreements = new WeakMap<readonly Compared[], readonly (readonly number[])[]>();

/**
 * Spearman's rank correlation of the sizes of each map's numbers with those of each before it: [i][j], j < i. Where maps differ in
 * size, all are read at the pixels of the smallest. NaN where one is the same everywhere.
 */
export function agreement({ results, classIndex }: CompareResult): readonly (readonly number[])[] {
  const known = agreements.get(results);
  if (known) return known;
  const maps = results.flatMap((result) => comparedHeat(result, classIndex) ?? []);
  const [height, width] = maps.reduce<readonly [number, number]>(
    (least, { size }) => (size[0] * size[1] < least[0] * least[1] ? size : least),
    maps[0]?.size ?? [0, 0],
  );
  const sizes = maps.map((map) => sizesAt(map, height, width));
  const all = sizes.map((one, i) => sizes.slice(0, i).map((before) => rankCorrelation(one, before)));
  agreements.set(results, all);
  return all;
}

function sizesAt({ values, size: [h, w] }: Heat, height: number, width: number): Float32Array {
  return Float32Array.from({ length: height * width }, (_, i) => {
    const y = Math.floor(((Math.floor(i / width) + 0.5) * h) / height);
    const x = Math.floor((((i % width) + 0.5) * w) / width);
    return Math.abs(values[y * w + x]);
  });
}

/** Of the pairs the two that agree most, by their places, and the mean of all. Nothing where none has a number. */
export function nearest(table: readonly (readonly number[])[]) {
  const pairs = table.flatMap((row, second) =>
    row.map((value, first) => ({ first, second, value })).filter(({ value }) => Number.isFinite(value)),
  );
  if (pairs.length === 0) return undefined;
  const most = pairs.reduce((best, pair) => (pair.value > best.value ? pair : best));
  return { ...most, mean: pairs.reduce((sum, { value }) => sum + value, 0) / pairs.length };
}
