/** @file A model made ready for pictures of one size, on one backend. */

import { GraphBuilder, type Value } from "../graph/graph.ts";
import type { Picture } from "../images/picture.ts";
import type { Backend } from "../kernels/backend.ts";
import { modelInput } from "../models/input.ts";
import type { Model } from "../models/model.ts";
import { optimise } from "../passes/optimise.ts";

/** What is explained: a model, and perhaps a picture. */
export interface Subject {
  readonly backend: Backend;
  readonly model: Model;
  readonly picture?: Picture;
}

/** What a model said to a picture: what explainers explain. */
export interface Answer extends Subject {
  readonly picture: Picture;
  /** Class probabilities. */
  readonly prediction: Float64Array<ArrayBuffer>;
}

/** While it is held, the model's weights stay on the device: explanations of its answers upload none of them again. */
export interface Classifier {
  answer(picture: Picture): Promise<Answer>;
  dispose(): void;
}

/** Makes the model ready for pictures like this one: of its size, channels and range. */
export async function classifier(backend: Backend, model: Model, like: Picture): Promise<Classifier> {
  const g = new GraphBuilder();
  const image: Value = g.input("image", [like.height, like.width, like.channels]);
  const { scores } = model.apply(g, modelInput(g, image, like.range, model));
  const plan = await backend.compile(optimise(g.build([scores])), { maxBatch: 1 });
  return {
    async answer(picture) {
      plan.write(image, Float32Array.from(picture.data));
      return { backend, model, picture, prediction: Float64Array.from(await plan.ask(scores, 1)) };
    },
    dispose: () => plan.dispose(),
  };
}
