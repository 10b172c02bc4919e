/** @file A classifier: layers that can be built into any graph, and how pictures become its input. */

import type { GraphBuilder, Shape, Value } from "../graph/graph.ts";

/** A row of the model's summary: what Keras prints for a layer. */
export interface Layer {
  readonly name: string;
  /** The class, as the file names it: "Conv2D". */
  readonly type: string;
  /** Of one sample. */
  readonly outputShape: Shape;
  readonly parameters: number;
  readonly trainable: number;
  /** For one sample, before anything is fused; of a layer that is used several times, of all its uses. */
  readonly multiplyAdds: number;
  /** Names of the layers whose outputs it reads; of a layer that is used several times, in all its uses. */
  readonly inputs: readonly string[];
  /** Of a model within the model: its own layers. Each counts among `parameters`, `trainable` and `multiplyAdds` of this row. */
  readonly layers?: readonly Layer[];
}

/** How a picture becomes the model's input. Pixels are first mapped from black…white to `range`. */
export interface Preprocessing {
  readonly channels: "gray" | "rgb" | "bgr";
  /** What black and white become. */
  readonly range: readonly [black: number, white: number];
  /** Subtracted after that, one for each channel. Default: 0. */
  readonly mean?: readonly number[];
  /** Divided by after that, one for each channel. Default: 1. */
  readonly std?: readonly number[];
  /** How a picture of another aspect ratio is made to fit: distorted, its middle cut out, or with black borders. */
  readonly resize: "stretch" | "crop" | "pad";
}

/** Settings that a caller may give and a model otherwise guesses. */
export interface ModelOptions {
  readonly name?: string;
  readonly channels?: Preprocessing["channels"];
  readonly range?: readonly [black: number, white: number];
  readonly mean?: readonly number[];
  readonly std?: readonly number[];
  readonly resize?: Preprocessing["resize"];
  /** One name for each class, in the order of the outputs. */
  readonly classNames?: readonly string[];
}

export interface Model {
  readonly name: string;
  /** "keras", "keras-h5", "tfjs-layers", "tfjs-graph", … */
  readonly format: string;
  /** [height, width, channels] of the input. */
  readonly inputShape: Shape;
  readonly classes: readonly string[];
  readonly preprocessing: Preprocessing;
  /** Why each part of the preprocessing is what it is: "range 0…1: nothing in the file says otherwise". */
  readonly reasons: readonly string[];
  readonly warnings: readonly string[];
  readonly layers: readonly Layer[];
  /**
   * Adds the model to `g`. Weights are the same arrays each time, so a device uploads them once.
   */
  apply(g: GraphBuilder, image: Value): AppliedModel;
}

/** A model's values in a graph. */
export interface AppliedModel {
  /** Class probabilities, [classes]. */
  readonly scores: Value;
  /** What they are a softmax or sigmoid of, [classes]. */
  readonly logits: Value;
  /** Whether the probabilities are a softmax and add up to 1; else each is the sigmoid of its own logit. */
  readonly exclusive: boolean;
  /** The output of each layer, by its name. */
  readonly outputs: ReadonlyMap<string, Value>;
}

/** A file of a model, by name: "model.h5", or "model.json" beside "group1-shard1of1.bin". */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
