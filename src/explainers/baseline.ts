/** @file Pictures that stand for "no picture", and what a model reads of a picture. */

import { GraphBuilder } from "../graph/graph.ts";
import type { Picture } from "../images/picture.ts";
import { modelInput } from "../models/input.ts";
import { optimise } from "../passes/optimise.ts";
import type { UnlessCancelled } from "./cancellation.ts";
import type { Answer } from "./classify.ts";
import { hiddenPicture } from "./hidden-picture.ts";
import type { Baseline } from "./saliency-options.ts";

/** [height, width, channels] in the picture's own units, as if all of it were one hidden superpixel. */
export function baselinePicture(picture: Picture, baseline: Baseline): Float32Array<ArrayBuffer> {
  const { height, width, range } = picture;
  const [black, white] = range;
  const whole = { height, width, count: 1, labels: new Uint32Array(height * width) };
  const shown = baseline === "black" ? black : baseline === "white" ? white : baseline;
  return hiddenPicture(picture, whole, shown, false);
}

/** The model's input for the picture, and for "no picture", each of `model.inputShape`. */
export async function modelInputs(
  { backend, model, picture }: Answer,
  baseline: Baseline,
  unlessCancelled: UnlessCancelled,
): Promise<{ readonly input: Float32Array<ArrayBuffer>; readonly baseline: Float32Array<ArrayBuffer> }> {
  const g = new GraphBuilder();
  const image = g.input("image", [picture.height, picture.width, picture.channels]);
  const read = modelInput(g, image, picture.range, model);
  const plan = await backend.compile(optimise(g.build([read])), { maxBatch: 1 });
  const ask = (pixels: Float32Array<ArrayBuffer>) => {
    plan.write(image, pixels);
    return unlessCancelled(plan.ask(read, 1));
  };
  try {
    const input = await ask(Float32Array.from(picture.data));
    return { input, baseline: await ask(baselinePicture(picture, baseline)) };
  } finally {
    plan.dispose();
  }
}
