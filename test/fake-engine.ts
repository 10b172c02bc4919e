/** @file An engine that answers at once, for tests of the elements. */

import type { LimeResult } from "../src/explainers/lime-options.ts";
import type { Engine, EngineStatus } from "../src/workers/protocol.ts";
import { layout, model, picture, probabilities, segments } from "./fake-model.ts";
import { activationsResult, ascentResult, saliencyResult } from "./fake-results.ts";

export { model, picture, probabilities, segments };

/** Superpixel 5 raises, 10 lowers, 15 is within its error. */
export function limeResult(samples: number, done: boolean): LimeResult {
  const explanation = {
    ...{ intercept: 0.1, score: 0.912, localPrediction: 0.69 },
    weights: [
      ...([
        [5, 0.4],
        [6, 0.3],
        [10, -0.2],
        [15, 0.01],
      ] as const),
    ],
    standardErrors: [0.005, 0.005, 0.005, 0.006],
  };
  return {
    ...{
      method: "lime",
      done,
      model: model.name,
      preprocessing: model.preprocessing,
      classes: model.classes,
    },
    ...{ prediction: probabilities, options: { samples: 1000 }, seed: 7, versions: {} },
    ...{
      backend: "wasm",
      adapter: "fake",
      precision: "f32",
      segments,
      explanations: { 0: explanation, 1: explanation },
      warnings: [],
    },
    stats: {
      ...{
        samples,
        samplesPerSecond: 500,
        predicted: samples,
        distinct: 1000,
        exact: false,
        milliseconds: samples * 2,
      },
      ...{ draws: 0, batch: 64, multiplyAdds: 0, dispatches: 0, submits: 0, readBacks: 0, bytesRead: 0 },
      ...{ peakBufferBytes: 0, denseMultiplyAdds: 0, tableMilliseconds: 0 },
    },
  };
}

const status: EngineStatus = {
  backend: "wasm",
  adapter: "fake",
  precision: "f32",
  software: false,
  reason: "no WebGPU",
  cause: "missing",
  bufferBytes: 0,
};

/** `stepMs` passes before each result of a run, of which LIME and ascent have four; `changes` replace methods. */
export function fakeEngine({
  stepMs = 0,
  ...changes
}: Partial<Engine> & { readonly stepMs?: number } = {}): Engine {
  return {
    status: async () => status,
    open: async () => model,
    cacheUse: async () => ({ files: 0, bytes: 0 }),
    clearCache: async () => undefined,
    configure: async (before, options) => ({ ...before, classes: options.classNames ?? before.classes }),
    decode: async () => picture,
    predict: async () => ({
      probabilities,
      classes: model.classes,
      backend: "wasm",
      adapter: "fake",
      precision: "f32",
      milliseconds: 1,
    }),
    async *lime(_model, _image, { signal } = {}) {
      for (const samples of [250, 500, 750, 1000]) {
        await new Promise((resolve) => setTimeout(resolve, stepMs));
        if (signal?.aborted) return;
        yield limeResult(samples, samples === 1000);
      }
    },
    async *saliency(_model, _image, { signal, ...options } = {}) {
      await new Promise((resolve) => setTimeout(resolve, stepMs));
      if (!signal?.aborted) yield saliencyResult(options);
    },
    async *ascent(_model, { signal, filters } = {}) {
      for (const step of [1, 2, 3, 4]) {
        await new Promise((resolve) => setTimeout(resolve, stepMs));
        if (signal?.aborted) return;
        yield ascentResult(step, filters?.slice(0, 4));
      }
    },
    async *activations(_model, _image, { layer } = {}) {
      yield activationsResult(3, layer);
    },
    layout: async () => layout,
    // elements of data sets have fakes of their own
    async *openData() {},
    sample: async () => picture,
    async *confusion() {},
    async *average() {},
    async *explainAll() {},
    closeData: async () => undefined,
    close: async () => undefined,
    dispose: async () => undefined,
    ...changes,
  };
}
