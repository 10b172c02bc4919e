/** @file An engine that answers at once, for tests of the elements. */

import type { LimeResult } from "../explainers/lime-options.ts";
import type { Segments } from "../explainers/segmentation/segmentation.ts";
import type { Picture } from "../images/picture.ts";
import type { Engine, EngineStatus, ModelInfo } from "../workers/protocol.ts";

const SIDE = 24;
const CELLS = 4; // superpixels in a row

export const picture: Picture = {
  ...{ height: SIDE, width: SIDE, channels: 1, range: [0, 255] as const },
  data: Uint8Array.from({ length: SIDE * SIDE }, (_, i) => (i * 7) % 256),
};

/** 16 squares of 6 × 6 pixels. */
export const segments: Segments = {
  ...{ height: SIDE, width: SIDE, count: CELLS * CELLS },
  labels: Uint32Array.from({ length: SIDE * SIDE }, (_, i) => {
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
    return Math.floor((y * CELLS) / SIDE) * CELLS + Math.floor((x * CELLS) / SIDE);
  }),
};

export const model: ModelInfo = {
  ...{ id: 1, name: "faces", format: "keras-h5", inputShape: [SIDE, SIDE, 1] },
  classes: ["calm", "<b>happy</b>", "sad"],
  preprocessing: { channels: "gray", range: [0, 1], resize: "stretch" },
  reasons: ["range 0…1: nothing in the file says otherwise"],
  ...{ warnings: [], layers: [], parameters: 58168, trainable: 58000 },
};

export const probabilities = [0.2, 0.7, 0.1];

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
      peakBufferBytes: 0,
    },
  };
}

const status: EngineStatus = {
  backend: "wasm",
  adapter: "fake",
  software: false,
  reason: "no WebGPU",
  bufferBytes: 0,
};

/** `stepMs` passes before each of the four results of a run; `changes` replace methods. */
export function fakeEngine({
  stepMs = 0,
  ...changes
}: Partial<Engine> & { readonly stepMs?: number } = {}): Engine {
  return {
    status: async () => status,
    open: async () => model,
    configure: async (before, options) => ({ ...before, classes: options.classNames ?? before.classes }),
    decode: async () => picture,
    predict: async () => ({
      probabilities,
      classes: model.classes,
      backend: "wasm",
      adapter: "fake",
      milliseconds: 1,
    }),
    async *lime(_model, _image, { signal } = {}) {
      for (const samples of [250, 500, 750, 1000]) {
        await new Promise((resolve) => setTimeout(resolve, stepMs));
        if (signal?.aborted) return;
        yield limeResult(samples, samples === 1000);
      }
    },
    close: async () => undefined,
    dispose: async () => undefined,
    ...changes,
  };
}
