/** @file A model and a picture that are nowhere but in tests of the elements. */

import type { Segments } from "../src/explainers/segmentation/segmentation.ts";
import type { Picture } from "../src/images/picture.ts";
import type { GraphLayout } from "../src/models/graph-layout.ts";
import type { Layer } from "../src/models/model.ts";
import type { ModelInfo } from "../src/workers/protocol.ts";

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

export const layer = (name: string, type: string, outputShape: readonly number[]): Layer => ({
  ...{ name, type, outputShape, parameters: 0, trainable: 0, multiplyAdds: 0, inputs: [] },
});

const layers = [
  layer("conv_1", "Conv2D", [12, 12, 8]),
  layer("conv_2", "Conv2D", [6, 6, 16]),
  layer("dense", "Dense", [3]),
];

export const model: ModelInfo = {
  ...{ id: 1, name: "faces", format: "keras-h5", inputShape: [SIDE, SIDE, 1] },
  classes: ["calm", "<b>happy</b>", "sad"],
  preprocessing: { channels: "gray", range: [0, 1], resize: "stretch" },
  reasons: ["range 0…1: nothing in the file says otherwise"],
  ...{ warnings: [], layers, parameters: 58168, trainable: 58000, multiplyAdds: 0 },
};

export const probabilities = [0.2, 0.7, 0.1];

/** The layers one below the other. */
export const layout: GraphLayout = {
  ...{ width: 200, height: 150 },
  nodes: layers.map((one, i) => ({ ...one, id: one.name, x: 12, y: 12 + 44 * i, width: 176, height: 26 })),
  edges: layers.slice(1).map(({ name }, i) => ({
    ...{ from: layers[i].name, to: name },
    points: [100, 38 + 44 * i, 100, 56 + 44 * i],
  })),
};
