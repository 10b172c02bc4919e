/** @file What an ascent makes grow, and what it holds back: values with their slopes, which a gradient starts from. */

import { EngineError } from "../errors.ts";
import { type GraphBuilder, type Shape, sizeOf, type Value } from "../graph/graph.ts";
import { add, multiply, scaled, subtract } from "../kernels/ops/binary.ts";
import { constant } from "../kernels/ops/constants.ts";
import { gram } from "../kernels/ops/gram.ts";
import { normalised } from "../kernels/ops/normalised.ts";
import { dot } from "../kernels/ops/sum-rows.ts";
import { sumSamples } from "../kernels/ops/sum-samples.ts";
import { totalVariationGradient } from "../kernels/ops/total-variation.ts";
import type { AppliedModel, Model } from "../models/model.ts";
import type { Seeded } from "../passes/gradient.ts";
import type { AscentSetup } from "./ascent-setup.ts";
import { chooseLayer, mapShape } from "./layer.ts";
import { objectiveMap } from "./objective-map.ts";

/** What grows: its slope is `seed`, and `share` of the product of both is its value. */
export interface Objective extends Seeded {
  readonly share: number;
}

/** The objectives on `value`, the layer's output, whose channels count as `chosen` [channels] says; and on other layers. */
export function objectivesOf(
  g: GraphBuilder,
  model: Model,
  applied: AppliedModel,
  value: Value,
  chosen: Value,
  setup: AscentSetup,
): Objective[] {
  const weights = (shape: Shape) => g.weight("map", shape, objectiveMap(shape, setup));
  const own =
    setup.objective === "deep-dream" // the mean of the squares
      ? { of: value, seed: scaled(g, value, 2 / sizeOf(value.shape)), share: 0.5 }
      : { of: value, seed: multiply(g, chosen, weights(value.shape)), share: 1 };
  const also = setup.also.map(({ layer, filter, weight }): Objective => {
    const { value: of } = chooseLayer(applied, model.layers, layer);
    const channels = mapShape(of)[2];
    if (!(filter >= 0 && filter < channels))
      throw new EngineError(
        "bad-option",
        `filter ${filter} of 'also' is not among the ${channels} of layer '${layer}'`,
      );
    const one = new Float32Array(channels);
    one[filter] = weight;
    const map = multiply(g, weights(of.shape), g.weight(`${layer}/${filter}`, [channels], one));
    return { of, seed: add(g, scaled(g, of, 0), map), share: 1 }; // a seed must be each sample's own
  });
  return [own, ...also];
}

/**
 * Less the mean cosine similarity of the Gram matrices of the pictures' maps (lucid/optvis/objectives.py, `diversity`):
 * between unit matrices u with the sum s, the slope by each is u − s, and along u itself nothing changes.
 */
export function diversity(
  g: GraphBuilder,
  value: Value,
  { diversity: weight, filters }: AscentSetup,
): Seeded[] {
  if (weight === 0 || !filters) return [];
  const matrix = gram(g, value);
  const squares = dot(g, matrix, matrix);
  const unit = normalised(g, matrix, squares, { mean: false });
  const others = subtract(g, unit, sumSamples(g, unit, filters.length));
  const pull = scaled(g, others, (2 * weight) / Math.max(1, filters.length * (filters.length - 1)));
  const across = subtract(g, pull, multiply(g, unit, dot(g, unit, pull)));
  return [{ of: matrix, seed: normalised(g, across, squares, { mean: false }) }];
}

/** What is taken off for large numbers (of a Fourier image: for what is far from gray) and for rough pictures. */
export function regularisers(g: GraphBuilder, picture: Value, setup: AscentSetup): Seeded[] {
  const { l2, totalVariation, image } = setup;
  const centred = image === "fourier" ? subtract(g, picture, constant(g, 0.5)) : picture;
  return [
    ...(l2 > 0 ? [{ of: picture, seed: scaled(g, centred, -2 * l2) }] : []),
    ...(totalVariation > 0
      ? [{ of: picture, seed: scaled(g, totalVariationGradient(g, picture), -totalVariation) }]
      : []),
  ];
}
