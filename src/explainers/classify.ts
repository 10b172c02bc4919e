/** @file The model's answer to one picture. */

import { GraphBuilder, type Value } from "../graph/graph.ts";
import type { Picture } from "../images/picture.ts";
import type { Backend, Plan } from "../kernels/backend.ts";
import { modelInput } from "../models/input.ts";
import type { Model } from "../models/model.ts";
import { optimise } from "../passes/optimise.ts";

/** A plan that predicts pictures of one size. Holding it keeps the model's weights on the device. */
export interface Classifier {
  /** Class probabilities. */
  predict(picture: Picture): Promise<Float64Array<ArrayBuffer>>;
  readonly plan: Plan;
}

/** Makes the model ready for pictures like this one. Dispose of `plan` when done. */
export async function classifier(backend: Backend, model: Model, like: Picture): Promise<Classifier> {
  const g = new GraphBuilder();
  const image: Value = g.input("image", [like.height, like.width, like.channels]);
  const { scores } = model.apply(g, modelInput(g, image, like.range, model));
  const plan = await backend.compile(optimise(g.build([scores])), { maxBatch: 1 });
  return {
    plan,
    async predict({ data }) {
      plan.write(image, Float32Array.from(data));
      return Float64Array.from(await plan.ask(scores, 1));
    },
  };
}
