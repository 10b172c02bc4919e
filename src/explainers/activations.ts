/** @file Feature maps: what each filter of a layer answers to a picture. */

import { GraphBuilder } from "../graph/graph.ts";
import { modelInput } from "../models/input.ts";
import { optimise } from "../passes/optimise.ts";
import { VERSION } from "../version.ts";
import type { ActivationsOptions, ActivationsResult, ChannelStatistics } from "./activations-options.ts";
import { whenAborted } from "./cancellation.ts";
import type { Answer } from "./classify.ts";
import { chooseLayer, mapShape } from "./layer.ts";
import { ranOn } from "./run-info.ts";

/**
 * Yields the layer's output for the picture, once. Nothing behind the layer is computed. Throws
 * EngineError("bad-option") for a layer the model does not have, "cancelled" when `signal` aborts.
 */
export async function* activations(
  answer: Answer,
  options: ActivationsOptions = {},
  signal?: AbortSignal,
): AsyncGenerator<ActivationsResult, void> {
  const started = performance.now();
  const { backend, model, picture, prediction } = answer;
  const cancelled = whenAborted(signal);
  const g = new GraphBuilder();
  const image = g.input("image", [picture.height, picture.width, picture.channels]);
  const applied = model.apply(g, modelInput(g, image, picture.range, model));
  const layer = chooseLayer(applied, model.layers, options.layer);
  const shape = mapShape(layer.value);
  const plan = await backend.compile(optimise(g.build([layer.value])), { maxBatch: 1 });
  try {
    plan.write(image, Float32Array.from(picture.data));
    const values = await cancelled.or(plan.ask(layer.value, 1));
    const channels = channelStatistics(values, shape[2]);
    yield {
      method: "activations",
      done: true,
      model: model.name,
      preprocessing: model.preprocessing,
      classes: model.classes,
      prediction: [...prediction],
      options: { layer: layer.name },
      seed: 0,
      versions: { limelight: VERSION },
      ...ranOn(backend),
      layer: layer.name,
      shape,
      values,
      channels,
      ranked: [...channels.keys()].sort((a, b) => channels[b].mean - channels[a].mean),
      stats: { ...plan.stats(), done: 1, total: 1, batch: 1, milliseconds: performance.now() - started },
      warnings: warningsFor(channels),
    };
  } finally {
    cancelled.forget();
    plan.dispose();
  }
}

/** Of each channel of values [pixels, channels]. */
export function channelStatistics(values: Float32Array, channels: number): ChannelStatistics[] {
  const pixels = values.length / channels;
  return Array.from({ length: channels }, (_, c) => {
    let [sum, min, max, zeros] = [0, Infinity, -Infinity, 0];
    for (let i = c; i < values.length; i += channels) {
      const value = values[i];
      sum += value;
      min = Math.min(min, value);
      max = Math.max(max, value);
      if (value === 0) zeros++;
    }
    return { mean: sum / pixels, min, max, zeros: zeros / pixels };
  });
}

function warningsFor(channels: readonly ChannelStatistics[]): string[] {
  const bad = channels.filter(({ mean }) => !Number.isFinite(mean)).length;
  const silent = channels.filter(({ zeros }) => zeros === 1).length;
  return [
    ...(bad
      ? [`${bad} of ${channels.length} channels hold numbers that are not finite; is the range right?`]
      : []),
    ...(silent ? [`${silent} of ${channels.length} channels answer nothing to this picture`] : []),
  ];
}
